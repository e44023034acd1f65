import { gzipSync } from 'node:zlib';
import type { RecordHeader } from '../../../lambda-runtime/records/record';
import type { SourceFormatSetting } from '../../../src/contract/source-format';

/** A record that a sink has taken from its topic. */
export interface SunkRecord {
  readonly partition: number;
  readonly offset: number;
  readonly value: Buffer | null;
  readonly key: Buffer | null;
  readonly headers: readonly RecordHeader[];
  readonly timestamp: number;
}

/** A tree of files, and the records that its replay should bring back. */
export interface ForeignTree {
  readonly format: SourceFormatSetting;
  /** Contents by path. */
  readonly files: Readonly<Record<string, Buffer>>;
  /** The records that stand in them, as far as the files hold them, in the order of each partition. */
  readonly records: readonly SunkRecord[];
}

export const TOPIC = 'orders-eu.v1';
const PARTITIONS = [0, 1, 2];
const BEGINNING = Date.parse('2026-04-13T21:00:00Z');
const PER_FILE = 7;

type Encode = (records: readonly SunkRecord[]) => Buffer;

/** Records of some partitions whose values are all alike in nothing but the length. */
export function sunk(length: number, first = 0): SunkRecord[] {
  return PARTITIONS.flatMap((partition) =>
    Array.from({ length }, (_, index) => {
      const offset = first + index;
      return {
        partition,
        offset,
        value: Buffer.from(JSON.stringify({ of: `${partition}-${offset}`, amount: 1.5, text: 'größe "und" \\ mehr' })),
        key: Buffer.from(`key ${offset % 3}`),
        headers: [{ name: 'tenant', value: Buffer.from('acme') }],
        timestamp: BEGINNING + offset * 1000,
      };
    }),
  );
}

/** The sink keeps the value alone. */
function valueAlone(record: SunkRecord): SunkRecord {
  return { ...record, key: null, headers: [], timestamp: Number.NaN };
}

/** Divides each partition's records into files, by the records that a sink flushes at a time. */
function inFiles(records: readonly SunkRecord[], pathOf: (first: SunkRecord) => string, encode: Encode) {
  const files: Record<string, Buffer> = {};
  for (const partition of PARTITIONS) {
    const own = records.filter((record) => record.partition === partition);
    for (let start = 0; start < own.length; start += PER_FILE) {
      const some = own.slice(start, start + PER_FILE);
      files[pathOf(some[0] as SunkRecord)] = encode(some);
    }
  }
  return files;
}

/** A line break behind each value, as Confluent's formats of JSON and of bytes write it. */
const lineEach: Encode = (records) => Buffer.concat(records.flatMap(({ value }) => [value ?? '', '\n'].map(bytesOf)));
const bytesOf = (text: Buffer | string) => Buffer.from(text);
const digits = (offset: number, width: number) => String(offset).padStart(width, '0');

/** `topics/<topic>/partition=<n>/<topic>+<n>+<first offset, ten digits>.<format>` */
export function confluentTree(records: readonly SunkRecord[], extension = '.json'): ForeignTree {
  const path = ({ partition, offset }: SunkRecord) =>
    `topics/${TOPIC}/partition=${partition}/${TOPIC}+${partition}+${digits(offset, 10)}${extension}`;
  const encode: Encode = extension.endsWith('.gz') ? (some) => gzipSync(lineEach(some)) : lineEach;
  return { format: 'confluent', files: inFiles(records, path, encode), records: records.map(valueAlone) };
}

/** `<topic>-<partition>-<first offset>`, in lines with a break between, each an object of the fields that are kept. */
export function aivenTree(records: readonly SunkRecord[], type: 'jsonl' | 'json' | 'csv' = 'jsonl'): ForeignTree {
  const path = ({ partition, offset }: SunkRecord) => `from-aiven/${TOPIC}-${partition}-${offset}.gz`;
  const lines = (some: readonly SunkRecord[]) => some.map(type === 'csv' ? csvLine : jsonLine);
  const encode: Encode = (some) =>
    gzipSync(type === 'json' ? `[\n${lines(some).join(',\n')}\n]` : lines(some).join('\n'));
  return {
    format: 'aiven',
    files: inFiles(records, path, encode),
    records: type === 'csv' ? records.map(valueAlone) : records,
  };
}

function csvLine({ value }: SunkRecord): string {
  return value?.toString('base64') ?? '';
}

function jsonLine({ key, value, offset, timestamp, headers }: SunkRecord): string {
  const told = headers.map((header) => ({ key: header.name, value: header.value?.toString() ?? null }));
  return (
    `{"key":${JSON.stringify(key?.toString() ?? null)},"value":${value ?? 'null'},"offset":${offset},` +
    `"timestamp":"${new Date(timestamp).toISOString()}","headers":${JSON.stringify(told)}}`
  );
}

/** `<channel>/<topic>/year=…/month=…/day=…/hour=…/<topic>+<partition>+<first offset>-<identifier>`, with no extension. */
export function mskDataDeliveryTree(records: readonly SunkRecord[], isCompressed = true): ForeignTree {
  const path = ({ partition, offset, timestamp }: SunkRecord) => {
    const [, year, month, day, hour] = /^(\d+)-(\d+)-(\d+)T(\d+)/.exec(new Date(timestamp).toISOString()) ?? [];
    const directory = `8309b825-8a2c-4120-9367-6ce96fbd2537-2/${TOPIC}/year=${year}/month=${month}/day=${day}/hour=${hour}`;
    return `${directory}/${TOPIC}+${partition}+${digits(offset, 18)}-000000-105a4e6efaa`;
  };
  const encode: Encode = isCompressed ? (some) => gzipSync(lineEach(some)) : lineEach;
  return { format: 'mskDataDelivery', files: inFiles(records, path, encode), records: records.map(valueAlone) };
}

/** `small/<yyyy>/<MM>/<dd>/<HH>/evt-<hex>.json` with a record each, as the demo has it, and lines beside them. */
export function demoTree(records: readonly SunkRecord[]): ForeignTree {
  const ordered = [...records].sort((a, b) => a.offset - b.offset || a.partition - b.partition);
  const files = Object.fromEntries(
    ordered.map(({ value }, index) => {
      const path = `small/2026/04/13/21/evt-${index.toString(16).padStart(32, '0')}`;
      return index % 5 === 4
        ? [`${path}.ndjson`, bytesOf(`${value}\n\n${value}`)]
        : [`${path}.json`, bytesOf(value ?? '')];
    }),
  );
  const found = ordered.flatMap((record, index) => (index % 5 === 4 ? [record, record] : [record]));
  return { format: 'files', files, records: found.map((record) => ({ ...valueAlone(record), partition: 0 })) };
}

/** A file a record, by names that tell everything. */
export function patternTree(records: readonly SunkRecord[]): ForeignTree {
  const files = Object.fromEntries(
    records.map(({ partition, offset, timestamp, value }) => [
      `archive/${TOPIC}/p${partition}/${offset}_${timestamp}.dat`,
      bytesOf(value ?? ''),
    ]),
  );
  return {
    format: {
      pattern: String.raw`archive/(?<topic>[^/]+)/p(?<partition>\d+)/(?<offset>\d+)_(?<timestamp>\d+)\.dat`,
      lines: false,
    },
    files,
    records: records.map((record) => ({ ...valueAlone(record), timestamp: record.timestamp })),
  };
}

import { encodeRecord, type RecordFormat } from '../../lambda-runtime/records/codec';
import { parquetWriter } from '../../lambda-runtime/records/load-parquet';
import type { KafkaRecord } from '../../lambda-runtime/records/record';
import { segmentContent } from '../../lambda-runtime/records/segment-content';
import type { Batches, WrittenFile } from '../../src/contract/bill';
import { SMALL_BELOW_BYTES } from '../../src/contract/ingest-defaults';
import { ASSUMED } from '../../src/contract/prices';
import type { Figures } from './figures';
import { sampleRecord, sampleValue } from './sample-value';

const SECONDS_OF_DAY = 86_400;
const FIRST_OFFSET = 1_000_000;

/** The batches of one topic. Records arrive evenly, and partitions take turns; the handler's own code makes the files. */
export async function batchesOf(figures: Figures): Promise<Batches> {
  await parquetWriter.load();
  const perDay = figures.recordsPerDay / figures.topics;
  const value = Buffer.from(sampleValue(figures.valueBytes));
  const recordOf = (partition: number, offset: number) =>
    sampleRecord('events', partition, FIRST_OFFSET + offset, value);
  const inWindow = (perDay / SECONDS_OF_DAY) * (figures.windowSeconds ?? ASSUMED.windowSeconds);
  const inPayload = Math.floor(ASSUMED.payloadBytes / deliveredBytes(recordOf(0, 0)));
  const records = Math.max(1, Math.round(Math.min(figures.batchSize, inPayload, inWindow)));
  const partitions = Math.min(records, figures.partitions);
  const files = Array.from({ length: partitions }, (_, partition) => {
    const count = Math.ceil((records - partition) / partitions);
    return filesOf(
      Array.from({ length: count }, (_, offset) => recordOf(partition, offset)),
      figures,
    );
  }).flat();
  const { metricsOfFunction, logBytesOfBatch, logBytesOfPartition, logBytesOfFile } = ASSUMED;
  return {
    ...{ perDay: perDay / records, records, files, metrics: metricsOfFunction },
    logBytes: logBytesOfBatch + partitions * logBytesOfPartition + files.length * logBytesOfFile,
  };
}

/** True where each record has a file. */
export function isPerRecord({ layout, valueBytes }: Figures): boolean {
  return layout === undefined ? valueBytes >= SMALL_BELOW_BYTES : layout === 'per-record';
}

/** Files are made as they are, and taken for smaller if they would be compressed. */
function filesOf(records: readonly KafkaRecord[], figures: Figures): WrittenFile[] {
  const format: RecordFormat =
    figures.format === 'value'
      ? { type: 'value', extension: '.json' }
      : figures.format === 'parquet'
        ? { type: 'parquet', compression: 'NONE' }
        : { type: 'envelope' };
  const smaller = figures.compression === 'NONE' ? 1 : ASSUMED.compression;
  const contents = isPerRecord(figures)
    ? records.map((record) => encodeRecord(record, format, 'NONE').bytes)
    : segmentsOf(records, format, figures.segmentBytes);
  return contents.map(({ length }) => ({ bytes: length / smaller }));
}

function segmentsOf(records: readonly KafkaRecord[], format: RecordFormat, maxBytes: number): Buffer[] {
  let content = segmentContent(format, 'NONE');
  const contents = [content];
  for (const record of records) {
    if (!content.add(record, maxBytes)) {
      content = segmentContent(format, 'NONE');
      content.add(record, maxBytes);
      contents.push(content);
    }
  }
  return contents.map((each) => each.encode());
}

/** The bytes of a record in an event, with the comma behind it: https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html */
function deliveredBytes({ key, value, ...record }: KafkaRecord): number {
  const base64 = (bytes: Buffer | null) => bytes?.toString('base64') ?? null;
  return JSON.stringify({ ...record, key: base64(key), value: base64(value) }).length + 1;
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parquetReader, parquetWriter } from '../../../lambda-runtime/records/load-parquet';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { type SegmentContent, segmentContent } from '../../../lambda-runtime/records/segment-content';
import { PARQUET_COMPRESSIONS } from '../../../src/contract/record-formats';
import { aRecord } from '../../handlers/support/records';

/** Runs on Node.js 24, which has Zstandard: writes files for other readers, and measures sizes and times. */

export interface Size {
  readonly format: string;
  readonly files: number;
  readonly bytes: number;
  readonly writeSeconds: number;
}

export interface Sizes {
  readonly count: number;
  readonly small: readonly Size[];
  readonly largeCount: number;
  readonly large: readonly Size[];
}

/** The records that go into large files: a sample. */
const MOST_LARGE = 100_000;
/** The number of records that Lambda delivers at once: 6 MB of them in base64. */
const BATCH = 4_000;

const FORMATS = [
  ['NDJSON', () => segmentContent({ type: 'envelope' }, 'NONE')],
  ['NDJSON, gzip', () => segmentContent({ type: 'envelope' }, 'GZIP')],
  ['NDJSON, Zstandard', () => segmentContent({ type: 'envelope' }, 'ZSTD')],
  ['Parquet, not compressed', () => segmentContent({ type: 'parquet', compression: 'NONE' }, 'NONE')],
  ['Parquet, Snappy', () => segmentContent({ type: 'parquet', compression: 'SNAPPY' }, 'NONE')],
  ['Parquet, gzip', () => segmentContent({ type: 'parquet', compression: 'GZIP' }, 'NONE')],
  ['Parquet, Zstandard', () => segmentContent({ type: 'parquet', compression: 'ZSTD' }, 'NONE')],
] as const satisfies readonly (readonly [string, () => SegmentContent])[];

/** JSON of about 1 KB with fields that repeat and fields that do not. */
function order(offset: number): KafkaRecord {
  const random = (offset * 2_654_435_761) % 4_294_967_296;
  const items = Array.from({ length: 12 }, (_, index) => ({
    sku: `sku-${((random + index * 7919) % 90_000).toString(36)}`,
    quantity: ((random >> index) & 7) + 1,
    price: ((random + index * 104_729) % 100_000) / 100,
    note: 'left at the door'.slice(0, ((random >> (index * 2)) & 15) + 1),
  }));
  const value = JSON.stringify({
    id: `${random.toString(16).padStart(8, '0')}-${offset}`,
    customer: `customer-${random % 50_000}`,
    status: ['placed', 'paid', 'sent', 'returned'][random % 4],
    placedAt: new Date(1_776_000_000_000 + offset * 37).toISOString(),
    items,
  });
  return aRecord({
    offset,
    timestamp: 1_776_000_000_000 + offset * 37,
    timestampType: 'CREATE_TIME',
    key: Buffer.from(`customer-${random % 50_000}`),
    value: Buffer.from(value),
    headers: [{ name: 'source', value: Buffer.from('shop') }],
  });
}

/** One format, and files of one size: what so many of the records take. */
class Measured {
  private files = 0;
  private bytes = 0;
  private milliseconds = 0;
  private recordsLeft: number;

  public constructor(
    private readonly format: string,
    private readonly empty: () => SegmentContent,
    private readonly maxBytes: number,
    records: number,
  ) {
    this.recordsLeft = records;
  }

  public add(batch: readonly KafkaRecord[]): void {
    if (this.recordsLeft <= 0) return;
    this.recordsLeft -= batch.length;
    const startedAt = performance.now();
    let content = this.empty();
    for (const record of batch) {
      if (!content.add(record, this.maxBytes)) {
        this.cut(content);
        content = this.empty();
        content.add(record, this.maxBytes);
      }
    }
    this.cut(content);
    this.milliseconds += performance.now() - startedAt;
  }

  private cut(content: SegmentContent): void {
    this.files++;
    this.bytes += content.encode().length;
  }

  public get size(): Size {
    return { format: this.format, files: this.files, bytes: this.bytes, writeSeconds: this.milliseconds / 1000 };
  }
}

/** Measures the sizes of all formats. Each batch is made once for all of them, and they take turns. */
function measured(count: number): Sizes {
  const largeCount = Math.min(count, MOST_LARGE);
  const of = (maxBytes: number, records: number) =>
    FORMATS.map(([format, empty]) => new Measured(format, empty, maxBytes, records));
  const [small, large] = [of(1024 * 1024, count), of(16 * 1024 * 1024, largeCount)];
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => order(from + index));
    for (const each of [...small, ...large]) each.add(batch);
  }
  return { count, small: small.map(({ size }) => size), largeCount, large: large.map(({ size }) => size) };
}

/** Records with all that a column may hold: nothing, emptiness, text of all planes, bytes that are no text. */
function odd(offset: number): KafkaRecord {
  const bytes = [
    null,
    Buffer.alloc(0),
    Buffer.from('é😀\0"'),
    Buffer.from([0xff, offset % 256]),
    Buffer.from('x'.repeat(offset)),
  ];
  const pick = (index: number) => bytes[index % bytes.length] ?? null;
  return aRecord({
    offset,
    timestamp: offset % 7 === 0 ? null : 1_776_000_000_000 + offset,
    timestampType: offset % 7 === 0 ? null : 'CREATE_TIME',
    key: pick(offset),
    value: pick(Math.floor(offset / 5)),
    headers: Array.from({ length: offset % 4 }, (_, index) => ({ name: `h${index % 2}`, value: pick(offset + index) })),
  });
}

async function main(folder: string, count: number): Promise<void> {
  const { encodeParquet } = await parquetWriter.load();
  await parquetReader.load();
  const records = Array.from({ length: 2000 }, (_, offset) => odd(offset));
  for (const compression of PARQUET_COMPRESSIONS) {
    writeFileSync(join(folder, `${compression}.records.parquet`), encodeParquet(records, compression));
  }
  const hex = (bytes: Buffer | null) => bytes?.toString('hex') ?? null;
  const expected = records.map(({ topic, partition, offset, timestamp, timestampType, key, value, headers }) => [
    ...[topic, partition, offset, timestamp, timestampType, hex(key), hex(value)],
    headers.map((header) => [header.name, hex(header.value)]),
  ]);
  writeFileSync(join(folder, 'expected.json'), JSON.stringify(expected));
  console.log(JSON.stringify(measured(count)));
}

main(process.argv[2] ?? '.', Number(process.argv[3])).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

import { isUtf8 } from 'node:buffer';
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js';
import { ParquetWriter } from 'hyparquet-writer/src/parquet-writer.js';
import type { ParquetCompressionName } from '../../../src/contract/record-formats';
import { compress } from '../compression';
import type { KafkaRecord } from '../record';
import { UnwritableRecordError } from '../unwritable-record-error';
import { MAX_FOOTER_BYTES, SCHEMA, UNPAIRED_TEXTS } from './columns';
import { renderUnpairedTexts } from './unpaired-texts';

const CODECS = { NONE: 'UNCOMPRESSED', GZIP: 'GZIP', ZSTD: 'ZSTD', SNAPPY: 'SNAPPY' } as const;
/**
 * The highest partition. Kafka's own partitions are 32-bit numbers:
 * https://kafka.apache.org/protocol#The_Messages_Metadata
 */
const MOST_PARTITION = 2 ** 31 - 1;

/**
 * Makes one file of records, which are in one group of rows: a file has as many as Lambda delivers at once, 10,000.
 *
 * @throws UnwritableRecordError if a record has what no column takes
 */
export function encodeParquet(records: readonly KafkaRecord[], compression: ParquetCompressionName): Buffer {
  const unpaired = renderUnpairedTexts(records);
  if (unpaired !== undefined && unpaired.length > MAX_FOOTER_BYTES / 2) {
    throw new UnwritableRecordError(`names of headers that UTF-8 can't express take ${unpaired.length} characters`);
  }
  const out = new ByteWriter(64 * 1024);
  const writer = new ParquetWriter({
    writer: out,
    schema: SCHEMA.map((element) => ({ ...element })),
    codec: CODECS[compression],
    compressors: { GZIP: (bytes) => compress(view(bytes), 'GZIP'), ZSTD: (bytes) => compress(view(bytes), 'ZSTD') },
    createdBy: 'cdk-s3files',
    ...(unpaired !== undefined && { kvMetadata: [{ key: UNPAIRED_TEXTS, value: unpaired }] }),
  });
  // Of columns with statistics a query skips files. Nothing that a record says goes into the footer.
  const plain = { statistics: false, encoding: 'PLAIN', offsetIndex: false } as const;
  const shared = { statistics: false, offsetIndex: false } as const;
  const known = { statistics: true, offsetIndex: false } as const;
  void writer.write({
    rowGroupSize: records.length,
    columnData: [
      { name: 'topic', data: records.map(({ topic }) => topic), ...known },
      { name: 'partition', data: records.map(partitionOf), ...known },
      { name: 'offset', data: records.map(({ offset }) => BigInt(offset)), ...known, encoding: 'PLAIN' },
      { name: 'timestamp', data: records.map(timestampOf), ...known, encoding: 'PLAIN' },
      { name: 'timestamp_type', data: records.map(({ timestampType }) => timestampType), ...shared },
      { name: 'key', data: records.map(({ key }) => textOf(key)), ...shared },
      { name: 'key_binary', data: records.map(({ key }) => binaryOf(key)), ...shared },
      { name: 'value', data: records.map(({ value }) => textOf(value)), ...plain },
      { name: 'value_binary', data: records.map(({ value }) => binaryOf(value)), ...plain },
      { name: 'headers', data: records.map(headersOf), ...shared },
    ],
  });
  void writer.finish();
  return view(out.getBytes());
}

function partitionOf({ partition }: KafkaRecord): number {
  if (partition > MOST_PARTITION) {
    throw new UnwritableRecordError(`partition ${partition} is more than Kafka has, which counts to ${MOST_PARTITION}`);
  }
  return partition;
}

function timestampOf({ timestamp }: KafkaRecord): bigint | null {
  return timestamp === null ? null : BigInt(timestamp);
}

function headersOf({ headers }: KafkaRecord): unknown[] {
  return headers.map(({ name, value }) => ({ name, value: textOf(value), value_binary: binaryOf(value) }));
}

function textOf(bytes: Buffer | null): Buffer | null {
  return bytes !== null && isUtf8(bytes) ? bytes : null;
}

function binaryOf(bytes: Buffer | null): Buffer | null {
  return bytes !== null && !isUtf8(bytes) ? bytes : null;
}

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes that a file has beside those of its records: the footer, and the headers of its pages. */
const BYTES_OF_ANY_FILE = 2 * 1024;
/** Bytes that a record takes beside its own: its numbers, and the length and the level of each of its values. */
const BYTES_OF_ANY_RECORD = 80;
const BYTES_OF_ANY_HEADER = 16;

/** The most bytes that a file has without a record, before compression. */
export const EMPTY_PARQUET_BYTES = BYTES_OF_ANY_FILE;

/** The most bytes that a record adds to a file, before compression. */
export function parquetBytesOf({ topic, timestampType, key, value, headers }: KafkaRecord): number {
  return headers.reduce(
    (sum, header) => sum + BYTES_OF_ANY_HEADER + 3 * header.name.length + (header.value?.length ?? 0),
    BYTES_OF_ANY_RECORD + topic.length + 3 * (timestampType?.length ?? 0) + (key?.length ?? 0) + (value?.length ?? 0),
  );
}

import {
  ENVELOPE_EXTENSION,
  PARQUET_COMPRESSIONS,
  PARQUET_EXTENSION,
  type RecordFormatSetting,
  TOMBSTONE_EXTENSION,
} from '../../src/contract/record-formats';
import { UNWRITABLE_EXTENSION } from '../../src/contract/unwritable-records';
import { isObject } from '../environment';
import { type Compression, type CompressionSuffix, compress, decompress, splitSuffix, suffixOf } from './compression';
import { decodeEnvelope, encodeEnvelope } from './envelope';
import { parquetWriter } from './load-parquet';
import { type ParquetRecords, recordsOfParquet } from './parquet-file';
import { describeCoordinates, type KafkaRecord, type RecordCoordinates } from './record';
import { decodeUnwritable } from './unwritable';

/** Tells how a record becomes the content of a file. */
export type RecordFormat = RecordFormatSetting;

type Content = '.json' | '.bin' | typeof ENVELOPE_EXTENSION;

/**
 * The extension of a file, which alone tells how to read it: a reader needs no setting. A tombstone has nothing to
 * compress.
 */
export type Extension =
  | typeof TOMBSTONE_EXTENSION
  | typeof UNWRITABLE_EXTENSION
  | typeof PARQUET_EXTENSION
  | `${Content}${CompressionSuffix}`;

export const EXTENSIONS: readonly Extension[] = [
  TOMBSTONE_EXTENSION,
  UNWRITABLE_EXTENSION,
  PARQUET_EXTENSION,
  ...(['.json', '.bin', ENVELOPE_EXTENSION] as const).flatMap((content) =>
    (['', '.gz', '.zst'] as const).map((suffix): Extension => `${content}${suffix}`),
  ),
];

export interface EncodedRecord {
  readonly extension: Extension;
  readonly bytes: Buffer;
}

const EMPTY = Buffer.alloc(0);

export function parseRecordFormat(setting: unknown): RecordFormat {
  if (isObject(setting)) {
    const { type, extension } = setting;
    if (type === 'envelope') {
      return { type };
    }
    const compression = PARQUET_COMPRESSIONS.find((name) => name === setting.compression);
    if (type === 'parquet' && compression !== undefined) {
      return { type, compression };
    }
    if (type === 'value' && (extension === '.json' || extension === '.bin')) {
      return { type, extension };
    }
  }
  throw new Error(
    `record format ${JSON.stringify(setting)} is unknown; give {"type":"value","extension":".json"}, ` +
      `the same with ".bin", {"type":"envelope"}, or {"type":"parquet","compression":"ZSTD"}, or one of ${PARQUET_COMPRESSIONS.join(', ')}`,
  );
}

/**
 * Encodes a record. A raw file holds the exact bytes of the value, which are never read as text. A null value has no
 * bytes, and an empty file would be read as an empty value: it gets an extension of its own.
 */
export function encodeRecord(record: KafkaRecord, format: RecordFormat, compression: Compression): EncodedRecord {
  if (format.type === 'envelope') {
    return compressed(ENVELOPE_EXTENSION, encodeEnvelope(record), compression);
  }
  if (format.type === 'parquet') {
    return { extension: PARQUET_EXTENSION, bytes: parquetWriter.now.encodeParquet([record], format.compression) };
  }
  return record.value === null
    ? { extension: TOMBSTONE_EXTENSION, bytes: EMPTY }
    : compressed(format.extension, record.value, compression);
}

function compressed(content: Content, bytes: Buffer, compression: Compression): EncodedRecord {
  return { extension: `${content}${suffixOf(compression)}`, bytes: compress(bytes, compression) };
}

/** @param coordinates what the file's name says; of a raw file it is all that is known beside the value */
export function decodeRecord(coordinates: RecordCoordinates, { extension, bytes }: EncodedRecord): KafkaRecord {
  if (extension === TOMBSTONE_EXTENSION) {
    if (bytes.length > 0) {
      throw new Error(`a tombstone is an empty file, and this one has ${bytes.length} bytes`);
    }
    return withoutEnvelope(coordinates, null);
  }
  if (extension === UNWRITABLE_EXTENSION) {
    return asFiled(decodeUnwritable(coordinates, bytes), coordinates, 'record that was set aside');
  }
  if (extension === PARQUET_EXTENSION) {
    return decodeRow(coordinates, recordsOfParquet(bytes));
  }
  const [content, suffix] = splitSuffix(extension);
  const decompressed = decompress(bytes, suffix);
  if (content !== ENVELOPE_EXTENSION) {
    return withoutEnvelope(coordinates, decompressed);
  }
  return asFiled(decodeEnvelope(decompressed), coordinates, 'envelope');
}

/** Reads the record of a Parquet file that is named after one. */
export function decodeRow(coordinates: RecordCoordinates, { rows, records }: ParquetRecords): KafkaRecord {
  const [record] = rows === 1 ? records() : [];
  if (record === undefined) {
    throw new Error(`the file has ${rows} rows, and its name is that of one record`);
  }
  return asFiled(record, coordinates, 'row');
}

function asFiled(record: KafkaRecord, coordinates: RecordCoordinates, what: string): KafkaRecord {
  if (describeCoordinates(record) !== describeCoordinates(coordinates)) {
    throw new Error(
      `the ${what} is of record ${describeCoordinates(record)}, its file name says ${describeCoordinates(coordinates)}`,
    );
  }
  return record;
}

function withoutEnvelope(coordinates: RecordCoordinates, value: Buffer | null): KafkaRecord {
  return { ...coordinates, timestamp: null, timestampType: null, key: null, value, headers: [] };
}

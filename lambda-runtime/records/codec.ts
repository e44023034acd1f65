import { isObject } from '../environment';
import { decodeEnvelope, encodeEnvelope } from './envelope';
import { describeCoordinates, type KafkaRecord, type RecordCoordinates } from './record';

/** How a record becomes the content of a file. */
export type RecordFormat =
  | { readonly type: 'value'; readonly extension: '.json' | '.bin' }
  | { readonly type: 'envelope' };

/** A file's extension alone tells how to read it; a reader needs no setting. */
export const EXTENSIONS = ['.json', '.bin', '.tombstone', '.record.json'] as const;
export type Extension = (typeof EXTENSIONS)[number];

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
    if (type === 'value' && (extension === '.json' || extension === '.bin')) {
      return { type, extension };
    }
  }
  throw new Error(
    `record format ${JSON.stringify(setting)} is unknown; give {"type":"value","extension":".json"}, ` +
      'the same with ".bin", or {"type":"envelope"}',
  );
}

/**
 * A raw file holds the value's very bytes. A null value has none, and an empty file would read as an empty value:
 * it gets an extension of its own.
 */
export function encodeRecord(record: KafkaRecord, format: RecordFormat): EncodedRecord {
  if (format.type === 'envelope') {
    return { extension: '.record.json', bytes: encodeEnvelope(record) };
  }
  return record.value === null
    ? { extension: '.tombstone', bytes: EMPTY }
    : { extension: format.extension, bytes: record.value };
}

/** @param coordinates what the file's name says; of a raw file it is all that is known beside the value */
export function decodeRecord(coordinates: RecordCoordinates, { extension, bytes }: EncodedRecord): KafkaRecord {
  if (extension === '.tombstone' && bytes.length > 0) {
    throw new Error(`a tombstone is an empty file, and this one has ${bytes.length} bytes`);
  }
  if (extension !== '.record.json') {
    const value = extension === '.tombstone' ? null : bytes;
    return { ...coordinates, timestamp: null, timestampType: null, key: null, value, headers: [] };
  }
  const record = decodeEnvelope(bytes);
  if (describeCoordinates(record) !== describeCoordinates(coordinates)) {
    throw new Error(
      `the envelope is of record ${describeCoordinates(record)}, its file name says ${describeCoordinates(coordinates)}`,
    );
  }
  return record;
}

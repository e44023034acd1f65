import { isTopicName } from '../../src/contract/topic';
import { isObject } from '../environment';
import { quoted } from '../errors';
import { decodeBase64 } from './base64';
import { isCount, type KafkaRecord, type RecordHeader } from './record';
import { UnwritableRecordError } from './unwritable-record-error';

/**
 * Reads a record as the event of an event source mapping has it.
 *
 * @throws UnwritableRecordError that quotes nothing of the record but where it stood
 */
export function deliveredRecord(raw: Readonly<Record<string, unknown>>, offset: number): KafkaRecord {
  const { topic, partition, timestamp, timestampType } = raw;
  if (!isTopicName(topic)) {
    throw new UnwritableRecordError(`topic ${quoted(topic)} is not a name that Kafka accepts`);
  }
  if (!isCount(partition)) {
    throw new UnwritableRecordError(`partition ${quoted(partition)} is not a whole number of at least 0`);
  }
  return {
    topic,
    partition,
    offset,
    timestamp: Number.isSafeInteger(timestamp) ? (timestamp as number) : null,
    timestampType: typeof timestampType === 'string' ? timestampType : null,
    key: bytesOf(raw.key, 'key'),
    value: bytesOf(raw.value, 'value'),
    headers: headersOf(raw.headers),
  };
}

function bytesOf(text: unknown, what: string): Buffer | null {
  if (text === undefined || text === null) {
    return null;
  }
  const bytes = decodeBase64(text);
  if (bytes === undefined) {
    throw new UnwritableRecordError(`the ${what} is not base64`);
  }
  return bytes;
}

function headersOf(headers: unknown): RecordHeader[] {
  if (headers === undefined || headers === null) {
    return [];
  }
  if (!Array.isArray(headers)) {
    throw new UnwritableRecordError('headers are not an array');
  }
  return headers.flatMap((header) => {
    if (!isObject(header)) {
      throw new UnwritableRecordError('a header is not an object of name and bytes');
    }
    return Object.entries(header).map(([name, value]) => ({ name, value: headerBytes(value) }));
  });
}

/** Reads the bytes of a header. Java's bytes are signed: an event may hold -1 for 255. */
function headerBytes(value: unknown): Buffer | null {
  if (value === null) {
    return null;
  }
  if (!Array.isArray(value) || !value.every((byte) => Number.isInteger(byte) && byte >= -128 && byte <= 255)) {
    throw new UnwritableRecordError('the value of a header is not an array of bytes');
  }
  return Buffer.from(value);
}

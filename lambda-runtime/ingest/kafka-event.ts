import { isTopicName } from '../../src/contract/topic';
import { isObject } from '../environment';
import { cut } from '../errors';
import { decodeBase64 } from '../records/base64';
import { isCount, type KafkaRecord, type RecordHeader } from '../records/record';
import { UnwritableRecordError } from '../records/unwritable-record-error';
import { BatchRecord } from './batch-record';

const EVENT_SOURCES = ['aws:kafka', 'SelfManagedKafka'];

/**
 * Reads the event of a Kafka event source mapping
 * (https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html). Throws if a partial answer cannot be given.
 */
export function parseKafkaEvent(event: unknown): BatchRecord[] {
  if (!isObject(event) || !EVENT_SOURCES.includes(String(event.eventSource)) || !isObject(event.records)) {
    throw new Error(
      `not a Kafka event: ${describeEvent(event)}; this function takes the events of an Amazon MSK or self-managed ` +
        'Kafka event source mapping (eventSource "aws:kafka" or "SelfManagedKafka", records by topic and partition)',
    );
  }
  return Object.entries(event.records).flatMap(([key, records]) => {
    if (!Array.isArray(records)) {
      throw new Error(`not a Kafka event: records[${quoted(key)}] is not an array`);
    }
    return records.map((record) => parseRecord(key, record));
  });
}

function describeEvent(event: unknown): string {
  if (!isObject(event)) {
    return `got ${kindOf(event)}`;
  }
  return event.eventSource === undefined
    ? `got an object with the keys ${quoted(Object.keys(event).slice(0, 10))}`
    : `got eventSource ${quoted(event.eventSource)}${isObject(event.records) ? '' : ' without an object of records'}`;
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;
}

function parseRecord(key: string, raw: unknown): BatchRecord {
  if (!isObject(raw) || !isCount(raw.offset)) {
    throw new Error(
      `a record of ${quoted(key)} has no usable offset (${isObject(raw) ? quoted(raw.offset) : `it is ${kindOf(raw)}`}); ` +
        'without it the record cannot be reported, so the whole batch fails',
    );
  }
  const { offset } = raw;
  return new BatchRecord(key, offset, () => toRecord(raw, offset), raw);
}

function toRecord(raw: Record<string, unknown>, offset: number): KafkaRecord {
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

/** Java's bytes are signed: an event may hold -1 for 255. */
function headerBytes(value: unknown): Buffer | null {
  if (value === null) {
    return null;
  }
  if (!Array.isArray(value) || !value.every((byte) => Number.isInteger(byte) && byte >= -128 && byte <= 255)) {
    throw new UnwritableRecordError('the value of a header is not an array of bytes');
  }
  return Buffer.from(value);
}

/** What is quoted stands in lines of the log. Nothing of a record is, but for where it stood. */
function quoted(value: unknown): string {
  return cut(JSON.stringify(value) ?? String(value));
}

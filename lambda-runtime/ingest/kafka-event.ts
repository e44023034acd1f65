import { isObject } from '../environment';
import { quoted } from '../errors';
import { deliveredRecord } from '../records/delivered-record';
import { isCount } from '../records/record';
import { BatchRecord } from './batch-record';

const EVENT_SOURCES = ['aws:kafka', 'SelfManagedKafka'];

/**
 * Reads the event of a Kafka event source mapping
 * (https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html). Throws if a partial answer cannot be given.
 */
export function parseKafkaEvent(event: unknown): BatchRecord[] {
  if (!isObject(event) || !isEventSource(event.eventSource) || !isObject(event.records)) {
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

/**
 * Tells whether a value is a known event source. It is compared as it is: `String` would throw for an object whose own
 * toString is no function.
 */
function isEventSource(value: unknown): boolean {
  return EVENT_SOURCES.some((source) => source === value);
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
  return new BatchRecord(key, offset, () => deliveredRecord(raw, offset), raw);
}

import type { ConsumedRecord } from '../kafka/kafka-client';

/**
 * The largest payload that Lambda lets an event source mapping send in one invocation: 6 MB of JSON, with values in
 * base64.
 */
export const LARGEST_PAYLOAD_BYTES = 6 * 1024 * 1024;

/** One record as it stands in the event. A null key or value is left out, as the service's Java leaves it. */
export interface EventRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: 'CREATE_TIME';
  readonly key?: string;
  readonly value?: string;
  readonly headers: readonly Readonly<Record<string, readonly number[] | null>>[];
}

/** The event of a self-managed Kafka mapping, https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html */
export interface KafkaEvent {
  readonly eventSource: 'SelfManagedKafka';
  readonly bootstrapServers: string;
  readonly records: Readonly<Record<string, readonly EventRecord[]>>;
}

/** The name that an event, and an answer to it, gives a partition. */
export function partitionName(record: { topic: string; partition: number }): string {
  return `${record.topic}-${record.partition}`;
}

export function toEventRecord(record: ConsumedRecord): EventRecord {
  return {
    topic: record.topic,
    partition: record.partition,
    offset: Number(record.offset),
    timestamp: Number(record.timestamp),
    timestampType: 'CREATE_TIME',
    ...(record.key === null ? {} : { key: record.key.toString('base64') }),
    ...(record.value === null ? {} : { value: record.value.toString('base64') }),
    headers: record.headers.map(([name, value]) => ({ [name.toString('utf8')]: value && signedBytes(value) })),
  };
}

/** Java's bytes are signed, and so are the numbers in the event: 255 is -1. */
function signedBytes(bytes: Buffer): number[] {
  return [...new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)];
}

/** The bytes that a record adds to the payload: its JSON and a comma. */
export function payloadBytes(record: EventRecord): number {
  return Buffer.byteLength(JSON.stringify(record)) + 1;
}

export function kafkaEvent(bootstrapServers: string, records: KafkaEvent['records']): KafkaEvent {
  return { eventSource: 'SelfManagedKafka', bootstrapServers, records };
}

import type { RecordHeader } from '../records/record';
import type { TopicSettings } from './topic-settings';

/** A record on its way to a topic. */
export interface OutgoingRecord {
  /** Absent: chosen by the key, as Kafka's own clients choose. */
  readonly partition?: number;
  /** Absent: the time of sending. */
  readonly timestamp?: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
}

/** Sends records to topics. */
export interface Publisher {
  /** Tells how many partitions a topic has. */
  partitionCount(topic: string): Promise<number>;
  /**
   * Tells what a topic takes and keeps.
   * @throws SettingsForbiddenError
   */
  settings(topic: string): Promise<TopicSettings>;
  /**
   * Sends records to a topic in order, in batches for each partition; resolves once all are acknowledged by all in-sync
   * replicas. If it rejects, none, some or all of them may have arrived.
   * @throws RefusedError if the brokers refuse records for good: it tells which were acknowledged all the same
   */
  publish(topic: string, records: readonly OutgoingRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** The user lacks DESCRIBE_CONFIGS on the topic, a permission that nothing else needs. */
export class SettingsForbiddenError extends Error {}

/**
 * A broker refuses a batch for good, because of its size or of one of its records. Each batch is taken or refused as a
 * whole, so that others of its records may pass without that one.
 */
export class RefusedError extends Error {
  /**
   * @param delivered the indexes of the records that were acknowledged
   * @param isTooLarge true if smaller batches may pass
   */
  public constructor(
    message: string,
    public readonly delivered: ReadonlySet<number>,
    public readonly isTooLarge: boolean,
  ) {
    super(message);
  }
}

// The bytes that a record takes beside its key, value and headers: lengths, deltas and a share of the batch's own header.
const RECORD_OVERHEAD_BYTES = 100;

/** Estimates how many bytes of a batch a record takes. */
export function sizeOf({ key, value, headers }: Pick<OutgoingRecord, 'key' | 'value' | 'headers'>): number {
  const headerBytes = headers.reduce(
    (sum, header) => sum + Buffer.byteLength(header.name) + (header.value?.length ?? 0) + 10,
    0,
  );
  return (key?.length ?? 0) + (value?.length ?? 0) + headerBytes + RECORD_OVERHEAD_BYTES;
}

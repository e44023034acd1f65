import type { RecordHeader } from '../records/record';
import type { TopicSettings } from './topic-settings';

/** A record on its way to a topic. */
export interface OutgoingRecord {
  /** The partition; if it is absent, the key chooses, as in Kafka's own clients. */
  readonly partition?: number;
  /** The timestamp; if it is absent, the time of sending counts. */
  readonly timestamp?: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
  /**
   * A number that chooses the partition of a record without a partition and a key. The same number chooses the same
   * partition, so that a record that is sent again goes to the same place. If it is absent, the partitions take turns.
   */
  readonly turn?: number;
}

/** The place that a record got in the topic that it was sent to. */
export interface RecordPlace {
  readonly partition: number;
  readonly offset: number;
}

/** The acknowledgement of records that were sent. */
export interface Published {
  /** The place of each record, in their order; undefined where the brokers did not tell it. */
  readonly places: readonly (RecordPlace | undefined)[];
  /**
   * True if some of the records may be in the topic twice, at these places and before them: the client had to send them
   * under a new producer id, by which brokers do not know them again.
   */
  readonly mayBeRepeated: boolean;
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
  publish(topic: string, records: readonly OutgoingRecord[]): Promise<Published>;
  close(): Promise<void>;
}

/** An error: the user lacks DESCRIBE_CONFIGS on the topic, a permission that nothing else needs. */
export class SettingsForbiddenError extends Error {}

/**
 * An error: a broker refuses a batch for good, because of its size or of one of its records. Each batch is taken or
 * refused as a whole, so that its other records may be taken without that one.
 */
export class RefusedError extends Error {
  /**
   * @param delivered the places of the records that were acknowledged, by their index
   * @param isTooLarge true if smaller batches may pass
   */
  public constructor(
    message: string,
    public readonly delivered: ReadonlyMap<number, RecordPlace | undefined>,
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

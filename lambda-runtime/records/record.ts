/** The place of a record in Kafka; no two records share it. */
export interface RecordCoordinates {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A header. Names may repeat and their order counts, so headers are a list, never a map. */
export interface RecordHeader {
  readonly name: string;
  readonly value: Buffer | null;
}

export interface KafkaRecord extends RecordCoordinates {
  /** The time in milliseconds since 1970, or null if the source has none. */
  readonly timestamp: number | null;
  readonly timestampType: string | null;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
  /**
   * The place of a record in a file of others, for people to read. The offset above only orders the records of one
   * replay there.
   */
  readonly origin?: string;
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Names a record by its place: in Kafka, as far as that is known. */
export function originOf(record: KafkaRecord): string {
  return record.origin ?? describeCoordinates(record);
}

export function describeCoordinates({ topic, partition, offset }: RecordCoordinates): string {
  return `${topic}+${partition}+${offset}`;
}

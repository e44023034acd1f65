/**
 * The treatment of records whose value is null, by which Kafka marks a key as deleted.
 */
export enum Tombstones {
  /**
   * They are written: as an empty `.tombstone` file, or with everything else about them where the format is the envelope.
   */
  WRITE = 'WRITE',

  /**
   * They are read and not written.
   */
  SKIP = 'SKIP',
}

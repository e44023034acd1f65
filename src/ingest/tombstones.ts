/**
 * The treatment of records whose value is null, by which Kafka marks a key as deleted.
 */
export enum Tombstones {
  /**
   * Writes them: as an empty `.tombstone` file or, with the envelope as the format, with everything else about the
   * record.
   */
  WRITE = 'WRITE',

  /**
   * Reads them and does not write them.
   */
  SKIP = 'SKIP',
}

/**
 * The treatment of records that can never be written, whatever is tried: they cannot be decoded, or the names of their
 * files are refused. Failures that may pass, such as a full disk, are retried in either case.
 */
export enum UnwritableRecords {
  /**
   * Writes them to the directory `unwritable/` as they were delivered, with the reason. They are counted and
   * acknowledged, so that no record after them waits.
   */
  SET_ASIDE = 'SET_ASIDE',

  /**
   * Reports them to Lambda, which delivers them again. They hold up their partition until they expire, or until the
   * number of retries or the age that a record may reach is exhausted.
   */
  RETRY = 'RETRY',
}

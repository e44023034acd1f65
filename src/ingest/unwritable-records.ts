/**
 * The treatment of records that can never be written, whatever is tried: they cannot be decoded, or the names of their
 * files are refused. Failures that may pass, such as a full disk, are retried in either case.
 */
export enum UnwritableRecords {
  /**
   * They are written to the directory `unwritable/` as they were delivered, with the reason, counted, and acknowledged:
   * no record behind them waits.
   */
  SET_ASIDE = 'SET_ASIDE',

  /**
   * They are reported to Lambda, which delivers them again: they hold up their partition until they expire, or until
   * retries or age are exhausted.
   */
  RETRY = 'RETRY',
}

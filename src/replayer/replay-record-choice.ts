/**
 * A header that chooses records: any of its name, or only those with a value or a pattern.
 */
export interface ReplayHeaderChoice {
  /**
   * The name of the header.
   */
  readonly name: string;

  /**
   * The value that it must have, as text. Not together with `pattern`.
   *
   * @default - any value, or what `pattern` matches
   */
  readonly value?: string;

  /**
   * A regular expression that must match its whole value, read as UTF-8, such as `order\\..*`.
   *
   * There are no references back and no looks around, so that it is matched in linear time. A value that is no text matches
   * nothing.
   *
   * @default - any value, or `value`
   */
  readonly pattern?: string;
}

/**
 * A choice of records by their keys and headers. At least one of its lists must be given.
 */
export interface ReplayRecordChoice {
  /**
   * The keys of the records, exactly these texts.
   *
   * @default - none
   */
  readonly keys?: string[];

  /**
   * The texts that the keys of the records begin with.
   *
   * @default - none
   */
  readonly keyPrefixes?: string[];

  /**
   * The headers that the records have, of which one is enough.
   *
   * @default - none
   */
  readonly headers?: ReplayHeaderChoice[];
}

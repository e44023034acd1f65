/** A topic that was read into files from its start, twice, and replayed from them. */
export interface Outcome {
  /** The values that are to be there, in the order of each partition. */
  readonly committed: readonly (readonly string[])[];
  /** The same as they were read: each a partition, an offset, and a value. */
  readonly read: readonly (readonly [partition: number, offset: number, value: string])[];
  /** The same as files hold them. */
  readonly files: readonly (readonly [partition: number, offset: number, value: string])[];
  /** The SHA-256 of the content of each file, by path, after the first read and after the second. */
  readonly first: Readonly<Record<string, string>>;
  readonly second: Readonly<Record<string, string>>;
  /** The values in each partition of the topic that the files were replayed to. */
  readonly replayed: readonly (readonly string[])[];
}

export interface Outcomes {
  readonly transactional: Outcome;
  readonly compacted: Outcome;
}

/** The end of something that the function was asked to do with some rights. */
export interface Attempt {
  /** True if it was done. */
  readonly isDone: boolean;
  /** The error, or the answer with its warnings. */
  readonly said: string;
}

export interface Outcome {
  /** The attempt with just the rights of the table. */
  readonly permitted: Attempt;
  /** The attempts that lack one right of the table, by that right. */
  readonly lacking: Readonly<Record<string, Attempt>>;
}

/** The outcomes by the part of the table. */
export type Outcomes = Readonly<Record<string, Outcome>>;

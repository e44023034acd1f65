/** How something ended that the function was asked to do with some rights. */
export interface Attempt {
  /** True if it was done. */
  readonly isDone: boolean;
  /** The error, or the answer with its warnings. */
  readonly said: string;
}

export interface Outcome {
  /** With just the rights of the table. */
  readonly permitted: Attempt;
  /** By the right of the table that was left out. */
  readonly lacking: Readonly<Record<string, Attempt>>;
}

/** By the part of the table. */
export type Outcomes = Readonly<Record<string, Outcome>>;

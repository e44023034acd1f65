/** The answer of the function, and the file that it names. */
export interface Taken {
  readonly answer: {
    readonly snapshot: string;
    readonly topics: number;
    readonly groups: number;
    readonly offsets: number;
    readonly recreated: number;
    readonly warnings: readonly string[];
  };
  readonly file: {
    readonly format: number;
    readonly cluster_id: string;
    readonly topics: readonly {
      readonly name: string;
      readonly id: string;
      readonly partitions: number;
      readonly config: object;
    }[];
    readonly groups: readonly {
      readonly id: string;
      readonly members: number;
      readonly offsets: readonly { readonly topic: string; readonly partition: number; readonly offset: number }[];
    }[];
    readonly recreated: readonly { readonly topic: string; readonly before: string; readonly now: string }[];
    readonly recreated_earlier: readonly { readonly topic: string; readonly seen_at: string }[];
    readonly taken_at: string;
  };
}

export interface Outcomes {
  readonly first: Taken;
  /** The snapshot after `orders` was deleted and made again. */
  readonly second: Taken;
  /** The snapshot after `others` was deleted, and the one after it was made again. */
  readonly without: Taken;
  readonly third: Taken;
  /** The lines with metrics that the function printed. */
  readonly metrics: readonly Readonly<Record<string, unknown>>[];
  /**
   * The snapshot with just the rights of the table, and that of patterns by a user who may see one topic and one group.
   */
  readonly permitted: Taken;
  readonly patterns: Taken;
  /** The error where one right lacks, by its name. */
  readonly lacking: Readonly<Record<string, string>>;
}

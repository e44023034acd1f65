/** A replay with kills on the way, to a topic of its own. */
export interface Case {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Places {
  /** The place of the first copy at the target, by the source, `<partition>+<offset>`. */
  readonly first: Record<string, string>;
  /** The source of each further copy, by its place at the target. */
  readonly repeated: Record<string, string>;
}

export interface Outcome {
  readonly name: string;
  readonly status: string;
  readonly cause?: string;
  readonly killed: number;
  /** The warnings in the answer to the commit of offsets. */
  readonly warnings: readonly string[];
  readonly found: Places & { readonly total: number };
  readonly mapped: Places;
  /** The offset that the group had committed at the source, by partition. */
  readonly committed: readonly number[];
  /** The sources of all records that the group then read. */
  readonly wentOnAt: readonly string[];
  /** The error with which the action refuses once the target was made again; undefined if it commits. */
  readonly refusal: string | undefined;
}

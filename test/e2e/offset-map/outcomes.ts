/** A replay with kills on the way, to a topic of its own. */
export interface Case {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface Places {
  /** By source, `<partition>+<offset>`: the place of the first copy at the target. */
  readonly first: Record<string, string>;
  /** By place at the target: the source of each further copy. */
  readonly repeated: Record<string, string>;
}

export interface Outcome {
  readonly name: string;
  readonly status: string;
  readonly cause?: string;
  readonly killed: number;
  /** Of the answer to the commit of offsets. */
  readonly warnings: readonly string[];
  readonly found: Places & { readonly total: number };
  readonly mapped: Places;
  /** By partition: the offset that the group had committed at the source. */
  readonly committed: readonly number[];
  /** The sources of all records that the group then read. */
  readonly wentOnAt: readonly string[];
  /** What the action says once the target was made again; undefined if it commits. */
  readonly refusal: string | undefined;
}

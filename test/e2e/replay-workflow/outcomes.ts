import type { Consumed, Span } from './consumed';

/** The end of an execution, as the service describes it. */
export interface Ended {
  readonly status: string;
  readonly error?: string;
  readonly cause?: string;
  readonly output?: Readonly<Record<string, unknown>>;
}

export interface Replayed extends Ended {
  /** The consumed records by target topic. */
  readonly consumed: Readonly<Record<string, Consumed>>;
}

export interface Outcomes {
  readonly ordered: Replayed & { readonly children: number; readonly empty: Ended; readonly allowedEmpty: Ended };
  readonly rates: Replayed & {
    /** The largest sum of the rates that invocations had which were under way together. */
    readonly largestSum: number;
    readonly shares: readonly number[];
    readonly seconds: number;
    readonly waits: number;
  };
  readonly unordered: Replayed & { readonly batches: readonly number[] };
  readonly kills: Replayed & {
    /** The offsets at which an invocation began after one that did not end well, for each source partition. */
    readonly begunAgainAt: Readonly<Record<string, readonly number[]>>;
    /** The offsets that invocations were at while the broker was away, for each source partition. */
    readonly brokerLostAt: Readonly<Record<string, readonly Span[]>>;
    readonly seed: number;
    readonly killed: number;
    readonly restarted: number;
    readonly invocations: number;
  };
  readonly failing: {
    /** The first run, with the number of invocations for the partition that has a record which the topic refuses. */
    readonly first: Replayed & { readonly invocationsOfRefused: number };
    readonly again: Replayed;
    /** A replay to a topic that is not there. */
    readonly missing: Ended & { readonly invocations: number };
  };
}

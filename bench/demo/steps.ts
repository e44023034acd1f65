/** A stretch of time, in seconds since the demo's start. */
export interface Span {
  readonly startedAt: number;
  readonly seconds: number;
}

export interface Invocation extends Span {
  /** True if it ended without an answer. */
  readonly failed: boolean;
}

export type StepKind = 'ingest' | 'serial' | 'first' | 'second' | 'publish' | 'compare';

/** A step of a pass: what it moved, and how long it took from outside. */
export interface Step extends Span {
  readonly kind: StepKind;
  /** Records; of steps that only read, files. */
  readonly records: number;
  /** The invocations of the function, in the order in which they ended; none where no function is concerned. */
  readonly invocations: readonly Invocation[];
}

/** Takes the times of one step. */
export class StepClock {
  private readonly startedAt: number;
  private readonly invocations: Invocation[] = [];

  /** @param now seconds since the demo's start */
  constructor(
    private readonly kind: StepKind,
    private readonly now: () => number,
  ) {
    this.startedAt = now();
  }

  /** Takes the time of an invocation, also of one that fails. */
  async invocation<T>(work: () => Promise<T>): Promise<T> {
    const startedAt = this.now();
    let failed = true;
    try {
      const answer = await work();
      failed = false;
      return answer;
    } finally {
      this.invocations.push({ startedAt, seconds: this.now() - startedAt, failed });
    }
  }

  end(records: number): Step {
    const { kind, startedAt, invocations } = this;
    return { kind, records, startedAt, seconds: this.now() - startedAt, invocations };
  }
}

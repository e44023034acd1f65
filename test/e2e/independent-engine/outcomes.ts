import type { Typed } from '../command-line/typed';
import type { Consumed } from '../replay-workflow/consumed';

export interface Ended {
  readonly status?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** The outcomes of the same commands over one engine. */
export interface OverOne {
  /** With what the workflow asked the function for, each kind once. */
  readonly verified: Typed & { readonly steps: readonly string[]; readonly consumed: Consumed };
  readonly failing: Typed & { readonly resumed: Typed; readonly consumed: Consumed };
  /** An execution that is started without the command line, by a request that the function refuses. */
  readonly refused: Ended;
  readonly unordered: Typed & { readonly consumed: Consumed };
}

export interface Outcomes {
  readonly engine: OverOne;
  readonly standIn: OverOne;
  readonly running: { readonly started: Typed; readonly asked: Typed; readonly followed: Typed };
  /** A second execution of one name. */
  readonly again: Typed;
}

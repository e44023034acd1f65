import type { Ended } from '../replay-workflow/outcomes';

/** The end of one drill, and the traces that it left. */
export interface DrillOutcome extends Ended {
  /** The topics of the broker when it was over. */
  readonly topics: readonly string[];
  /** `drill.json` of its run; null if there is none. */
  readonly evidence: Readonly<Record<string, unknown>> | null;
  /** The answer of the action `drill_age` after the drill. */
  readonly age: Readonly<Record<string, unknown>>;
}

export interface Outcomes {
  /** The age before the first drill. */
  readonly before: Readonly<Record<string, unknown>>;
  readonly differs: DrillOutcome;
  readonly planLost: DrillOutcome;
  readonly stepLost: DrillOutcome;
  readonly topicThere: DrillOutcome;
  readonly succeeds: DrillOutcome;
  /** The metrics that the functions printed, by name: all their values in their order. */
  readonly metrics: Readonly<Record<string, readonly number[]>>;
}

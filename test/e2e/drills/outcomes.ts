import type { Ended } from '../replay-workflow/outcomes';

/** What became of one drill. */
export interface DrillOutcome extends Ended {
  /** The topics of the broker when it was over. */
  readonly topics: readonly string[];
  /** `drill.json` of its run; null if there is none. */
  readonly evidence: Readonly<Record<string, unknown>> | null;
  /** What a look at its age answers then. */
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

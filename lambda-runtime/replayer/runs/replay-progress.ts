import type { Position } from './position';
import type { Totals } from './totals';

/** The place that a replay has come to, with this invocation and those before it. */
export interface ReplayProgress {
  /** The position of each source partition that has begun. */
  readonly next: Readonly<Record<string, Position>>;
  readonly totals: Totals;
}

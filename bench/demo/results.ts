import type { Fidelity } from './compare';
import type { LatencySummary } from './latency';
import type { Medium } from './medium';

/** The measurements of one size class in one pass. */
export interface ClassResult {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
  readonly write: LatencySummary;
  readonly firstRead: LatencySummary;
  readonly secondRead: LatencySummary;
}

/** A stretch of work: how many records it moved, and how long it took from outside. */
export interface Leg {
  readonly records: number;
  readonly invocations: number;
  readonly seconds: number;
}

/** One way through, from topic to files and back. */
export interface PassResult {
  readonly fidelity: Fidelity;
  readonly classes: readonly ClassResult[];
  readonly ingest: Leg;
  readonly publish: Leg;
  readonly compared: number;
  /** Sentences; empty when everything was equal. */
  readonly problems: readonly string[];
}

export interface DemoResult {
  readonly sourceTopic: string;
  readonly replayTopic: string;
  readonly partitions: number;
  /** The most records that the mapping puts in one batch. */
  readonly batchSize: number;
  readonly records: number;
  readonly valueBytes: number;
  readonly medium: Medium;
  readonly nodeVersion: string;
  readonly passes: readonly PassResult[];
  readonly seconds: number;
}

export function isEqual(result: DemoResult): boolean {
  return result.passes.every(({ problems }) => problems.length === 0);
}

/** The last line that is printed. */
export function verdict(result: DemoResult): string {
  if (isEqual(result)) return `demo: OK, ${result.records} records equal in ${result.passes.length} passes`;
  const failed = result.passes.filter(({ problems }) => problems.length > 0).map(({ fidelity }) => fidelity);
  return `demo: FAILED, what came back differs from what was produced (pass: ${failed.join(', ')})`;
}

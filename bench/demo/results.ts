import type { Fidelity } from './compare';
import type { LatencySummary } from './latency';
import type { Medium } from './medium';
import type { Step, StepKind } from './steps';
import type { Surroundings } from './surroundings';

/**
 * The measures of a file: those of the handlers, with many files in flight, and serial ones, of one file after another.
 */
export type MeasureName = 'write' | 'firstRead' | 'secondRead' | 'serialFirstRead' | 'serialSecondRead';

/** The measurements of one size class in one pass. */
export interface ClassResult extends Readonly<Record<MeasureName, LatencySummary>> {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
}

/** One way through, from topic to files and back. */
export interface PassResult {
  readonly fidelity: Fidelity;
  readonly classes: readonly ClassResult[];
  /** The steps, in the order in which they ran; each kind once. */
  readonly steps: readonly Step[];
  readonly compared: number;
  /** Sentences; empty when everything was equal. */
  readonly problems: readonly string[];
}

export interface DemoResult extends Surroundings {
  readonly sourceTopic: string;
  readonly replayTopic: string;
  readonly partitions: number;
  /** The most records that the mapping puts in one batch. */
  readonly batchSize: number;
  readonly records: number;
  readonly valueBytes: number;
  readonly medium: Medium;
  readonly passes: readonly PassResult[];
  readonly seconds: number;
}

export function stepOf({ steps, fidelity }: PassResult, kind: StepKind): Step {
  const found = steps.find((step) => step.kind === kind);
  if (found === undefined) throw new Error(`the pass ${fidelity} has no step '${kind}'`);
  return found;
}

/** A measure in words, by what the medium allows to be said. */
export function measureTitle(measure: MeasureName, { firstRead, secondRead }: Medium): string {
  const titles: Record<MeasureName, string> = {
    write: 'write',
    firstRead,
    secondRead,
    serialFirstRead: `${firstRead}, serial`,
    serialSecondRead: `${secondRead}, serial`,
  };
  return titles[measure];
}

export const MEASURES: readonly MeasureName[] = [
  'write',
  'firstRead',
  'secondRead',
  'serialFirstRead',
  'serialSecondRead',
];

export function isEqual(result: DemoResult): boolean {
  return result.passes.every(({ problems }) => problems.length === 0);
}

/** The last line that is printed. */
export function verdict(result: DemoResult): string {
  if (isEqual(result)) return `demo: OK, ${result.records} records equal in ${result.passes.length} passes`;
  const failed = result.passes.filter(({ problems }) => problems.length > 0).map(({ fidelity }) => fidelity);
  return `demo: FAILED, what came back differs from what was produced (pass: ${failed.join(', ')})`;
}

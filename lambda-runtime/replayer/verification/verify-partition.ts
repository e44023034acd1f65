import type { Deadline } from '../../deadline/deadline';
import { PermanentError } from '../../permanent-error';
import type { SharedReads } from '../reading/shared-reads';
import { compareInOrder, countRest } from './compare-in-order';
import { comparePlaced } from './compare-placed';
import { type ExpectedChunk, ExpectedRecords, type StretchPlace } from './expected-records';
import type { RecordPlaces } from './record-places';
import type { Stretch } from './stretches';
import type { TargetRecords } from './target-records';
import type { VerificationState } from './verification-state';

/**
 * The places at which records are looked for: those that the run has kept, or, where it has kept none, all of the target
 * partition that the source partition has for itself.
 */
export type Basis =
  | {
      readonly places: RecordPlaces;
      /** Tells if no other source partition goes to a target partition: all else that stands among its records is too much. */
      readonly isAlone: (partition: number) => boolean;
    }
  | { readonly wholePartition: number }
  /** The reason if neither is known: nothing can be compared then, if there is anything to compare. */
  | { readonly problem: string };

/** One source partition of a run, and what it is compared with. */
export interface PartitionToVerify {
  readonly name: string;
  /** The stretches that are still to be read. */
  readonly stretches: readonly [Stretch, ...Stretch[]];
  /** True if one of its runs was asked to go on without records that the topic never takes. */
  readonly passesByUndeliverable: boolean;
  /** False if one of its runs was asked to let the target put in times of its own. */
  readonly keepsTimestamps: boolean;
  readonly target: TargetRecords;
  readonly basis: Basis;
}

export interface VerificationStep {
  /** The state of the comparison until now. */
  readonly state: VerificationState;
  /** The place at which the files are read on, among what was left; undefined once all of them are read. */
  readonly next: StretchPlace | undefined;
}

/**
 * Compares a partition chunk by chunk. Only what was compared in full counts, so that the deadline may cut it anywhere.
 *
 * @param begun how far earlier invocations have come
 * @param compared told each time that a chunk counts
 * @returns false if the time was over before the end
 */
export async function verifyPartition(
  subject: PartitionToVerify,
  begun: VerificationStep,
  {
    inFlight,
    deadline,
    mostRecords,
  }: { readonly inFlight: SharedReads; readonly deadline: Deadline; readonly mostRecords?: number },
  compared: (step: VerificationStep) => void,
): Promise<boolean> {
  const isOver = () => deadline.reached();
  let step = begun;
  const expected = new ExpectedRecords(subject.stretches, inFlight, mostRecords);
  try {
    while (step.next !== undefined) {
      const state = structuredClone(step.state);
      const chunk = await expected.chunk(state, isOver);
      if (chunk === undefined || !(await compare(subject, chunk, state, isOver))) {
        return false;
      }
      step = { state, next: chunk.next };
      compared(step);
    }
  } finally {
    expected.stop();
  }
  return rest(subject, step, isOver, compared);
}

async function compare(
  { target, basis, passesByUndeliverable }: PartitionToVerify,
  { records, next }: ExpectedChunk,
  state: VerificationState,
  isOver: () => boolean,
): Promise<boolean> {
  // A partition of which nothing went out has no map either, whatever stands in the target.
  if (records.length === 0 && state.expected.count === 0) {
    return true;
  }
  if ('problem' in basis) {
    throw new PermanentError('InvalidRequest', basis.problem);
  }
  return 'places' in basis
    ? comparePlaced(records, next === undefined, { records: target, passesByUndeliverable, ...basis }, state, isOver)
    : compareInOrder(records, next === undefined, basis.wholePartition, target, state, isOver);
}

/** Counts the records after the last one that is expected. For a run without a map they all are records too many. */
async function rest(
  { target, basis }: PartitionToVerify,
  { state }: VerificationStep,
  isOver: () => boolean,
  compared: (step: VerificationStep) => void,
): Promise<boolean> {
  if (!('wholePartition' in basis) || state.expected.count === 0) {
    return true;
  }
  const counted = structuredClone(state);
  const isDone = await countRest(basis.wholePartition, target, counted, isOver);
  compared({ state: counted, next: undefined });
  return isDone;
}

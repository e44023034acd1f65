import { createHash } from 'node:crypto';
import { isForeign } from '../../../src/contract/source-format';
import { isObject } from '../../environment';
import { PermanentError } from '../../permanent-error';
import { isCount } from '../../records/record';
import type { ReplayRequest } from '../request/request';
import { fingerprint } from '../runs/cursor';
import { type Position, parsePosition } from '../runs/position';
import type { VerificationState } from './verification-state';
import type { VerifiedRun } from './verified-run';

/** The place at which the verification of a source partition goes on. */
export interface PartitionCursor {
  /** A fingerprint of the plan and the request that it belongs to. */
  readonly bound: string;
  /** The position of the files; null once all of them are read. */
  readonly next: Position | null;
  /** The number of runs that are read to their end, of those that have worked on the partition one after the other. */
  readonly runs?: number;
  readonly state: VerificationState;
}

/** The place at which the verification of a run goes on. */
export interface VerificationCursor {
  readonly version: 1;
  /** The source partitions that have a result. */
  readonly done: readonly string[];
  /** The source partitions whose verification has begun. */
  readonly partitions: Readonly<Record<string, PartitionCursor>>;
}

/** @throws Error if it is none that a verification has given */
export function parseVerificationCursor(cursor: unknown): VerificationCursor {
  if (cursor == null) {
    return { version: 1, done: [], partitions: {} };
  }
  if (
    !isObject(cursor) ||
    cursor.version !== 1 ||
    !Array.isArray(cursor.done) ||
    !isObject(cursor.partitions) ||
    !Object.values(cursor.partitions).every(isPartitionCursor)
  ) {
    throw new PermanentError(
      'InvalidRequest',
      'the cursor is not one that a verification gave; hand back the cursor of the answer, unchanged, or leave it out to start anew',
    );
  }
  return cursor as unknown as VerificationCursor;
}

function isPartitionCursor(each: unknown): boolean {
  return isObject(each) && isObject(each.state) && (each.runs === undefined || isCount(each.runs));
}

/** A fingerprint of what is compared: the plans, and all of the request that decides what goes out. */
export function boundTo({ chain }: VerifiedRun, partition: string, request: ReplayRequest): string {
  const plans = chain.flatMap(({ run, plan }) => [run, plan ?? null]);
  return createHash('sha256')
    .update(JSON.stringify([...plans, partition, fingerprint(request)]))
    .digest('hex')
    .slice(0, 16);
}

/** @returns the position of a cursor; undefined where all files were read */
export function positionOf(cursor: PartitionCursor, bound: string, request: ReplayRequest): Position | undefined {
  if (cursor.bound !== bound) {
    throw new PermanentError(
      'InvalidRequest',
      'the cursor belongs to the verification of another run or plan; hand it back with the run that it was given for, or leave ' +
        'it out to start anew',
    );
  }
  if (cursor.next === null) {
    return undefined;
  }
  const position = parsePosition(cursor.next, isForeign(request.sourceFormat));
  if (position === undefined) {
    throw new PermanentError(
      'InvalidRequest',
      'the cursor has no usable position; hand back the cursor of the answer, unchanged',
    );
  }
  return position;
}

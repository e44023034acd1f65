import { createHash } from 'node:crypto';
import { isObject } from '../../environment';
import { isCount } from '../../records/record';
import { type PaceState, parsePaceState } from '../pacing/pace';
import type { ReplayRequest } from '../request/request';
import { NO_TOTALS, parseTotals, type Totals } from './totals';

/** Where a replay goes on: of each source partition that has begun, the next offset. */
export interface Cursor {
  readonly version: 1;
  /** A fingerprint of what the cursor belongs to. */
  readonly request: string;
  readonly next: Readonly<Record<string, number>>;
  /** Of a replay that is held back. */
  readonly pace?: PaceState;
  /** What the invocations until then have done. */
  readonly totals?: Totals;
}

export type Progress = Map<string, number>;

export function toCursor(
  request: ReplayRequest,
  progress: Progress,
  { pace, totals }: Pick<Cursor, 'pace' | 'totals'> = {},
): Cursor {
  return {
    version: 1,
    request: fingerprint(request),
    next: Object.fromEntries(progress),
    ...(pace && { pace }),
    ...(totals && { totals }),
  };
}

/** @returns how far the replay had come; nothing where the request has no cursor */
export function progressOf(request: ReplayRequest): Progress {
  const { cursor } = request;
  if (cursor === undefined) {
    return new Map();
  }
  if (!isObject(cursor) || cursor.version !== 1 || !isObject(cursor.next)) {
    throw new Error('the cursor is not one that this replayer gave; hand back the cursor of the answer, unchanged');
  }
  if (cursor.request !== fingerprint(request)) {
    throw new Error(
      'the cursor belongs to another request; all but on_unreadable, the rate limits and deadline_seconds must be as in the ' +
        'request whose answer it came with, or leave the cursor out to start anew',
    );
  }
  return new Map(
    Object.entries(cursor.next).map(([partition, offset]) => {
      if (!isCount(offset)) {
        throw new Error(
          `the cursor has no usable offset for ${partition}; hand back the cursor of the answer, unchanged`,
        );
      }
      return [partition, offset];
    }),
  );
}

/** @returns the clock of the invocations before; undefined where there is none */
export function paceOf({ cursor }: ReplayRequest): PaceState | undefined {
  return isObject(cursor) ? parsePaceState(cursor.pace) : undefined;
}

/** @returns what the invocations before have done; a cursor that does not tell begins to count */
export function totalsOf({ cursor }: ReplayRequest): Totals {
  if (!isObject(cursor) || cursor.totals === undefined) {
    return NO_TOTALS;
  }
  const totals = parseTotals(cursor.totals);
  if (totals === undefined) {
    throw new Error('the cursor has no usable totals; hand back the cursor of the answer, unchanged');
  }
  return totals;
}

/**
 * Of all that decides on what is published; how fast, and how a file that cannot be read is taken, may change. Where the
 * files were told is left out, too: a part of a workflow's replay is bound to the workflow's request. What came to the
 * request later is in it only where it is used, so that cursors from before go on.
 */
export function fingerprint(request: ReplayRequest): string {
  const {
    cursor: _cursor,
    deadlineSeconds: _deadline,
    onUnreadable: _choice,
    files: _files,
    pace,
    topicMapping,
    timeDirectories,
    ...bound
  } = request;
  const since = {
    ...(Object.keys(topicMapping).length > 0 && { topicMapping }),
    ...(timeDirectories && { timeDirectories }),
  };
  return createHash('sha256')
    .update(JSON.stringify({ ...bound, ...since, speed: pace.speed }))
    .digest('hex')
    .slice(0, 16);
}

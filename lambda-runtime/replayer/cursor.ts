import { createHash } from 'node:crypto';
import { isObject } from '../environment';
import { isCount } from '../records/record';
import { type PaceState, parsePaceState } from './pace';
import type { ReplayRequest } from './request';

/** Where a replay goes on: of each source partition that has begun, the next offset. */
export interface Cursor {
  readonly version: 1;
  /** A fingerprint of what the cursor belongs to. */
  readonly request: string;
  readonly next: Readonly<Record<string, number>>;
  /** Of a replay that is held back. */
  readonly pace?: PaceState;
}

export type Progress = Map<string, number>;

export function toCursor(request: ReplayRequest, progress: Progress, pace: PaceState | undefined): Cursor {
  return { version: 1, request: fingerprint(request), next: Object.fromEntries(progress), ...(pace && { pace }) };
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

/** Of all that decides on what is published; how fast, and how a file that cannot be read is taken, may change. */
function fingerprint(request: ReplayRequest): string {
  const { cursor: _cursor, deadlineSeconds: _deadline, onUnreadable: _choice, pace, ...bound } = request;
  return createHash('sha256')
    .update(JSON.stringify({ ...bound, speed: pace.speed }))
    .digest('hex')
    .slice(0, 16);
}

import { createHash } from 'node:crypto';
import { isForeign } from '../../../src/contract/source-format';
import { isObject } from '../../environment';
import { PermanentError } from '../../permanent-error';
import { type PaceState, parsePaceState } from '../pacing/pace';
import type { ReplayRequest } from '../request/request';
import { changed } from '../suppression/suppression';
import { type Position, type Positions, parsePosition } from './position';
import { NO_TOTALS, parseTotals, type Totals } from './totals';

/** The place at which a replay goes on. */
export interface Cursor {
  readonly version: 1;
  /** A fingerprint of the request that the cursor belongs to. */
  readonly request: string;
  /** The SHA-256 of the suppression list; absent where there is none. It is part of the fingerprint, too. */
  readonly suppression?: string;
  /** The position of each source partition that has begun: its next offset, where the files are this library's. */
  readonly next: Readonly<Record<string, Position>>;
  /** The clock of a replay that has a limit or a speed. */
  readonly pace?: PaceState;
  /** The sum of what the invocations until then have done. */
  readonly totals?: Totals;
}

export function toCursor(
  request: ReplayRequest,
  progress: Positions,
  { pace, totals }: Pick<Cursor, 'pace' | 'totals'> = {},
): Cursor {
  const { suppress } = request.filters;
  return {
    version: 1,
    request: fingerprint(request),
    ...(suppress && { suppression: suppress.bound.sha256 }),
    next: Object.fromEntries(progress),
    ...(pace && { pace }),
    ...(totals && { totals }),
  };
}

/** @returns the position of each partition that has begun; empty if the request has no cursor */
export function positionsOf(request: ReplayRequest): Positions {
  const { cursor } = request;
  if (cursor === undefined) {
    return new Map();
  }
  if (!isObject(cursor) || cursor.version !== 1 || !isObject(cursor.next)) {
    throw new PermanentError(
      'InvalidRequest',
      'the cursor is not one that this replayer gave; hand back the cursor of the answer, unchanged',
    );
  }
  if (cursor.request !== fingerprint(request)) {
    const { suppress } = request.filters;
    if (suppress && typeof cursor.suppression === 'string' && cursor.suppression !== suppress.bound.sha256) {
      throw new PermanentError('InvalidRequest', changed(suppress.address, cursor.suppression, suppress.bound.sha256));
    }
    throw new PermanentError(
      'InvalidRequest',
      'the cursor belongs to another request; all but on_unreadable, on_undeliverable, what is allowed, the rate limits and ' +
        'deadline_seconds must be as in the request whose answer it came with, or leave the cursor out to start anew',
    );
  }
  return new Map(
    Object.entries(cursor.next).map(([partition, next]) => {
      const position = parsePosition(next, isForeign(request.sourceFormat));
      if (position === undefined) {
        throw new PermanentError(
          'InvalidRequest',
          `the cursor has no usable position for ${partition}; hand back the cursor of the answer, unchanged`,
        );
      }
      return [partition, position];
    }),
  );
}

/** @returns the clock of the invocations before; undefined if there is none */
export function paceOf({ cursor }: ReplayRequest): PaceState | undefined {
  return isObject(cursor) ? parsePaceState(cursor.pace) : undefined;
}

/** @returns the sum of what the invocations before have done; zeros if the cursor has none */
export function totalsOf({ cursor }: ReplayRequest): Totals {
  if (!isObject(cursor) || cursor.totals === undefined) {
    return NO_TOTALS;
  }
  const totals = parseTotals(cursor.totals);
  if (totals === undefined) {
    throw new PermanentError(
      'InvalidRequest',
      'the cursor has no usable totals; hand back the cursor of the answer, unchanged',
    );
  }
  return totals;
}

/**
 * A fingerprint of everything in a request that decides which records are published, and to where.
 *
 * The rates, the deadline, the treatment of what cannot be read or delivered, what is allowed and how topics are made may change from
 * one invocation to the next. The list of files is left out because all parts of a run have the run's request, and each has files of its own. Keys that the
 * payload did not have in earlier versions count only if they are used, so that older cursors stay valid.
 */
export function fingerprint(request: ReplayRequest): string {
  const {
    cursor: _cursor,
    deadlineSeconds: _deadline,
    onUnreadable: _choice,
    onUndeliverable: _choiceToo,
    allowed: _allowed,
    createTopic: _creation,
    files: _files,
    remark: _remark,
    pace,
    topicMapping,
    timeDirectories,
    sourceFormat,
    stripHeaders,
    renameHeaders,
    filters: { suppress, ...filters },
    ...others
  } = request;
  const since = {
    ...(Object.keys(topicMapping).length > 0 && { topicMapping }),
    ...(timeDirectories && { timeDirectories }),
    ...(sourceFormat !== 's3files' && { sourceFormat }),
    ...(stripHeaders && { stripHeaders }),
    ...(renameHeaders && { renameHeaders }),
    ...(suppress && { suppress: suppress.bound }),
  };
  return createHash('sha256')
    .update(JSON.stringify({ ...others, filters, ...since, speed: pace.speed }))
    .digest('hex')
    .slice(0, 16);
}

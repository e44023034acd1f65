import { isObject } from '../../environment';
import { isCount } from '../../records/record';

const NAMES = [
  'invocations',
  'files_read',
  'bytes_read',
  'matched',
  'filtered',
  'unknown_time',
  'published',
  'errors',
  'undeliverable',
  'skipped',
] as const;

const OLDEST = 'oldest_timestamp' satisfies keyof Totals;

/**
 * The sum of what the invocations of a replay have done. Errors are records and files that were passed by. Records that
 * could not be delivered are not among them, since the cursor stands before them and they are tried again.
 */
export type Totals = Readonly<Record<(typeof NAMES)[number], number>> & {
  /** The time of the oldest record that the filters let through; absent if none has told its time. */
  readonly oldest_timestamp?: number;
};

export const NO_TOTALS: Totals = fromEach(() => 0);

export function addTotals(a: Totals, b: Totals): Totals {
  const oldest = earlier(a.oldest_timestamp, b.oldest_timestamp);
  return { ...fromEach((name) => a[name] + b[name]), ...oldestOf(oldest) };
}

/** @returns the earlier of two times, either of which may be unknown */
export function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

export function oldestOf(timestamp: number | undefined): Pick<Totals, 'oldest_timestamp'> {
  return timestamp === undefined ? {} : { oldest_timestamp: timestamp };
}

/** @returns the totals; undefined if the value is no object of counts. A name that is missing counts 0. */
export function parseTotals(value: unknown): Totals | undefined {
  if (!isObject(value) || ![...NAMES, OLDEST].every((name) => value[name] === undefined || isCount(value[name]))) {
    return undefined;
  }
  const oldest = value[OLDEST];
  return {
    ...fromEach((name) => Number(value[name] ?? 0)),
    ...oldestOf(oldest === undefined ? undefined : Number(oldest)),
  };
}

function fromEach(count: (name: (typeof NAMES)[number]) => number): Totals {
  return Object.fromEntries(NAMES.map((name) => [name, count(name)])) as Totals;
}

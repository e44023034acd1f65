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
  'skipped',
] as const;

/**
 * The sum of what the invocations of a replay have done. Errors are records and files that were passed by. Records that
 * could not be delivered are not among them, since the cursor stands before them and they are tried again.
 */
export type Totals = Readonly<Record<(typeof NAMES)[number], number>>;

export const NO_TOTALS = fromEach(() => 0);

export function addTotals(a: Totals, b: Totals): Totals {
  return fromEach((name) => a[name] + b[name]);
}

/** @returns the totals; undefined if the value is no object of counts. A name that is missing counts 0. */
export function parseTotals(value: unknown): Totals | undefined {
  if (!isObject(value) || !NAMES.every((name) => value[name] === undefined || isCount(value[name]))) {
    return undefined;
  }
  return fromEach((name) => Number(value[name] ?? 0));
}

function fromEach(count: (name: keyof Totals) => number): Totals {
  return Object.fromEntries(NAMES.map((name) => [name, count(name)])) as Totals;
}

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
 * What the invocations of a replay have done, all together. Errors are records and files that were passed by; what could
 * not be delivered is none of them, since the cursor stands before it.
 */
export type Totals = Readonly<Record<(typeof NAMES)[number], number>>;

export const NO_TOTALS = fromEach(() => 0);

export function addTotals(a: Totals, b: Totals): Totals {
  return fromEach((name) => a[name] + b[name]);
}

/** @returns nothing where it is not an object of counts; a name that is missing counts nothing */
export function parseTotals(value: unknown): Totals | undefined {
  if (!isObject(value) || !NAMES.every((name) => value[name] === undefined || isCount(value[name]))) {
    return undefined;
  }
  return fromEach((name) => Number(value[name] ?? 0));
}

function fromEach(count: (name: keyof Totals) => number): Totals {
  return Object.fromEntries(NAMES.map((name) => [name, count(name)])) as Totals;
}

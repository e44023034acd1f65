import { isObject } from '../../environment';
import { isCount } from '../../records/record';

const NAMES = [
  'invocations',
  'files_read',
  'bytes_read',
  'matched',
  'filtered',
  'unknown_time',
  'unknown_key',
  'header_collisions',
  'excluded',
  'dropped',
  'tombstoned',
  'published',
  'errors',
  'undeliverable',
  'skipped',
] as const;

const OLDEST = 'oldest_timestamp' satisfies keyof Totals;
const DIGEST = 'suppression_sha256' satisfies keyof Totals;

type Counts = Readonly<Record<(typeof NAMES)[number], number>>;

/**
 * The sum of what the invocations of a replay have done. Errors are records and files that were passed by. Records that
 * could not be delivered are not among them, since the cursor stands before them and they are tried again.
 */
export type Totals = Counts & {
  /** The time of the oldest record that the filters let through; absent if none has told its time. */
  readonly oldest_timestamp?: number;
  /** The SHA-256 of the suppression list by which records were dropped and tombstoned; absent where there is none. */
  readonly suppression_sha256?: string;
};

export const NO_TOTALS: Totals = fromEach(() => 0);

export function addTotals(a: Totals, b: Totals): Totals {
  const oldest = earlier(a.oldest_timestamp, b.oldest_timestamp);
  return { ...fromEach((name) => a[name] + b[name]), ...oldestOf(oldest), ...suppressedBy(commonList(a, b)) };
}

/** @throws Error if records were counted by two lists: no run has two, as it is bound to the digest of one */
function commonList({ suppression_sha256: a }: Totals, { suppression_sha256: b }: Totals): string | undefined {
  if (a !== undefined && b !== undefined && a !== b) {
    throw new Error(`totals of two suppression lists, with the SHA-256 ${a} and ${b}, have no sum`);
  }
  return a ?? b;
}

export function suppressedBy(digest: string | undefined): Pick<Totals, 'suppression_sha256'> {
  return digest === undefined ? {} : { suppression_sha256: digest };
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
  const digest = value[DIGEST];
  return {
    ...fromEach((name) => Number(value[name] ?? 0)),
    ...oldestOf(oldest === undefined ? undefined : Number(oldest)),
    ...suppressedBy(typeof digest === 'string' ? digest : undefined),
  };
}

function fromEach(count: (name: keyof Counts) => number): Counts {
  return Object.fromEntries(NAMES.map((name) => [name, count(name)])) as Counts;
}

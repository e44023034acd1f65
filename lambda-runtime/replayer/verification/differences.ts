import type { Field } from './record-digest';

/**
 * The kinds of a difference between what should have gone out and what the target has.
 *
 * - `missing`: the target has no such record.
 * - `deleted`: its place is before the first offset that the target still keeps, so that retention has deleted it.
 * - `compacted`: the target is a compacted topic and has no record at its place.
 * - `not_published`: the run has told no place for it, so that it was never acknowledged.
 * - `changed`: a record stands at its place that differs in key, value, headers or timestamp.
 * - `swapped`: it stands at the place of another record.
 * - `doubled`: the target has it once more than it should, and the run knows of no second copy there.
 * - `extra`: the target has a record among those of the run that is none of them.
 * - `unreadable`: a file cannot be read, so that nobody knows what should have gone out.
 */
export const DIFFERENCE_KINDS = [
  'missing',
  'deleted',
  'compacted',
  'not_published',
  'changed',
  'swapped',
  'doubled',
  'extra',
  'unreadable',
] as const;

export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** One record that is not as it should be. It names places and no content: keys and values may be anybody's. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** The record as it stands in Kafka's source, such as `orders+3+17`; absent for one that the source does not have. */
  readonly source?: string;
  /** The place in the target, such as `orders-copy+3+29`: where the record should stand, or where it stands. */
  readonly target?: string;
  /** The place in the target where it was found instead. */
  readonly found?: string;
  /** The fields that are not as they were. */
  readonly changed?: readonly Field[];
  /** The fault in words, where the places do not say it. */
  readonly problem?: string;
}

/** All differences by kind, and the first of them. */
export interface Differences {
  count: number;
  readonly kinds: Record<DifferenceKind, number>;
  readonly first: Difference[];
}

const MOST_NAMED = 10;

export function noDifferences(): Differences {
  const kinds = Object.fromEntries(DIFFERENCE_KINDS.map((kind) => [kind, 0])) as Differences['kinds'];
  return { count: 0, kinds, first: [] };
}

export function addDifference(differences: Differences, difference: Difference): void {
  addDifferences(differences, 1, difference);
}

/** @param count the records of one kind that are named together */
export function addDifferences(differences: Differences, count: number, difference: Difference): void {
  differences.count += count;
  differences.kinds[difference.kind] += count;
  if (differences.first.length < MOST_NAMED) {
    differences.first.push(difference);
  }
}

/** @returns the sum of several, with the first ten of all in their order */
export function sumOfDifferences(all: readonly Differences[]): Differences {
  const sum = noDifferences();
  for (const { count, kinds, first } of all) {
    sum.count += count;
    for (const kind of DIFFERENCE_KINDS) {
      sum.kinds[kind] += kinds[kind];
    }
    sum.first.push(...first.slice(0, MOST_NAMED - sum.first.length));
  }
  return sum;
}

/** @returns the kinds that there are, such as `2 missing, 1 changed` */
export function describeKinds({ kinds }: Pick<Differences, 'kinds'>): string {
  return DIFFERENCE_KINDS.filter((kind) => kinds[kind] > 0)
    .map((kind) => `${kinds[kind]} ${kind.replace('_', ' ')}`)
    .join(', ');
}

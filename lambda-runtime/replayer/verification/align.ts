import { changedFields, contentOf, type RecordDigest } from './record-digest';

/** Two records that agree, by their places in the lists that they are in. */
export interface Pair {
  readonly expected: number;
  readonly actual: number;
}

/** Records that lie between two pairs, and agree with nothing there. */
export interface Stretch {
  readonly expected: readonly number[];
  readonly actual: readonly number[];
}

/** Pairs the records of two lists that agree, in their order: each time with the least that is passed by in between. */
export function align(expected: readonly RecordDigest[], actual: readonly RecordDigest[]): Pair[] {
  const pairs: Pair[] = [];
  const places = new Places(expected);
  let [i, j] = [0, 0];
  while (i < expected.length && j < actual.length) {
    const next = nearest(places, actual, i, j);
    if (next === undefined) {
      break;
    }
    pairs.push(next);
    [i, j] = [next.expected + 1, next.actual + 1];
  }
  return pairs;
}

/** The stretches before each pair, and the one behind the last. */
export function stretchesOf(pairs: readonly Pair[], expected: number, actual: number): Stretch[] {
  const stretches: Stretch[] = [];
  let [i, j] = [0, 0];
  for (const pair of [...pairs, { expected, actual }]) {
    stretches.push({ expected: range(i, pair.expected), actual: range(j, pair.actual) });
    [i, j] = [pair.expected + 1, pair.actual + 1];
  }
  return stretches;
}

function nearest(places: Places, actual: readonly RecordDigest[], i: number, j: number): Pair | undefined {
  let best: Pair | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let b = j; b < actual.length && b - j < least; b++) {
    const a = places.from(i, actual[b] as RecordDigest);
    if (a !== undefined && a - i + b - j < least) {
      least = a - i + b - j;
      best = { expected: a, actual: b };
    }
  }
  return best;
}

/** Finds the place of a record in a list, from some place on. */
class Places {
  private readonly indexes = new Map<string, number[]>();

  public constructor(private readonly records: readonly RecordDigest[]) {
    for (const [index, record] of records.entries()) {
      const same = this.indexes.get(contentOf(record));
      if (same === undefined) {
        this.indexes.set(contentOf(record), [index]);
      } else {
        same.push(index);
      }
    }
  }

  public from(start: number, like: RecordDigest): number | undefined {
    return this.isLike(start, like)
      ? start
      : this.indexes.get(contentOf(like))?.find((index) => index > start && this.isLike(index, like));
  }

  private isLike(index: number, like: RecordDigest): boolean {
    const record = this.records[index];
    return record !== undefined && changedFields(record, like).length === 0;
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

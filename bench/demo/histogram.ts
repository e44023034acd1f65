/** The number of latencies from one bound up to, but not including, the next. */
export interface Bucket {
  readonly fromMs: number;
  readonly toMs: number;
  readonly count: number;
}

/**
 * The number of buckets in a decade. Each reaches a third further than the one before, so that small and large
 * latencies are told apart equally well.
 */
const PER_DECADE = 8;

/** The shortest time that JavaScript's clock can measure: https://nodejs.org/api/perf_hooks.html */
const SHORTEST_MS = 0.01;

/** Buckets on a logarithmic scale, without gaps from the shortest to the longest value. */
export function histogramOf(values: readonly number[]): Bucket[] {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bucket = bucketOf(value);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    fromMs: boundOf(first + index),
    toMs: boundOf(first + index + 1),
    count: counts.get(first + index) ?? 0,
  }));
}

function bucketOf(value: number): number {
  const measured = Math.max(value, SHORTEST_MS);
  const bucket = Math.floor(Math.log10(measured) * PER_DECADE);
  // The bounds are rounded, and so is the logarithm: the bounds decide.
  if (measured < boundOf(bucket)) return bucket - 1;
  return measured >= boundOf(bucket + 1) ? bucket + 1 : bucket;
}

/** Four digits: the same bound in every bucket that has it, and legible in JSON. */
function boundOf(bucket: number): number {
  return Number((10 ** (bucket / PER_DECADE)).toPrecision(4));
}

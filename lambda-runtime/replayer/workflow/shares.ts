import type { PaceLimits } from '../pacing/pace';
import type { SourcePartition } from '../selection/plan';

/** About how many records a partition has to replay, by the names of its files. */
export function weightOf({ files, from, to }: SourcePartition): number {
  return files.reduce(
    (sum, { first, last }) => sum + Math.max(1, Math.min(last, to - 1) - Math.max(first, from) + 1),
    0,
  );
}

/**
 * Shares a replay's rates among its partitions, of which so many are replayed at the same time, nobody knows which: in
 * proportion to what each has to do, and so that even the largest of them together stay within the limit.
 */
export function shareRates(rates: PaceLimits, weights: readonly number[], concurrency: number): PaceLimits[] {
  const atMost = [...weights]
    .sort((a, b) => b - a)
    .slice(0, concurrency)
    .reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => scaleRates(rates, weight / atMost));
}

/** The rates only: a pace is not shared. */
export function scaleRates({ recordsPerSecond, bytesPerSecond }: PaceLimits, share: number): PaceLimits {
  return {
    ...(recordsPerSecond !== undefined && { recordsPerSecond: recordsPerSecond * share }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond: bytesPerSecond * share }),
  };
}

/** As a payload has it. */
export function ratesOf({ recordsPerSecond, bytesPerSecond }: PaceLimits): Record<string, number> {
  return {
    ...(recordsPerSecond !== undefined && { rate_limit_per_second: recordsPerSecond }),
    ...(bytesPerSecond !== undefined && { rate_limit_bytes_per_second: bytesPerSecond }),
  };
}

import type { PaceLimits } from '../pacing/pace';
import type { SourcePartition } from '../selection/file-to-replay';

/** The number of records that a partition has to replay, estimated by the names of its files. */
export function weightOf({ files, from, to }: SourcePartition): number {
  return files.reduce(
    (sum, { first, last }) => sum + Math.max(1, Math.min(last, to - 1) - Math.max(first, from) + 1),
    0,
  );
}

/**
 * Shares the rates of a replay among its partitions, in proportion to their weights.
 *
 * Nobody knows which partitions will be replayed at the same time. The shares are such that even the heaviest partitions,
 * as many as are replayed at the same time, stay within the limits together.
 *
 * @param concurrency the number of partitions that are replayed at the same time
 */
export function shareRates(rates: PaceLimits, weights: readonly number[], concurrency: number): PaceLimits[] {
  const atMost = [...weights]
    .sort((a, b) => b - a)
    .slice(0, concurrency)
    .reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => scaleRates(rates, weight / atMost));
}

/** Multiplies the rates. A speed is not shared, and left out. */
export function scaleRates({ recordsPerSecond, bytesPerSecond }: PaceLimits, share: number): PaceLimits {
  return {
    ...(recordsPerSecond !== undefined && { recordsPerSecond: recordsPerSecond * share }),
    ...(bytesPerSecond !== undefined && { bytesPerSecond: bytesPerSecond * share }),
  };
}

/** The rates as keys of a payload. */
export function ratesOf({ recordsPerSecond, bytesPerSecond }: PaceLimits): Record<string, number> {
  return {
    ...(recordsPerSecond !== undefined && { rate_limit_per_second: recordsPerSecond }),
    ...(bytesPerSecond !== undefined && { rate_limit_bytes_per_second: bytesPerSecond }),
  };
}

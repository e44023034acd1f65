import { type Bucket, histogramOf } from './histogram';

/** Latencies as people compare them. */
export interface LatencySummary {
  readonly count: number;
  readonly averageMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The latencies in buckets, from the shortest to the longest; empty if nothing was measured. */
  readonly histogram: readonly Bucket[];
}

export function summarize(values: readonly number[]): LatencySummary {
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  return {
    count: sorted.length,
    averageMs: sorted.length === 0 ? 0 : sum / sorted.length,
    p50Ms: percentile(sorted, 50),
    p99Ms: percentile(sorted, 99),
    histogram: histogramOf(sorted),
  };
}

/** The smallest value that is not exceeded by so many percent of them. */
export function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}

/** One measurement at a moment. */
export interface Sample {
  readonly minute: number;
  readonly value: number;
}

/** The slope of the straight line that fits best, a minute (least squares); 0 for fewer than two moments. */
export function slopePerMinute(samples: readonly Sample[]): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  const [x, y] = [mean(samples.map(({ minute }) => minute)), mean(samples.map(({ value }) => value))];
  const across = samples.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
  return across === 0 ? 0 : samples.reduce((sum, { minute, value }) => sum + (minute - x) * (value - y), 0) / across;
}

export function secondHalf(samples: readonly Sample[]): Sample[] {
  return samples.slice(Math.floor(samples.length / 2));
}

/** The percentile by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

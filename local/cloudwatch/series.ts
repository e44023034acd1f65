/** The values that a service sent to CloudWatch: a value at a time, in seconds. */
export interface Sample {
  readonly at: number;
  readonly value: number;
}

/** A value for each period that has one, by the second that the period begins with. */
export type Series = ReadonlyMap<number, number>;

/**
 * Puts samples together by period, as a statistic of CloudWatch does.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function aggregate(samples: readonly Sample[], period: number, statistic: string): Series {
  const byPeriod = new Map<number, number[]>();
  for (const { at, value } of samples) {
    const begin = Math.floor(at / period) * period;
    byPeriod.set(begin, [...(byPeriod.get(begin) ?? []), value]);
  }
  return new Map([...byPeriod].map(([begin, values]) => [begin, statisticOf(values, statistic)]));
}

function statisticOf(values: readonly number[], statistic: string): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'Sum':
      return sum;
    case 'SampleCount':
      return values.length;
    case 'Average':
      return sum / values.length;
    case 'Minimum':
      return Math.min(...values);
    case 'Maximum':
      return Math.max(...values);
    default:
      return percentileOf(values, statistic);
  }
}

/** The value that so many percent of all values are at or below, between two of them by their distance. */
function percentileOf(values: readonly number[], statistic: string): number {
  const [, digits] = /^p(\d+(?:\.\d+)?)$/.exec(statistic) ?? [];
  if (digits === undefined) {
    throw new Error(`statistic ${statistic} is not known here`);
  }
  const sorted = [...values].sort((a, b) => a - b);
  const place = (Number(digits) / 100) * (sorted.length - 1);
  const [below, over] = [sorted[Math.floor(place)] ?? Number.NaN, sorted[Math.ceil(place)] ?? Number.NaN];
  return below + (over - below) * (place - Math.floor(place));
}

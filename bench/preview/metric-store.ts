import { isDeepStrictEqual } from 'node:util';
import type { MetricName } from '../../local/cloudwatch/metric-queries';
import type { Sample } from '../../local/cloudwatch/series';
import { type MetricValues, readEmbeddedMetrics } from '../../local/lambda/embedded-metrics';

/**
 * A run of half a minute would be a single point on a dashboard whose periods are five minutes. So a second of the run counts
 * as five minutes.
 */
export const STRETCH = 300;

/** The metrics of a run, at times of the dashboard. */
export class MetricStore {
  private readonly found: readonly MetricValues[];
  private readonly start: number;
  /** The end of the last second of the run that has a value, in seconds of the dashboard. */
  readonly end: number;

  /** @param lines lines of CloudWatch's embedded metric format; others are passed over */
  constructor(lines: readonly string[]) {
    this.found = readEmbeddedMetrics(lines);
    const times = this.found.map(({ timestamp }) => timestamp);
    this.start = Math.floor(Math.min(...times) / 1000) * 1000;
    this.end = times.length === 0 ? 0 : Math.floor(this.timeOf(Math.max(...times)) / STRETCH + 1) * STRETCH;
  }

  get isEmpty(): boolean {
    return this.found.length === 0;
  }

  /** The time at which the first value was sent. */
  get startedAt(): Date {
    return new Date(this.start);
  }

  /** All values of a metric; none where nobody sent it. */
  samplesOf({ namespace, name, dimensions }: MetricName): Sample[] {
    return this.found
      .filter((each) => each.metric === name && each.namespace === namespace)
      .filter((each) => isDeepStrictEqual(each.dimensions, dimensions))
      .flatMap(({ timestamp, values }) => values.map((value) => ({ at: this.timeOf(timestamp), value })));
  }

  private timeOf(timestamp: number): number {
    return ((timestamp - this.start) / 1000) * STRETCH;
  }
}

import { DIMENSION_SETS, METRIC_UNITS, type MetricName } from '../../src/contract/metrics';

/** The most values of one metric in a line. */
export const MOST_VALUES = 100; // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html

/**
 * Makes a line of CloudWatch's embedded metric format. CloudWatch makes metrics of the values by the dimensions that are
 * named; whatever else the line has is left to those who search the log.
 *
 * @param values at most 100 of each metric
 * @param others the values of the dimensions, and properties
 * @param dimensions the sets of dimensions that each value is sent with
 */
export function embeddedLine(
  namespace: string,
  values: ReadonlyMap<MetricName, number | readonly number[]>,
  others: Readonly<Record<string, unknown>>,
  dimensions: readonly (readonly string[])[] = DIMENSION_SETS,
): string {
  const names = [...values.keys()];
  return JSON.stringify({
    _aws: {
      Timestamp: Date.now(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: dimensions,
          Metrics: names.map((name) => ({ Name: name, Unit: METRIC_UNITS[name] })),
        },
      ],
    },
    ...others,
    ...Object.fromEntries([...values].map(([name, value]) => [name, rounded(value)])),
  });
}

/** Two decimals: a hundredth of a millisecond is nothing to a mount, and each digit more is paid by the gigabyte. */
function rounded(value: number | readonly number[]): number | number[] {
  return typeof value === 'number' ? toHundredth(value) : value.map(toHundredth);
}

function toHundredth(value: number): number {
  return Math.round(value * 100) / 100;
}

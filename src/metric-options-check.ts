import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { constructError, type Place } from './construct-error';
import { checkProperties, DURATION, OBJECT, type PropertyRules, STRING } from './property-check';

/** Seconds. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html */
const PERIODS = [1, 5, 10, 30];

/**
 * Checks the types of a metric's options, which the compiler does not check for all users, and refuses dimensions: they would
 * take the place of those that make it the metric of this construct, and it would be that of something else, or of nothing.
 *
 * @param more rules of the options that not all metrics have
 */
export function checkMetricOptions<Options extends cloudwatch.MetricOptions>(
  scope: Place,
  options: Options,
  more: PropertyRules<Options> = {},
): void {
  checkProperties<Options>(scope, options, {
    period: { shape: DURATION },
    statistic: { shape: STRING },
    label: { shape: STRING },
    color: { shape: STRING },
    dimensionsMap: { shape: OBJECT },
    ...more,
  });
  const seconds =
    options.period === undefined || options.period.isUnresolved() ? 60 : options.period.toSeconds({ integral: false });
  if (!PERIODS.includes(seconds) && (seconds === 0 || seconds % 60 !== 0)) {
    throw constructError(
      scope,
      `period ${options.period?.toHumanString()} cannot be used: give ${PERIODS.join(', ')} seconds, or whole minutes`,
    );
  }
  if (options.dimensionsMap !== undefined) {
    throw constructError(
      scope,
      `dimensionsMap {${Object.keys(options.dimensionsMap).join(', ')}} would replace the dimensions by which this is the metric of '${scope.node.path}': leave it out, or make a cloudwatch.Metric of your own`,
    );
  }
}

import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Place } from './construct-error';
import { checkProperties, DURATION, OBJECT, type PropertyRules, STRING } from './property-check';

/**
 * Checks the types of a metric's options, which the compiler does not check for all users.
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
}

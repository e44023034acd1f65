import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { Place } from './construct-error';
import { checkProperties, DURATION, OBJECT, STRING } from './property-check';

/** Checks the types of a metric's options, which the compiler does not check for all users. */
export function checkMetricOptions(scope: Place, options: cloudwatch.MetricOptions): void {
  checkProperties<cloudwatch.MetricOptions>(scope, options, {
    period: { shape: DURATION },
    statistic: { shape: STRING },
    label: { shape: STRING },
    color: { shape: STRING },
    dimensionsMap: { shape: OBJECT },
  });
}

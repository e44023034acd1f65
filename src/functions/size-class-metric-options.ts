import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';

/**
 * Options of a metric that a function keeps for each size class, and for all of them together.
 */
export interface SizeClassMetricOptions extends cloudwatch.MetricOptions {
  /**
   * The name of one of the construct's size classes, such as `small`, or `unclassified` for records and files that belong to
   * none.
   *
   * @default - all size classes together, and what belongs to none
   */
  readonly sizeClass?: string;
}

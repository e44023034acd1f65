import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Place } from '../construct-error';
import { checkMetricOptions } from '../metric-options-check';
import { DEFAULT_METRICS_NAMESPACE } from './mounted-function';

/** The metrics that the handlers write to their logs, by size class, or over all classes. */
export class HandlerMetrics {
  constructor(
    private readonly scope: Place,
    private readonly namespace: string = DEFAULT_METRICS_NAMESPACE,
  ) {}

  public sum(metricName: string, sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, { SizeClass: sizeClass }, cloudwatch.Stats.SUM, options);
  }

  public sumOfAll(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, undefined, cloudwatch.Stats.SUM, options);
  }

  public latency(metricName: string, sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, { SizeClass: sizeClass }, cloudwatch.Stats.AVERAGE, options);
  }

  private metric(
    metricName: string,
    dimensionsMap: cloudwatch.DimensionsMap | undefined,
    statistic: string,
    options: cloudwatch.MetricOptions = {},
  ): cloudwatch.Metric {
    checkMetricOptions(this.scope, options);
    return new cloudwatch.Metric({
      namespace: this.namespace,
      metricName,
      dimensionsMap,
      statistic,
      period: Duration.minutes(5),
      ...options,
    });
  }
}

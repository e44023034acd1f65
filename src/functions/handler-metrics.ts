import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { DEFAULT_METRICS_NAMESPACE } from './mounted-function';

/** The metrics that the handlers write to their logs, by size class, or over all classes. */
export class HandlerMetrics {
  constructor(private readonly namespace: string = DEFAULT_METRICS_NAMESPACE) {}

  public sum(metricName: string, sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, { SizeClass: sizeClass }, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  public sumOfAll(metricName: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, undefined, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  public latency(metricName: string, sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, { SizeClass: sizeClass }, { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  private metric(
    metricName: string,
    dimensionsMap: cloudwatch.DimensionsMap | undefined,
    options: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: this.namespace,
      metricName,
      dimensionsMap,
      period: Duration.minutes(5),
      ...options,
    });
  }
}

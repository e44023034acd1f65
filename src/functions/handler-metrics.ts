import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import { DEFAULT_METRICS_NAMESPACE } from './mounted-function';

/** The metrics that the handlers write to their logs, each by size class. */
export class HandlerMetrics {
  constructor(private readonly namespace: string = DEFAULT_METRICS_NAMESPACE) {}

  public sum(metricName: string, sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, sizeClass, { statistic: cloudwatch.Stats.SUM, ...options });
  }

  public latency(metricName: string, sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metric(metricName, sizeClass, { statistic: cloudwatch.Stats.AVERAGE, ...options });
  }

  private metric(metricName: string, sizeClass: string, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: this.namespace,
      metricName,
      dimensionsMap: { SizeClass: sizeClass },
      period: Duration.minutes(5),
      ...options,
    });
  }
}

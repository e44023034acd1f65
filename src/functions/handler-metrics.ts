import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import {
  ALWAYS_CLASSIFIED,
  DIMENSIONS,
  type FunctionMetricName,
  type LatencyName,
  type MetricName,
  type TotalName,
  UNCLASSIFIED,
} from '../contract/metrics';
import { checkMetricOptions } from '../metric-options-check';
import { STRING } from '../property-check';
import { DEFAULT_METRICS_NAMESPACE } from './mounted-function';
import type { SizeClassMetricOptions } from './size-class-metric-options';

/** Settings that the ingest and the replayer decide. */
export interface HandlerMetricsSettings {
  readonly function: lambda.IFunction;
  /** The names of the size classes, which are asked for at synth only: a replayer may inherit them from a later ingest. */
  readonly classes: () => readonly string[];
  /** @default DEFAULT_METRICS_NAMESPACE */
  readonly namespace?: string;
}

/** The metrics that a handler writes to its log, of its function alone: by size class, or over all classes. */
export class HandlerMetrics {
  constructor(
    private readonly scope: Construct,
    private readonly settings: HandlerMetricsSettings,
  ) {}

  /** The names of the size classes, as far as they are known by now. */
  public get classes(): readonly string[] {
    return this.settings.classes();
  }

  public sum(metricName: TotalName, options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this.metric(metricName, cloudwatch.Stats.SUM, options);
  }

  /** A metric that is of no size class. */
  public count(metricName: FunctionMetricName, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    checkMetricOptions(this.scope, options ?? {});
    return this.metric(metricName, cloudwatch.Stats.SUM, options);
  }

  public latency(metricName: LatencyName, options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this.metric(metricName, cloudwatch.Stats.percentile(99), options);
  }

  private metric(metricName: MetricName, statistic: string, given: SizeClassMetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this.scope, given, { sizeClass: { shape: STRING } });
    const { sizeClass, ...options } = given;
    if (sizeClass !== undefined) {
      this.validateClass(metricName, sizeClass);
    }
    return new cloudwatch.Metric({
      namespace: this.settings.namespace ?? DEFAULT_METRICS_NAMESPACE,
      metricName,
      dimensionsMap: {
        [DIMENSIONS.functionName]: this.settings.function.functionName,
        ...(sizeClass !== undefined && { [DIMENSIONS.sizeClass]: sizeClass }),
      },
      statistic,
      period: Duration.minutes(5),
      ...options,
    }).attachTo(this.scope);
  }

  private validateClass(metricName: MetricName, sizeClass: string): void {
    // Classes may be known later only, and CloudWatch knows no empty dimension.
    if (sizeClass === '') {
      throw constructError(
        this.scope,
        `sizeClass is '', which no size class is called: give its name, or leave it out for all of them`,
      );
    }
    this.scope.node.addValidation({
      validate: () => {
        const classes = [...this.settings.classes(), ...(ALWAYS_CLASSIFIED.includes(metricName) ? [] : [UNCLASSIFIED])];
        return Token.isUnresolved(sizeClass) || classes.includes(sizeClass)
          ? []
          : [
              `size class '${sizeClass}' does not exist, so that its metric '${metricName}' would never have a value: give ${classes.map((name) => `'${name}'`).join(' or ')}, or leave 'sizeClass' out for all of them`,
            ];
      },
    });
  }
}

import { createHash } from 'node:crypto';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { LAMBDA_METRICS } from '../contract/metrics';
import { checkMetricOptions } from '../metric-options-check';
import { STRING } from '../property-check';
import { readableText } from '../readable-references';
import { type KafkaEventSourceOptions, PollerMode } from './kafka-event-source-options';
import type { TopicMetricOptions } from './topic-metric-options';

/**
 * The metrics of a mapping that this library offers: the group that publishes them (none needs no group), the statistic of
 * one mapping, and the function that puts several mappings together.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
 */
const MAPPING_METRICS = {
  PolledEventCount: { group: lambda.MetricType.EVENT_COUNT, statistic: cloudwatch.Stats.SUM, over: 'SUM' },
  MaxOffsetLag: { group: lambda.MetricType.KAFKA_METRICS, statistic: cloudwatch.Stats.MAXIMUM, over: 'MAX' },
  SumOffsetLag: { group: lambda.MetricType.KAFKA_METRICS, statistic: cloudwatch.Stats.MAXIMUM, over: 'SUM' },
  PollingErrorCount: { group: lambda.MetricType.ERROR_COUNT, statistic: cloudwatch.Stats.SUM, over: 'SUM' },
  CommitErrorCount: { group: lambda.MetricType.ERROR_COUNT, statistic: cloudwatch.Stats.SUM, over: 'SUM' },
  DroppedEventCount: { group: lambda.MetricType.EVENT_COUNT, statistic: cloudwatch.Stats.SUM, over: 'SUM' },
  ProvisionedPollers: { group: undefined, statistic: cloudwatch.Stats.MAXIMUM, over: 'SUM' },
  EventPollerUnit: { group: undefined, statistic: cloudwatch.Stats.AVERAGE, over: 'SUM' },
} as const;

export type MappingMetricName = keyof typeof MAPPING_METRICS;

const PERIOD = Duration.minutes(5);

/**
 * The metrics that mappings publish where nothing else is chosen: all groups, since those that Lambda sends to CloudWatch
 * cost nothing, those of mappings included (https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html). Only
 * provisioned pollers have them.
 */
export function metricsOf({
  metricsConfig,
  pollerMode,
}: KafkaEventSourceOptions): Pick<KafkaEventSourceOptions, 'metricsConfig'> {
  const { EVENT_COUNT, ERROR_COUNT, KAFKA_METRICS } = lambda.MetricType;
  return pollerMode === PollerMode.ON_DEMAND
    ? {}
    : { metricsConfig: metricsConfig ?? { metrics: [EVENT_COUNT, ERROR_COUNT, KAFKA_METRICS] } };
}

/** The metrics that AWS Lambda keeps of the event source mappings of an ingest. */
export class MappingMetrics {
  /**
   * @param topics in the order of the mappings
   * @param groups the groups of metrics that the mappings publish; undefined with pollers on demand, which have none
   */
  constructor(
    private readonly scope: Construct,
    private readonly fn: lambda.IFunction,
    private readonly topics: readonly string[],
    private readonly mappings: readonly lambda.IEventSourceMapping[],
    private readonly groups: readonly lambda.MetricType[] | undefined,
  ) {}

  /** @throws Error if the topic is not read, or if the mappings do not publish the metric */
  public metric(metricName: MappingMetricName, given: TopicMetricOptions = {}): cloudwatch.IMetric {
    checkMetricOptions(this.scope, given, { topic: { shape: STRING } });
    const { topic, ...options } = given;
    const chosen = topic === undefined ? this.mappings : [this.mappingOf(topic)];
    if (metricName === 'MaxOffsetLag' && this.groups === undefined) {
      return this.lagOfFunction(topic, options);
    }
    this.assertPublished(metricName);
    const [single, ...others] = chosen;
    if (single !== undefined && others.length === 0) {
      return this.metricOf(single, metricName, options);
    }
    const { over } = MAPPING_METRICS[metricName];
    const { label, color, period = PERIOD, ...ofEach } = options;
    const metrics = chosen.map((mapping) => this.metricOf(mapping, metricName, { period, ...ofEach }));
    const ids = metrics.map((metric) => this.idOf(metric, metricName));
    return new cloudwatch.MathExpression({
      expression: `${over}([${ids.join(', ')}])`,
      usingMetrics: Object.fromEntries(metrics.map((metric, index) => [ids[index], metric])),
      label: label ?? metricName,
      color,
      period,
    });
  }

  /**
   * The id of a metric within an expression. A graph or another expression may hold several expressions, and within it an id
   * stands for one metric: so it is made of all that tells the metric from others. It begins with a small letter.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
   */
  private idOf(metric: cloudwatch.Metric, metricName: MappingMetricName): string {
    const { period, ...stat } = metric.toMetricConfig().metricStat ?? {};
    const identity = [this.scope.node.path, period?.toSeconds(), Stack.of(this.scope).resolve(stat)];
    const hash = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 12);
    return `${metricName.charAt(0).toLowerCase()}${metricName.slice(1)}_${hash}`;
  }

  private metricOf(
    mapping: lambda.IEventSourceMapping,
    metricName: MappingMetricName,
    options: cloudwatch.MetricOptions,
  ): cloudwatch.Metric {
    return new cloudwatch.Metric({
      namespace: LAMBDA_METRICS.namespace,
      metricName,
      dimensionsMap: { [LAMBDA_METRICS.mapping]: mapping.eventSourceMappingId },
      statistic: MAPPING_METRICS[metricName].statistic,
      period: PERIOD,
      ...options,
    }).attachTo(this.scope);
  }

  /**
   * The lag that Lambda reports for the function if there are no provisioned pollers. It is that of any topic that
   * Lambda measured.
   * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#performance-metrics
   */
  private lagOfFunction(topic: string | undefined, options: cloudwatch.MetricOptions): cloudwatch.Metric {
    if (topic !== undefined && this.topics.length > 1) {
      throw constructError(
        this.scope,
        `the lag of topic '${topic}' alone cannot be told, since AWS Lambda keeps one for all ${this.topics.length} topics with pollers on demand: leave 'topic' out, or leave out 'pollerMode'`,
      );
    }
    return this.fn.metric('OffsetLag', { statistic: cloudwatch.Stats.MAXIMUM, period: PERIOD, ...options });
  }

  private mappingOf(topic: string): lambda.IEventSourceMapping {
    const names = this.topics.map((name) => readableText(this.scope, name));
    const mapping = this.mappings[names.indexOf(readableText(this.scope, topic))];
    if (mapping === undefined) {
      throw constructError(
        this.scope,
        `topic '${readableText(this.scope, topic)}' is not read here: give ${names.map((name) => `'${name}'`).join(' or ')}, or leave 'topic' out for all`,
      );
    }
    return mapping;
  }

  /** Tells whether the mappings publish a metric; the lag of pollers on demand is that of the function. */
  public publishes(metricName: MappingMetricName): boolean {
    const { group } = MAPPING_METRICS[metricName];
    if (this.groups === undefined) {
      return metricName === 'MaxOffsetLag';
    }
    return group === undefined || this.groups.includes(group);
  }

  private assertPublished(metricName: MappingMetricName): void {
    if (this.publishes(metricName)) {
      return;
    }
    if (this.groups === undefined) {
      throw constructError(
        this.scope,
        `metric '${metricName}' is published by provisioned pollers only, and this ingest has pollers on demand: leave out 'pollerMode', or leave out the metric`,
      );
    }
    throw constructError(
      this.scope,
      `metric '${metricName}' is not published, since 'metricsConfig' has no '${MAPPING_METRICS[metricName].group}': add it there, or leave 'metricsConfig' out for all metrics`,
    );
  }
}

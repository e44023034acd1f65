import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { HandlerMetrics } from '../functions/handler-metrics';
import type { SizeClassMetricOptions } from '../functions/size-class-metric-options';
import type { MappingMetricName, MappingMetrics } from './mapping-metrics';
import type { TopicMetricOptions } from './topic-metric-options';

/**
 * An ingest's metrics: those of its function, and those of its event source mappings.
 *
 * @internal
 */
export abstract class MeasuredIngest extends Construct {
  /** @internal */
  protected abstract readonly _handlerMetrics: HandlerMetrics;

  /** @internal */
  protected abstract readonly _mappingMetrics: MappingMetrics;

  /**
   * Files written.
   *
   * @param options the size class, and changes to the metric @default - all size classes, statistic `Sum`, period 5 minutes
   * @returns the metric, of this ingest's function alone
   */
  public metricFilesWritten(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('FilesWritten', options);
  }

  /**
   * Records written: as many as files, but where many records share one.
   *
   * @param options the size class, and changes to the metric @default - all size classes, statistic `Sum`, period 5 minutes
   * @returns the metric, of this ingest's function alone
   */
  public metricRecordsWritten(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('RecordsWritten', options);
  }

  /**
   * Bytes written, as they stand in the files.
   *
   * @param options the size class, and changes to the metric @default - all size classes, statistic `Sum`, period 5 minutes
   * @returns the metric, of this ingest's function alone
   */
  public metricBytesWritten(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('BytesWritten', options);
  }

  /**
   * Records that could not be written and were reported to Lambda.
   *
   * Records that could not be read from the event, and those that the deadline came before, are of the class `unclassified`.
   *
   * @param options the size class, and changes to the metric @default - all size classes and `unclassified`, statistic `Sum`,
   *   period 5 minutes
   * @returns the metric, of this ingest's function alone
   */
  public metricRecordsFailed(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('RecordsFailed', options);
  }

  /**
   * Records that can never be written and were set aside in `unwritable/`.
   *
   * @param options the size class, and changes to the metric @default - all size classes and `unclassified`, statistic `Sum`,
   *   period 5 minutes
   * @returns the metric, of this ingest's function alone
   */
  public metricUnwritable(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('RecordsUnwritable', options);
  }

  /**
   * Milliseconds to write one file. Every single value is kept, so that any percentile can be asked for as the statistic.
   *
   * @param options the size class, and changes to the metric @default - all size classes, statistic `p99`, period 5 minutes
   * @returns the metric, of this ingest's function alone
   */
  public metricWriteLatency(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.latency('WriteLatencyMs', options);
  }

  /**
   * Records that the pollers read from the brokers: Lambda's `PolledEventCount`.
   *
   * @param options the topic, and changes to the metric @default - all topics, statistic `Sum`, period 5 minutes
   * @returns a metric, or a math expression over several topics. An alarm takes 10 metrics in an expression
   * @throws if the topic is not one of this ingest, if `metricsConfig` leaves out `EVENT_COUNT`, or with pollers on demand
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  public metricPolledEvents(options?: TopicMetricOptions): cloudwatch.IMetric {
    return this._mappingMetrics.metric('PolledEventCount', options);
  }

  /**
   * Records by which the partition that is furthest behind is behind: Lambda's `MaxOffsetLag`.
   *
   * With pollers on demand it is `OffsetLag` of the function, the only lag that there is then.
   *
   * @param options the topic, and changes to the metric @default - all topics, statistic `Maximum`, period 5 minutes
   * @returns a metric, or a math expression over several topics. An alarm takes 10 metrics in an expression
   * @throws if the topic is not one of this ingest, or `metricsConfig` leaves out `KAFKA_METRICS`
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  public metricOffsetLag(options?: TopicMetricOptions): cloudwatch.IMetric {
    return this._mappingMetrics.metric('MaxOffsetLag', options);
  }

  /**
   * Records by which all partitions together are behind: Lambda's `SumOffsetLag`.
   *
   * @param options the topic, and changes to the metric @default - all topics, statistic `Maximum`, period 5 minutes
   * @returns a metric, or a math expression over several topics. An alarm takes 10 metrics in an expression
   * @throws if the topic is not one of this ingest, if `metricsConfig` leaves out `KAFKA_METRICS`, or with pollers on demand
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  public metricOffsetLagSum(options?: TopicMetricOptions): cloudwatch.IMetric {
    return this._mappingMetrics.metric('SumOffsetLag', options);
  }

  /**
   * Errors of the pollers when they read from the brokers, such as refused credentials: Lambda's `PollingErrorCount`.
   *
   * @param options the topic, and changes to the metric @default - all topics, statistic `Sum`, period 5 minutes
   * @returns a metric, or a math expression over several topics. An alarm takes 10 metrics in an expression
   * @throws if the topic is not one of this ingest, if `metricsConfig` leaves out `ERROR_COUNT`, or with pollers on demand
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  public metricPollingErrors(options?: TopicMetricOptions): cloudwatch.IMetric {
    return this._mappingMetrics.metric('PollingErrorCount', options);
  }

  /**
   * Errors of the pollers when they commit the offsets of what was taken: Lambda's `CommitErrorCount`.
   *
   * @param options the topic, and changes to the metric @default - all topics, statistic `Sum`, period 5 minutes
   * @returns a metric, or a math expression over several topics. An alarm takes 10 metrics in an expression
   * @throws if the topic is not one of this ingest, if `metricsConfig` leaves out `ERROR_COUNT`, or with pollers on demand
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  public metricCommitErrors(options?: TopicMetricOptions): cloudwatch.IMetric {
    return this._mappingMetrics.metric('CommitErrorCount', options);
  }

  /**
   * Records that Lambda gave up, by `retryAttempts` or `maxRecordAge`: Lambda's `DroppedEventCount`.
   *
   * @param options the topic, and changes to the metric @default - all topics, statistic `Sum`, period 5 minutes
   * @returns a metric, or a math expression over several topics. An alarm takes 10 metrics in an expression
   * @throws if the topic is not one of this ingest, if `metricsConfig` leaves out `EVENT_COUNT`, or with pollers on demand
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  public metricDroppedEvents(options?: TopicMetricOptions): cloudwatch.IMetric {
    return this._mappingMetrics.metric('DroppedEventCount', options);
  }

  /**
   * Pollers that run, of those that `provisionedPollerConfig` allows: Lambda's `ProvisionedPollers`.
   *
   * @param options the topic, and changes to the metric @default - all topics, statistic `Maximum`, period 5 minutes
   * @returns a metric, or a math expression over several topics. An alarm takes 10 metrics in an expression
   * @throws if the topic is not one of this ingest, or with pollers on demand
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  public metricProvisionedPollers(options?: TopicMetricOptions): cloudwatch.IMetric {
    return this._mappingMetrics.metric('ProvisionedPollers', options);
  }

  /**
   * Event poller units that run, by which provisioned pollers are billed: Lambda's `EventPollerUnit`.
   *
   * @param options the topic, and changes to the metric @default - all topics, statistic `Average`, period 5 minutes
   * @returns a metric, or a math expression over several topics. An alarm takes 10 metrics in an expression
   * @throws if the topic is not one of this ingest, or with pollers on demand
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html#event-source-mapping-metrics
   */
  public metricEventPollerUnits(options?: TopicMetricOptions): cloudwatch.IMetric {
    return this._mappingMetrics.metric('EventPollerUnit', options);
  }

  /**
   * The names of the size classes, in their order.
   *
   * @internal
   */
  public get _sizeClassNames(): readonly string[] {
    return this._handlerMetrics.classes;
  }

  /**
   * Tells whether the event source mappings publish a metric.
   *
   * @internal
   */
  public _publishes(metricName: MappingMetricName): boolean {
    return this._mappingMetrics.publishes(metricName);
  }
}

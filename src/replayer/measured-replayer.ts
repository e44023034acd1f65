import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HandlerMetrics } from '../functions/handler-metrics';
import type { SizeClassMetricOptions } from '../functions/size-class-metric-options';
import { checkMetricOptions } from '../metric-options-check';

/**
 * A replayer's metrics: those of its function, and those of its workflow.
 *
 * @internal
 */
export abstract class MeasuredReplayer extends Construct {
  public abstract readonly workflow: sfn.StateMachine;

  /** @internal */
  protected abstract readonly _handlerMetrics: HandlerMetrics;

  /**
   * Files read.
   *
   * @param options the size class, and changes to the metric @default - all size classes and `unclassified`, statistic `Sum`,
   *   period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricFilesRead(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('FilesRead', options);
  }

  /**
   * Bytes read.
   *
   * @param options the size class, and changes to the metric @default - all size classes and `unclassified`, statistic `Sum`,
   *   period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricBytesRead(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('BytesRead', options);
  }

  /**
   * Records that the cluster acknowledged.
   *
   * @param options the size class, and changes to the metric @default - all size classes and `unclassified`, statistic `Sum`,
   *   period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricRecordsPublished(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('RecordsPublished', options);
  }

  /**
   * Records that could not be read or published.
   *
   * @param options the size class, and changes to the metric @default - all size classes and `unclassified`, statistic `Sum`,
   *   period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricRecordsFailed(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.sum('RecordsFailed', options);
  }

  /**
   * Milliseconds to read one file. Every single value is kept, so that any percentile can be asked for as the statistic.
   *
   * @param options the size class, and changes to the metric @default - all size classes and `unclassified`, statistic `p99`,
   *   period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricReadLatency(options?: SizeClassMetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.latency('ReadLatencyMs', options);
  }

  /**
   * Snapshots of the cluster that were taken: by schedules of `snapshot`, and by hand.
   *
   * An alarm that takes missing data for a breach says that none was taken for a period.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricSnapshotsTaken(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.count('SnapshotsTaken', options);
  }

  /**
   * Topics that a snapshot saw with another id than an earlier one: they were deleted and made again, and what consumer groups
   * have committed for them before belongs to other records.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricTopicsRecreated(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.count('TopicsRecreated', options);
  }

  /**
   * The seconds that a drill took, from its plan to the last topic that was deleted.
   *
   * @param options changes to the metric @default - statistic `Maximum`, period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricDrillSeconds(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.count('DrillSeconds', { statistic: 'Maximum', ...options });
  }

  /**
   * Differences between what drills restored and the files: records that are missing, changed, out of order or twice.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricDrillDifferences(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.count('DrillDifferences', options);
  }

  /**
   * Drills that restored everything: 1 for each, and 0 for one that did not.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of this replayer's function alone
   */
  public metricDrillsSucceeded(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.count('DrillsSucceeded', options);
  }

  /**
   * The seconds since a drill has succeeded; of several drills, the longest. A drill that has never succeeded counts from the first
   * time that somebody looked.
   *
   * It is sent once an hour, as long as there is a drill that is switched on: missing data says that nobody looks.
   *
   * @param options changes to the metric @default - statistic `Maximum`, period 1 hour
   * @returns the metric, of this replayer's function alone
   */
  public metricSecondsSinceDrill(options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this._handlerMetrics.count('SecondsSinceDrill', {
      statistic: 'Maximum',
      period: Duration.hours(1),
      ...options,
    });
  }

  /**
   * Executions of the workflow that were started, by whomever.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of the workflow
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
   */
  public metricReplaysStarted(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.workflow.metricStarted(options);
  }

  /**
   * Executions of the workflow that replayed everything.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of the workflow
   */
  public metricReplaysSucceeded(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.workflow.metricSucceeded(options);
  }

  /**
   * Executions of the workflow that failed: they left something out, found nothing to replay, or had a wrong request.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of the workflow
   */
  public metricReplaysFailed(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.workflow.metricFailed(options);
  }

  /**
   * Executions of the workflow that reached their time limit.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of the workflow
   */
  public metricReplaysTimedOut(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.workflow.metricTimedOut(options);
  }

  /**
   * Executions of the workflow that somebody stopped.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of the workflow
   */
  public metricReplaysAborted(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.workflow.metricAborted(options);
  }
}

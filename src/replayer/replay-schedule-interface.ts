import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';

/**
 * A schedule of a replayer: it starts replays by the clock, or takes snapshots.
 *
 * Amazon EventBridge Scheduler keeps its metrics by schedule group. Each schedule has a group of its own, so that they are of
 * this schedule alone, unless it was given one that others are in, too.
 *
 * The outcome of what was started is told by the metrics of the replayer, such as `metricReplaysFailed` and
 * `metricSnapshotsTaken`.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
 */
export interface IReplaySchedule extends IConstruct {
  /**
   * The schedule of Amazon EventBridge Scheduler.
   */
  readonly schedule: scheduler.Schedule;

  /**
   * The group that the schedule is in.
   */
  readonly scheduleGroup: scheduler.IScheduleGroup;

  /**
   * The queue that gets the events of what could not be started.
   */
  readonly deadLetterQueue: sqs.IQueue;

  /**
   * Attempts to start something, with those that failed and came again.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of the schedule's group
   */
  metricAttempts(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Attempts to start something that AWS Step Functions, or AWS Lambda, refused or did not answer.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of the schedule's group
   */
  metricTargetErrors(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Starts that the schedule gave up, after all attempts.
   *
   * @param options changes to the metric @default - statistic `Sum`, period 5 minutes
   * @returns the metric, of the schedule's group
   */
  metricDropped(options?: cloudwatch.MetricOptions): cloudwatch.Metric;

  /**
   * Events in the dead-letter queue: what was never started.
   *
   * @param options changes to the metric @default - statistic `Maximum`, period 5 minutes
   * @returns the metric, of the queue
   */
  metricDeadLetters(options?: cloudwatch.MetricOptions): cloudwatch.Metric;
}

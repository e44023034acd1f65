import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';

/**
 * Options of everything that a replayer does by the clock.
 */
export interface ReplayerScheduleOptions {
  /**
   * The times at which it starts.
   */
  readonly schedule: scheduler.ScheduleExpression;

  /**
   * Switches the schedule on.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * A description of the schedule, 512 characters at most.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The time by which Amazon EventBridge Scheduler may put off a start.
   *
   * @default scheduler.TimeWindow.off()
   */
  readonly timeWindow?: scheduler.TimeWindow;

  /**
   * The group that the schedule is in. Its metrics are those of all schedules in it.
   *
   * @default - a new group, for this schedule alone
   */
  readonly scheduleGroup?: scheduler.IScheduleGroup;

  /**
   * The queue that gets the events of what could not be started: a standard one, of this account and Region. The role of
   * the schedule is granted to send there, and to use the queue's key.
   *
   * @default - a new queue, encrypted by Amazon SQS, which takes requests over TLS only and keeps events for 14 days
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

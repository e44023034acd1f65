import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Duration } from 'aws-cdk-lib/core';

/**
 * The treatment of a file that cannot be read.
 */
export enum OnUnreadable {
  /**
   * Its partition stops there.
   */
  FAIL = 'fail',

  /**
   * It is counted and named, and the replay goes on without its records.
   */
  SKIP = 'skip',
}

/**
 * A replay that runs by the clock.
 */
export interface ReplayScheduleOptions {
  /**
   * When it runs.
   */
  readonly schedule: scheduler.ScheduleExpression;

  /**
   * The directory on the mount whose files are replayed, such as `small/`.
   *
   * @default - all files
   */
  readonly sourcePrefix?: string;

  /**
   * The time from which on records are replayed.
   *
   * Files of raw values tell no time of their records, and are in no window.
   *
   * @default - from the beginning
   */
  readonly startTime?: Date;

  /**
   * The time before which records are replayed.
   *
   * @default - to the end
   */
  readonly endTime?: Date;

  /**
   * Replays the records of so much time before the scheduled time: a day for yesterday's, where it runs at midnight.
   *
   * It takes the place of `startTime` and `endTime`. Whole seconds.
   *
   * @default - all times
   */
  readonly lookback?: Duration;

  /**
   * Does not look into directories that are named after days, such as `2026/04/13`, outside the window of time.
   *
   * Give `true` where files are laid out by their records' time, as they are by default, or each run reads all there is. A
   * day more on either side is read, for time zones, and `unknown-time` always. Where directories are named after
   * something else that could be taken for a day, records would be left out.
   *
   * @default false
   */
  readonly timeDirectories?: boolean;

  /**
   * The source partitions to replay.
   *
   * @default - all
   */
  readonly partitions?: number[];

  /**
   * The topic to publish to.
   *
   * @default - the replayer's
   */
  readonly targetTopic?: string;

  /**
   * Topics to publish to, by the topic that records came from. Those of other topics go to `targetTopic`.
   *
   * @default - none
   */
  readonly topicMapping?: { [sourceTopic: string]: string };

  /**
   * Whether a record goes to the partition that it came from. Otherwise its key chooses.
   *
   * @default true
   */
  readonly preservePartition?: boolean;

  /**
   * Whether a record keeps its time.
   *
   * @default true
   */
  readonly preserveTimestamp?: boolean;

  /**
   * The most records a second, all partitions together.
   *
   * @default - no limit
   */
  readonly rateLimitPerSecond?: number;

  /**
   * The most bytes a second, all partitions together.
   *
   * @default - no limit
   */
  readonly rateLimitBytesPerSecond?: number;

  /**
   * Keeps the original gaps between records: 1 as they were, 2 halves them.
   *
   * @default - as fast as it goes
   */
  readonly speed?: number;

  /**
   * The treatment of a file that cannot be read.
   *
   * @default OnUnreadable.FAIL
   */
  readonly onUnreadable?: OnUnreadable;

  /**
   * Whether each partition is published in the order of its offsets.
   *
   * Without order the files are taken as the bucket lists them, in batches. Files that are not exported to the bucket yet
   * are not among them.
   *
   * @default true
   */
  readonly ordered?: boolean;

  /**
   * Whether files are read and nothing is published.
   *
   * @default false
   */
  readonly dryRun?: boolean;

  /**
   * Whether the schedule is on.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The schedule's description.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * How far a run may be put off.
   *
   * @default scheduler.TimeWindow.off()
   */
  readonly timeWindow?: scheduler.TimeWindow;

  /**
   * The group that the schedule is in.
   *
   * @default - the default group
   */
  readonly scheduleGroup?: scheduler.IScheduleGroup;

  /**
   * Where the schedule puts what it could not start.
   *
   * @default - none
   */
  readonly deadLetterQueue?: sqs.IQueue;
}

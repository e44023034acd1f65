import type { Duration } from 'aws-cdk-lib/core';
import type { ReplayerScheduleOptions } from './replayer-schedule-options';
import type { TopicCreation } from './topic-creation';

/**
 * Options of restores that are practised by the clock.
 */
export interface DrillScheduleOptions extends ReplayerScheduleOptions {
  /**
   * The length of the window that is restored, in whole seconds. It ends at the time for which the drill was scheduled, or so long
   * before it as `delay` says. It goes by the records' own times. A drill of a window without records fails, since it proves
   * nothing.
   */
  readonly window: Duration;

  /**
   * The time by which the window ends before the scheduled time, in whole seconds. Give one where the records of the last minutes
   * are to be in the window and may not be in files yet when the drill begins.
   *
   * @default - none: the window ends at the scheduled time
   */
  readonly delay?: Duration;

  /**
   * The topics that records are restored to, as a template with `{topic}` in it, such as `drill.{topic}`.
   *
   * They are made by the drill, and deleted in the end: none of them may be there before.
   */
  readonly into: string;

  /**
   * The way in which the topics are made.
   *
   * @default - as the newest snapshot has their source topics, which `snapshot` takes
   */
  readonly createTopic?: TopicCreation;

  /**
   * The directory whose files are restored, relative to the mount, such as `small/`.
   *
   * @default - everything
   */
  readonly sourcePrefix?: string;

  /**
   * Does not list directories whose day lies more than a day outside of the window. For files that are laid out by the time of
   * their records.
   *
   * @default false
   */
  readonly timeDirectories?: boolean;

  /**
   * The most records a second, all partitions together.
   *
   * @default - as many as the cluster takes
   */
  readonly rateLimitPerSecond?: number;
}

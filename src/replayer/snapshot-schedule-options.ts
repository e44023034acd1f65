import type { Duration } from 'aws-cdk-lib/core';
import type { ReplayerScheduleOptions } from './replayer-schedule-options';

/**
 * Options of snapshots that are taken by the clock.
 */
export interface SnapshotScheduleOptions extends ReplayerScheduleOptions {
  /**
   * The consumer groups whose committed offsets are written down: names, or patterns in which `*` stands for any characters.
   * At least one; `['*']` for all.
   */
  readonly groups: string[];

  /**
   * The topics that are written down, with their partitions, settings and ids: names, or patterns in which `*` stands for any
   * characters. At least one.
   *
   * @default - all but the internal ones
   */
  readonly topics?: string[];

  /**
   * The time for which snapshots are kept in the bucket of the workflow, in whole days. Where several schedules of a replayer
   * say it, the longest counts, as all snapshots of a cluster lie in one folder.
   *
   * A bucket that was given to the replayer gets a rule for its folder `snapshots/`, and where it is imported and takes none, a
   * warning says so.
   *
   * @default - 30 days in the bucket that the replayer makes; in another, as its rules say
   */
  readonly retention?: Duration;
}

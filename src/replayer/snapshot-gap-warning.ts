import { Annotations, Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { longestGap } from './longest-gap';
import type { SnapshotScheduleOptions } from './snapshot-schedule-options';

const A_DAY = Duration.days(1).toMinutes();

/**
 * Warns of snapshots that expire before the next one is taken: in between a restore and a drill find none.
 *
 * @param scope the replayer
 * @param id the id of the schedule
 * @param retention tells for how many days snapshots are kept, once all schedules have said it; undefined if nobody knows
 */
export function warnOfSnapshotGap(
  scope: Construct,
  id: string,
  { schedule, enabled }: SnapshotScheduleOptions,
  retention: () => number | undefined,
): void {
  const gap = longestGap(schedule.expressionString);
  if (gap === undefined || enabled === false) {
    return;
  }
  scope.node.addValidation({
    validate: () => {
      const days = retention();
      if (days !== undefined && gap > days * A_DAY) {
        Annotations.of(scope).addWarningV2(
          `cdk-s3files:snapshotsExpireTooSoon${id}`,
          `schedule '${id}' takes a snapshot up to ${Duration.minutes(gap).toHumanString()} after the one before, and snapshots are kept for ${days} days, so that at times a restore or a drill would find none: give a 'retention' such as Duration.days(${2 * Math.ceil(gap / A_DAY)}), or take snapshots more often`,
        );
      }
      return [];
    },
  });
}

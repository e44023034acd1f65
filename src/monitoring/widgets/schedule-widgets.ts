import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IReplaySchedule } from '../../replayer/replay-schedule-interface';
import type { S3FilesReplayer } from '../../replayer/s3-files-replayer';
import { FULL, HALF, HEIGHT } from './sizes';

/** The replays that each schedule started, and those that it could not start; nothing of a replayer without schedules. */
export function scheduleWidgets({ schedules }: S3FilesReplayer, name: string): cloudwatch.IWidget[] {
  if (schedules.length === 0) {
    return [];
  }
  const look = { height: HEIGHT, leftYAxis: { min: 0, showUnits: false } };
  return [
    new cloudwatch.GraphWidget({
      ...look,
      title: `${name}: schedules`,
      width: HALF,
      left: schedules.map((schedule) => schedule.metricAttempts({ label: `${schedule.node.id} attempts` })),
    }),
    new cloudwatch.GraphWidget({
      ...look,
      title: `${name}: replays that were not started`,
      width: FULL - HALF,
      left: schedules.flatMap((schedule) => errorsOf(schedule, schedule.node.id)),
    }),
  ];
}

function errorsOf(schedule: IReplaySchedule, id: string): cloudwatch.IMetric[] {
  return [
    schedule.metricTargetErrors({ label: `${id} errors` }),
    schedule.metricDropped({ label: `${id} given up` }),
    schedule.metricDeadLetters({ label: `${id} dead letters` }),
  ];
}

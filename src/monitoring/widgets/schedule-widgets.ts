import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { IReplaySchedule } from '../../replayer/replay-schedule-interface';
import type { S3FilesReplayer } from '../../replayer/s3-files-replayer';
import { FULL, HALF, HEIGHT } from './sizes';

/** What each schedule started, and what it could not start; schedules that are made later count, too. */
export function scheduleWidgets(replayer: S3FilesReplayer, name: string): cloudwatch.IWidget[] {
  const attempts = new GraphOfSchedules({
    title: `${name}: schedules`,
    width: HALF,
    height: HEIGHT,
    leftYAxis: { min: 0, showUnits: false },
  });
  const errors = new GraphOfSchedules({
    title: `${name}: replays that were not started`,
    width: FULL - HALF,
    height: HEIGHT,
    leftYAxis: { min: 0, showUnits: false },
  });
  replayer._forEachSchedule((schedule) => {
    const { id } = schedule.node;
    attempts.show(schedule.metricAttempts({ label: `${id} attempts` }));
    for (const metric of errorsOf(schedule, id)) {
      errors.show(metric);
    }
  });
  return [attempts, errors];
}

function errorsOf(schedule: IReplaySchedule, id: string): cloudwatch.IMetric[] {
  return [
    schedule.metricTargetErrors({ label: `${id} errors` }),
    schedule.metricDropped({ label: `${id} given up` }),
    schedule.metricDeadLetters({ label: `${id} dead letters` }),
  ];
}

/** A graph that is not there as long as it has nothing to show, which a dashboard would refuse. */
class GraphOfSchedules extends cloudwatch.GraphWidget {
  private isEmpty = true;

  public show(metric: cloudwatch.IMetric): void {
    this.isEmpty = false;
    this.addLeftMetric(metric);
  }

  public override toJson(): unknown[] {
    return this.isEmpty ? [] : super.toJson();
  }
}

import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { S3FilesReplayer } from '../../replayer/s3-files-replayer';
import { drillOverdue } from '../conditions';
import { HEIGHT, THIRD } from './sizes';

const DAY = Duration.days(1);
/** Some drills are months apart. */
const THREE_MONTHS = '-P90D';

/** The drills of three months: what came of them, how long they took, and how long ago one has succeeded; nothing where there is none. */
export function drillWidgets(replayer: S3FilesReplayer, name: string): cloudwatch.IWidget[] {
  if (replayer.drillWatchSchedule === undefined) {
    return [];
  }
  const look = { width: THIRD, height: HEIGHT, start: THREE_MONTHS, period: DAY };
  return [
    new cloudwatch.GraphWidget({
      ...look,
      title: `${name}: restores that were practised`,
      left: [replayer.metricDrillsSucceeded({ label: 'succeeded', period: DAY })],
      right: [replayer.metricDrillDifferences({ label: 'differences', period: DAY, color: cloudwatch.Color.RED })],
      leftYAxis: { label: 'drills a day', min: 0, showUnits: false },
      rightYAxis: { label: 'differences a day', min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      ...look,
      title: `${name}: time to restore, verify and clear up`,
      left: [replayer.metricDrillSeconds({ label: 'longest drill of the day', period: DAY })],
      leftYAxis: { label: 'seconds', min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      ...look,
      title: `${name}: time since a drill has succeeded`,
      left: [drillOverdue(replayer, 0).metric],
      leftYAxis: { label: 'days', min: 0, showUnits: false },
    }),
  ];
}

import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { S3FilesReplayer } from '../../replayer/s3-files-replayer';
import { HALF, HEIGHT } from './sizes';

/** The outcomes of replays, and the records that they published. */
export function replayWidgets(replayer: S3FilesReplayer, name: string): cloudwatch.IWidget[] {
  return [
    new cloudwatch.GraphWidget({
      title: `${name}: replays`,
      width: HALF,
      height: HEIGHT,
      left: [
        replayer.metricReplaysStarted({ label: 'started' }),
        replayer.metricReplaysSucceeded({ label: 'succeeded' }),
        replayer.metricReplaysFailed({ label: 'failed' }),
        replayer.metricReplaysTimedOut({ label: 'timed out' }),
        replayer.metricReplaysAborted({ label: 'aborted' }),
      ],
      leftYAxis: { min: 0, showUnits: false },
    }),
    new cloudwatch.GraphWidget({
      title: `${name}: records published and failed`,
      width: HALF,
      height: HEIGHT,
      left: [
        replayer.metricRecordsPublished({ label: 'published' }),
        replayer.metricRecordsFailed({ label: 'failed' }),
      ],
      right: [replayer.metricReadLatency({ label: 'time to read a file, p99' })],
      leftYAxis: { label: 'records in 5 minutes', min: 0, showUnits: false },
      rightYAxis: { label: 'ms', min: 0, showUnits: false },
    }),
  ];
}

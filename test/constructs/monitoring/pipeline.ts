import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import {
  type IS3FilesFileSystem,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  S3FilesMonitoring,
  type S3FilesMonitoringProps,
  S3FilesReplayer,
} from '../../../src';
import { newCluster, newVpc } from '../support/stacks';

/** An ingest, its file system, and a replayer with a schedule. */
export interface Pipeline {
  readonly fileSystem: IS3FilesFileSystem;
  readonly ingest: KafkaToS3FilesIngest;
  readonly replayer: S3FilesReplayer;
}

/** The options of a drill. */
export const MONTHLY_DRILL = {
  schedule: ScheduleExpression.cron({ day: '1', hour: '4', minute: '0' }),
  window: Duration.hours(1),
  into: 'drill.{topic}',
};

export function newPipeline(stack: Stack, props: Partial<KafkaToS3FilesIngestProps> = {}): Pipeline {
  const [vpc, cluster] = [newVpc(stack), newCluster(stack)];
  const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, topic: 'events', ...props });
  const { accessPoint, fileSystem } = ingest;
  const replayer = new S3FilesReplayer(stack, 'Replayer', { accessPoint, vpc, cluster, topic: 'events-replay' });
  replayer.schedule('Nightly', { schedule: ScheduleExpression.rate(Duration.days(1)), lookback: Duration.days(1) });
  return { fileSystem, ingest, replayer };
}

/** A monitoring of all of it, which tells a topic. */
export function monitor(
  stack: Stack,
  { fileSystem, ingest, replayer }: Pipeline,
  props: Partial<S3FilesMonitoringProps> = {},
): S3FilesMonitoring {
  const alarmTopic = props.alarmTopic ?? new sns.Topic(stack, 'Alarms');
  return new S3FilesMonitoring(stack, 'Monitoring', {
    fileSystem,
    ingests: [ingest],
    replayers: [replayer],
    ...props,
    alarmTopic,
  });
}

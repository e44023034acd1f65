import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import {
  type IS3FilesFileSystem,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  S3FilesFileSystem,
  S3FilesMonitoring,
  type S3FilesMonitoringProps,
  S3FilesReplayer,
  type S3FilesReplayerProps,
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
  const surroundings = newSurroundings(stack);
  const ingest = ingestOf(stack, { ...surroundings, ...props });
  const { accessPoint, fileSystem } = ingest;
  return { fileSystem, ingest, replayer: replayerOf(stack, { ...surroundings, accessPoint }) };
}

/** The ingest alone, for tests that watch no more: half as many resources. */
export function newIngestAlone(stack: Stack, props: Partial<KafkaToS3FilesIngestProps> = {}): KafkaToS3FilesIngest {
  return ingestOf(stack, { ...newSurroundings(stack), ...props });
}

/** The replayer alone. */
export function newReplayerAlone(stack: Stack): S3FilesReplayer {
  const { vpc, cluster } = newSurroundings(stack);
  const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
  return replayerOf(stack, { vpc, cluster, accessPoint: fileSystem.addAccessPoint('Events', { path: '/events' }) });
}

function newSurroundings(stack: Stack) {
  return { vpc: newVpc(stack), cluster: newCluster(stack) };
}

function ingestOf(stack: Stack, props: Omit<KafkaToS3FilesIngestProps, 'topic'>): KafkaToS3FilesIngest {
  return new KafkaToS3FilesIngest(stack, 'Ingest', { topic: 'events', ...props });
}

function replayerOf(stack: Stack, props: Omit<S3FilesReplayerProps, 'topic'>): S3FilesReplayer {
  const replayer = new S3FilesReplayer(stack, 'Replayer', { ...props, topic: 'events-replay' });
  replayer.schedule('Nightly', { schedule: ScheduleExpression.rate(Duration.days(1)), lookback: Duration.days(1) });
  return replayer;
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

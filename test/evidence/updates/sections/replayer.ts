import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Size, type Stack } from 'aws-cdk-lib/core';
import {
  type DrillScheduleOptions,
  FileLayout,
  type IS3FilesAccessPoint,
  KafkaAuthentication,
  KafkaCluster,
  type LikeSourceTopicOptions,
  type NewTopicOptions,
  OnMatch,
  OnUndeliverable,
  OnUnreadable,
  type PatternSourceFormatOptions,
  type ReplayHeader,
  type ReplayHeaderChoice,
  type ReplayRecordChoice,
  type ReplayScheduleOptions,
  type ReplayWorkflowOptions,
  type RestoreOptions,
  S3FilesAccessPoint,
  S3FilesReplayer,
  type S3FilesReplayerProps,
  type SnapshotScheduleOptions,
  SourceFormat,
  SuppressionList,
  type SuppressionListOptions,
  TopicCreation,
} from '../../../../src';
import { type Change, section } from '../section';
import type { World } from '../world';
import { FUNCTION_CHANGES } from './mounted-function';

function build(world: World, props: Partial<S3FilesReplayerProps>): S3FilesReplayer {
  const accessPoint = world.accessPoint();
  const all = { vpc: world.vpc, cluster: world.cluster(), topic: 'again', accessPoint, ...props };
  return new S3FilesReplayer(world.stack, 'Replayer', all);
}

const MSK = 'arn:aws:kafka:eu-central-1:123456789012:cluster/orders/0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f-1';

function mskCluster(world: World): KafkaCluster {
  return KafkaCluster.msk({
    clusterArn: MSK,
    bootstrapServers: ['b-1.orders.kafka.eu-central-1.amazonaws.com:9098'],
    vpc: world.vpc,
    securityGroups: [world.securityGroup('OfBrokers')],
    authentication: KafkaAuthentication.iam(),
  });
}

const POINT =
  'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0';

function importedPoint(world: World): IS3FilesAccessPoint {
  const securityGroup = world.securityGroup('OfPoint');
  return S3FilesAccessPoint.fromAccessPointAttributes(world.stack, 'Point', { accessPointArn: POINT, securityGroup });
}

const replayer = section<S3FilesReplayerProps>({
  heading: 'S3FilesReplayer',
  lead: 'Nothing here touches files. An execution that runs goes on with its definition of before, and with the function of after.',
  struct: 'S3FilesReplayerProps',
  build,
  changes: {
    accessPoint: { after: (world) => ({ accessPoint: world.accessPoint('/orders') }) },
    cluster: { after: (world) => ({ cluster: world.cluster(['pkc-2.eu-central-1.aws.confluent.cloud:9092']) }) },
    topic: {
      after: () => ({ topic: 'once-more' }),
      note: 'Not while an execution runs: what is left of it would go to the new topic',
    },
    sourceFormat: {
      after: () => ({ sourceFormat: SourceFormat.CONFLUENT }),
      note: 'Not while an execution runs: what is left of it would find no files',
    },
    sizeClasses: {
      after: () => ({
        sizeClasses: [
          { name: 'small', prefix: 'small/', sizeLessThan: Size.kibibytes(64), layout: FileLayout.segments() },
          { name: 'large', prefix: 'large/' },
        ],
      }),
      note: 'The dimension of metrics only',
    },
    workflow: { after: () => ({ workflow: { maxConcurrency: 24 } }) },
    vpc: {
      how: 'another VPC',
      before: (world) => ({ accessPoint: importedPoint(world) }),
      after: (world) => ({ accessPoint: importedPoint(world), vpc: world.otherVpc }),
      note: 'It must be that of the mount targets',
    },
    ...FUNCTION_CHANGES,
  },
});

const pattern = section<PatternSourceFormatOptions>({
  heading: 'Files of a pattern (`SourceFormat.pattern`)',
  struct: 'PatternSourceFormatOptions',
  build: (world, options) => {
    build(world, { sourceFormat: SourceFormat.pattern('.*', options) });
  },
  changes: {
    lines: { after: () => ({ lines: true }), note: 'A cursor of before is refused' },
  },
});

const workflow = section<ReplayWorkflowOptions>({
  heading: 'Its workflow (`workflow`)',
  struct: 'ReplayWorkflowOptions',
  build: (world, options) => {
    build(world, { workflow: options });
  },
  changes: {
    maxConcurrency: { after: () => ({ maxConcurrency: 24 }) },
    bucket: {
      how: 'given, in place of its own',
      after: (world) => ({ bucket: world.bucket('runs') }),
      note: 'Runs whose objects were in the former bucket cannot be resumed',
    },
    retention: { after: () => ({ retention: Duration.days(7) }) },
    logs: {
      after: ({ stack }) => ({
        logs: { destination: logs.LogGroup.fromLogGroupName(stack, 'Logs', 'runs'), level: sfn.LogLevel.ERROR },
      }),
    },
  },
});

const hourly = () => ({ schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)) });
const to = (after: Partial<ReplayScheduleOptions>): Change<ReplayScheduleOptions> => ({ after: () => after });

const schedule = section<ReplayScheduleOptions>({
  heading: 'A schedule (`replayer.schedule`)',
  lead: 'Runs that start after the deployment go by the change. A run that goes on keeps the request that it was started with.',
  struct: 'ReplayScheduleOptions',
  base: hourly,
  build: (world, options) => {
    build(world, {}).schedule('Hourly', options);
  },
  changes: {
    schedule: to({ schedule: scheduler.ScheduleExpression.rate(Duration.hours(2)) }),
    sourcePrefix: to({ sourcePrefix: 'small/' }),
    sourceFormat: to({ sourceFormat: SourceFormat.CONFLUENT }),
    startTime: to({ startTime: new Date('2026-04-13T00:00:00Z') }),
    endTime: to({ endTime: new Date('2026-04-13T00:00:00Z') }),
    lookback: to({ lookback: Duration.days(1) }),
    delay: {
      before: () => ({ lookback: Duration.days(1) }),
      after: () => ({ lookback: Duration.days(1), delay: Duration.minutes(30) }),
    },
    timeDirectories: {
      before: () => ({ lookback: Duration.days(1) }),
      after: () => ({ lookback: Duration.days(1), timeDirectories: true }),
    },
    partitions: to({ partitions: [0] }),
    key: to({ key: 'a' }),
    header: to({ header: { name: 'tenant', value: 'acme' } }),
    only: to({ only: { keys: ['a'] } }),
    exclude: to({ exclude: { keyPrefixes: ['test-'] } }),
    suppress: { after: ({ stack }) => ({ suppress: forgotten(stack) }) },
    stripHeaders: to({ stripHeaders: ['trace-id'] }),
    renameHeaders: to({ renameHeaders: { type: 'original-type' } }),
    targetTopic: to({ targetTopic: 'elsewhere' }),
    topicMapping: to({ topicMapping: { orders: 'orders-again' } }),
    createTopic: to({ createTopic: TopicCreation.likeSource() }),
    allowSameTopic: to({ allowSameTopic: true }),
    allowEmpty: to({ allowEmpty: true }),
    allowExpired: to({ allowExpired: true }),
    preservePartition: to({ preservePartition: false }),
    preserveTimestamp: to({ preserveTimestamp: false }),
    rateLimitPerSecond: to({ rateLimitPerSecond: 100 }),
    rateLimitBytesPerSecond: to({ rateLimitBytesPerSecond: 100_000 }),
    speed: to({ speed: 2 }),
    onUnreadable: to({ onUnreadable: OnUnreadable.SKIP }),
    onUndeliverable: to({ onUndeliverable: OnUndeliverable.SKIP }),
    ordered: to({ ordered: false }),
    dryRun: to({ dryRun: true }),
    verify: to({ verify: true }),
    enabled: to({ enabled: false }),
    description: to({ description: 'Restores' }),
    timeWindow: to({ timeWindow: scheduler.TimeWindow.flexible(Duration.minutes(5)) }),
    scheduleGroup: {
      after: ({ stack }) => ({
        scheduleGroup: scheduler.ScheduleGroup.fromScheduleGroupName(stack, 'Group', 'replays'),
      }),
    },
    deadLetterQueue: {
      after: ({ stack }) => ({
        deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:123456789012:failed'),
      }),
    },
  },
});

const header = section<ReplayHeader>({
  heading: 'The header of a schedule (`header`)',
  struct: 'ReplayHeader',
  base: () => ({ name: 'tenant', value: 'acme' }),
  build: (world, option) => {
    build(world, {}).schedule('Hourly', { ...hourly(), header: option });
  },
  changes: { name: { after: () => ({ name: 'customer' }) }, value: { after: () => ({ value: 'other' }) } },
});

const snapshot = section<SnapshotScheduleOptions>({
  heading: 'A schedule of snapshots (`replayer.snapshot`)',
  lead: 'Snapshots that were taken stay as they are, for as long as `retention` says.',
  struct: 'SnapshotScheduleOptions',
  base: () => ({ ...hourly(), groups: ['orders-*'] }),
  build: (world, options) => {
    build(world, {}).snapshot('Snapshots', options);
  },
  changes: {
    schedule: { after: () => ({ schedule: scheduler.ScheduleExpression.rate(Duration.hours(2)) }) },
    groups: { after: () => ({ groups: ['*'] }) },
    topics: { after: () => ({ topics: ['orders'] }) },
    retention: {
      after: () => ({ retention: Duration.days(7) }),
      note: 'Those that are older are deleted within a day or so',
    },
    enabled: { after: () => ({ enabled: false }) },
    description: { after: () => ({ description: 'For restores' }) },
    timeWindow: { after: () => ({ timeWindow: scheduler.TimeWindow.flexible(Duration.minutes(5)) }) },
    scheduleGroup: {
      after: ({ stack }) => ({
        scheduleGroup: scheduler.ScheduleGroup.fromScheduleGroupName(stack, 'Group', 'snapshots'),
      }),
    },
    deadLetterQueue: {
      after: ({ stack }) => ({
        deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:123456789012:failed'),
      }),
    },
  },
});

const choice = section<ReplayRecordChoice>({
  heading: 'The records that a schedule takes or leaves out (`only`, `exclude`)',
  struct: 'ReplayRecordChoice',
  base: () => ({ keys: ['a'] }),
  build: (world, option) => {
    build(world, {}).schedule('Hourly', { ...hourly(), only: option });
  },
  changes: {
    keys: { after: () => ({ keys: ['b'] }) },
    keyPrefixes: { after: () => ({ keyPrefixes: ['b-'] }) },
    headers: { after: () => ({ headers: [{ name: 'tenant' }] }) },
  },
});

const chosenHeader = section<ReplayHeaderChoice>({
  heading: 'A header of such a choice (`headers`)',
  struct: 'ReplayHeaderChoice',
  base: () => ({ name: 'tenant' }),
  build: (world, option) => {
    build(world, {}).schedule('Hourly', { ...hourly(), exclude: { headers: [option] } });
  },
  changes: {
    name: { after: () => ({ name: 'customer' }) },
    value: { after: () => ({ value: 'acme' }) },
    pattern: { after: () => ({ pattern: 'acme-.*' }) },
  },
});

const suppression = section<SuppressionListOptions>({
  heading: 'A suppression list (`SuppressionList.fromBucket`)',
  struct: 'SuppressionListOptions',
  base: () => ({}),
  build: (world, option) => {
    const suppress = forgotten(world.stack, option);
    build(world, {}).schedule('Hourly', { ...hourly(), suppress });
  },
  changes: {
    onMatch: { after: () => ({ onMatch: OnMatch.TOMBSTONE }) },
    hashed: { after: () => ({ hashed: true }) },
  },
});

function forgotten(stack: Stack, options: SuppressionListOptions = {}): SuppressionList {
  const bucket = s3.Bucket.fromBucketName(stack, 'Lists', 'lists');
  return SuppressionList.fromBucket(bucket, 'forgotten.txt', options);
}

const likeSource = section<LikeSourceTopicOptions>({
  heading: 'Topics like the source (`TopicCreation.likeSource`)',
  lead: 'Topics that are there are not changed: a run finds them different, and is refused.',
  struct: 'LikeSourceTopicOptions',
  build: (world, options) => {
    build(world, {}).schedule('Hourly', { ...hourly(), createTopic: TopicCreation.likeSource(options) });
  },
  changes: {
    partitions: { after: () => ({ partitions: 12 }) },
    replicationFactor: { after: () => ({ replicationFactor: 1 }) },
    config: { after: () => ({ config: { 'retention.ms': '-1' } }) },
    omitConfig: { after: () => ({ omitConfig: ['min.insync.replicas'] }) },
    sourceCluster: { after: () => ({ sourceCluster: 'VYSICPVYut8-mM6jXzDgOg' }) },
  },
});

const newTopic = section<NewTopicOptions>({
  heading: 'Topics as it is said (`TopicCreation.of`)',
  lead: 'Topics that are there are not changed: a run finds them different, and is refused.',
  struct: 'NewTopicOptions',
  base: () => ({ partitions: 3 }),
  build: (world, options) => {
    build(world, {}).schedule('Hourly', { ...hourly(), createTopic: TopicCreation.of(options) });
  },
  changes: {
    partitions: { after: () => ({ partitions: 12 }) },
    replicationFactor: { after: () => ({ replicationFactor: 1 }) },
    config: { after: () => ({ config: { 'retention.ms': '-1' } }) },
  },
});

const restore = section<RestoreOptions>({
  heading: 'What may be restored (`replayer.allowRestore`)',
  lead: 'With AWS IAM on Amazon MSK; with any other authentication nothing changes.',
  struct: 'RestoreOptions',
  build: (world, options) => {
    build(world, { cluster: mskCluster(world) }).allowRestore(options);
  },
  changes: {
    topics: { after: () => ({ topics: ['restored.{topic}'] }) },
    scratchTopics: { after: () => ({ scratchTopics: ['drill.{topic}'] }) },
    groups: { after: () => ({ groups: ['orders-*'] }) },
  },
});

const drill = section<DrillScheduleOptions>({
  heading: 'A drill (`replayer.drill`)',
  lead: 'Topics of a drill that runs just now are deleted by the execution that made them.',
  struct: 'DrillScheduleOptions',
  base: () => ({ ...hourly(), window: Duration.hours(1), into: 'drill.{topic}' }),
  build: (world, options) => {
    build(world, {}).drill('Drills', options);
  },
  changes: {
    schedule: { after: () => ({ schedule: scheduler.ScheduleExpression.rate(Duration.hours(2)) }) },
    window: { after: () => ({ window: Duration.hours(2) }) },
    delay: { after: () => ({ delay: Duration.minutes(15) }) },
    into: { after: () => ({ into: 'practice.{topic}' }) },
    createTopic: { after: () => ({ createTopic: TopicCreation.of({ partitions: 3 }) }) },
    sourcePrefix: { after: () => ({ sourcePrefix: 'small/' }) },
    timeDirectories: { after: () => ({ timeDirectories: true }) },
    rateLimitPerSecond: { after: () => ({ rateLimitPerSecond: 500 }) },
    enabled: { after: () => ({ enabled: false }) },
    description: { after: () => ({ description: 'For practice' }) },
    timeWindow: { after: () => ({ timeWindow: scheduler.TimeWindow.flexible(Duration.minutes(5)) }) },
    scheduleGroup: {
      after: ({ stack }) => ({
        scheduleGroup: scheduler.ScheduleGroup.fromScheduleGroupName(stack, 'Group', 'drills'),
      }),
    },
    deadLetterQueue: {
      after: ({ stack }) => ({
        deadLetterQueue: sqs.Queue.fromQueueArn(stack, 'Queue', 'arn:aws:sqs:eu-central-1:123456789012:failed'),
      }),
    },
  },
});

export const REPLAYERS = [
  replayer,
  pattern,
  workflow,
  schedule,
  header,
  snapshot,
  choice,
  chosenHeader,
  suppression,
  likeSource,
  newTopic,
  restore,
  drill,
];

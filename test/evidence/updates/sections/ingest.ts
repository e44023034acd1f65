import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import { Duration, Size } from 'aws-cdk-lib/core';
import {
  Compression,
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  ImportDataRuleTrigger,
  KafkaAuthentication,
  KafkaCluster,
  KafkaConsumptionMode,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  type PerRecordLayoutOptions,
  PollerMode,
  RecordFormat,
  type SegmentsLayoutOptions,
  type SizeClass,
  type TimeDirectoryOptions,
  Tombstones,
  UnwritableRecords,
  ValueExtension,
  type ValueFormatOptions,
} from '../../../../src';
import { type Change, section } from '../section';
import type { World } from '../world';
import { FUNCTION_CHANGES } from './mounted-function';

function build(world: World, props: Partial<KafkaToS3FilesIngestProps>): void {
  const { vpc } = world;
  const all = { vpc, cluster: world.cluster(), ...(!props.topics && { topic: 'events' }), ...props };
  new KafkaToS3FilesIngest(world.stack, 'Ingest', all);
}

function clusterInVpc(world: World): KafkaCluster {
  return KafkaCluster.selfManaged({
    bootstrapServers: ['broker.example.com:9096'],
    authentication: KafkaAuthentication.saslScram512(world.secret('scram')),
    vpc: world.vpc,
    securityGroups: [world.securityGroup('Brokers')],
  });
}

const to = (after: Partial<KafkaToS3FilesIngestProps>, note?: string): Change<KafkaToS3FilesIngestProps> => ({
  after: () => after,
  note,
});

const ingest = section<KafkaToS3FilesIngestProps>({
  heading: 'KafkaToS3FilesIngest',
  lead: 'Measured on one that makes its file system itself.',
  struct: 'KafkaToS3FilesIngestProps',
  build,
  changes: {
    cluster: {
      how: 'another cluster',
      after: (world) => ({ cluster: world.cluster(['pkc-2.eu-central-1.aws.confluent.cloud:9092']) }),
    },
    topic: to({ topic: 'orders' }, 'The files of the former topic stay; a replay of everything has them too'),
    topics: [
      {
        how: 'one topic more',
        before: () => ({ topics: ['events'] }),
        after: () => ({ topics: ['events', 'orders'] }),
        note: 'The mapping of a topic that stays is left alone; that of one that goes is deleted',
      },
      {
        how: 'a second topic, of brokers inside a VPC',
        before: (world) => ({ topics: ['events'], cluster: clusterInVpc(world) }),
        after: (world) => ({ topics: ['events', 'orders'], cluster: clusterInVpc(world) }),
        note: 'The first mapping gets the poller group that the two share, and reads on where it was',
      },
    ],
    consumerGroupId: [
      { how: 'given', after: () => ({ consumerGroupId: 'ingest-events' }), note: 'Copy the offsets first' },
      {
        how: 'another one',
        before: () => ({ consumerGroupId: 'ingest-events' }),
        after: () => ({ consumerGroupId: 'ingest-events-2' }),
        note: 'Copy the offsets first',
      },
    ],
    startingPosition: to({ startingPosition: lambda.StartingPosition.LATEST }),
    startingPositionTimestamp: {
      before: () => ({
        startingPosition: lambda.StartingPosition.AT_TIMESTAMP,
        startingPositionTimestamp: 1_776_000_000,
      }),
      after: () => ({
        startingPosition: lambda.StartingPosition.AT_TIMESTAMP,
        startingPositionTimestamp: 1_776_100_000,
      }),
    },
    accessPoint: {
      how: 'given, in place of its own',
      after: (world) => ({ accessPoint: world.accessPoint() }),
      note: '[How to keep them](leave-the-short-way.md)',
    },
    fileSystemOptions: to(
      { fileSystemOptions: { synchronizationConfiguration: { dataExpiration: Duration.days(3) } } },
      'Each option does what it does to S3FilesFileSystem',
    ),
    sizeClasses: to({ sizeClasses: [{ name: 'all', prefix: 'all/', layout: FileLayout.segments() }] }),
    layout: to({ layout: FileLayout.perRecord() }),
    format: to({ format: RecordFormat.value() }, 'Replays go by each file’s own format'),
    compression: to({ compression: Compression.ZSTD }, 'Replays go by each file’s own compression'),
    tombstones: to({ tombstones: Tombstones.SKIP }),
    unwritableRecords: to({ unwritableRecords: UnwritableRecords.RETRY }, 'What was set aside stays in `unwritable/`'),
    batchSize: to({ batchSize: 500 }),
    maxBatchingWindow: [
      { ...to({ maxBatchingWindow: Duration.seconds(60) }), how: 'another one' },
      {
        how: 'no longer given, with a file a record',
        before: () => ({ layout: FileLayout.perRecord(), maxBatchingWindow: Duration.seconds(60) }),
        after: () => ({ layout: FileLayout.perRecord() }),
        note: 'Only a new mapping has 500 ms again',
      },
    ],
    enabled: to({ enabled: false }, 'Reading goes on later where it stopped, as long as the topic keeps the records'),
    consumptionMode: to(
      { consumptionMode: KafkaConsumptionMode.QUEUE },
      'A share group begins where its own setting says. Give another `consumerGroupId` with it',
    ),
    pollerMode: to({ pollerMode: PollerMode.ON_DEMAND }),
    provisionedPollerConfig: to({ provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 8 } }),
    filters: to(
      { filters: [lambda.FilterCriteria.filter({ value: { kind: lambda.FilterRule.isEqual('a') } })] },
      'For records that are read from then on',
    ),
    filterEncryption: {
      before: () => ({ filters: [lambda.FilterCriteria.filter({ value: { kind: lambda.FilterRule.isEqual('a') } })] }),
      after: (world) => ({
        filters: [lambda.FilterCriteria.filter({ value: { kind: lambda.FilterRule.isEqual('a') } })],
        filterEncryption: world.key(),
      }),
    },
    onFailure: { after: (world) => ({ onFailure: new sources.S3OnFailureDestination(world.bucket('failed')) }) },
    bisectBatchOnError: to({ bisectBatchOnError: true }),
    retryAttempts: to({ retryAttempts: 5 }),
    maxRecordAge: to({ maxRecordAge: Duration.hours(1) }),
    reportBatchItemFailures: to({ reportBatchItemFailures: false }),
    schemaRegistryConfig: {
      after: (world) => ({
        schemaRegistryConfig: new sources.ConfluentSchemaRegistry({
          schemaRegistryUri: 'https://registry.example.com',
          eventRecordFormat: lambda.EventRecordFormat.JSON,
          authenticationType: lambda.KafkaSchemaRegistryAccessConfigType.BASIC_AUTH,
          secret: world.secret('registry'),
          schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
        }),
      }),
    },
    metricsConfig: to({ metricsConfig: { metrics: [lambda.MetricType.EVENT_COUNT] } }),
    logLevel: to({ logLevel: lambda.EventSourceMappingLogLevel.DEBUG }),
    vpc: {
      how: 'another VPC',
      after: ({ otherVpc }) => ({ vpc: otherVpc }),
      note: 'Mount targets: [see there](#the-network-of-a-file-system-vpcconfiguration)',
    },
    ...FUNCTION_CHANGES,
  },
});

const small = (props: Partial<SizeClass> = {}): SizeClass => ({
  name: 'small',
  prefix: 'small/',
  sizeLessThan: Size.kibibytes(128),
  ...props,
});
const withClass = (props: SizeClass): Partial<KafkaToS3FilesIngestProps> => ({
  sizeClasses: [props, { name: 'large', prefix: 'large/' }],
  layout: FileLayout.perRecord(),
});

const sizeClasses = section<SizeClass>({
  heading: 'A size class (`sizeClasses`)',
  lead: 'A replayer of the same app is told of the classes too.',
  struct: 'SizeClass',
  base: () => small(),
  build: (world, props) => build(world, withClass(props)),
  changes: {
    name: { after: () => ({ name: 'little' }), note: 'Metrics have the name as a dimension' },
    prefix: { after: () => ({ prefix: 'little/' }) },
    sizeLessThan: { after: () => ({ sizeLessThan: Size.kibibytes(64) }) },
    layout: { after: () => ({ layout: FileLayout.segments() }) },
    cacheSizeLessThan: { after: () => ({ cacheSizeLessThan: Size.mebibytes(1) }) },
    cacheTrigger: {
      before: () => ({ cacheSizeLessThan: Size.mebibytes(1) }),
      after: () => ({
        cacheSizeLessThan: Size.mebibytes(1),
        cacheTrigger: ImportDataRuleTrigger.ON_DIRECTORY_FIRST_ACCESS,
      }),
    },
  },
});

const perRecord = section<PerRecordLayoutOptions>({
  heading: 'A file for each record (`FileLayout.perRecord`)',
  struct: 'PerRecordLayoutOptions',
  build: (world, options) => build(world, { layout: FileLayout.perRecord(options) }),
  changes: {
    directories: { after: () => ({ directories: [FileDirectory.topicPartition()] }) },
    name: { after: () => ({ name: '{key}+{topic}+{partition}+{offset}' }) },
    shards: { after: () => ({ shards: 4 }) },
  },
});

const segments = section<SegmentsLayoutOptions>({
  heading: 'Files that records share (`FileLayout.segments`)',
  struct: 'SegmentsLayoutOptions',
  build: (world, options) => build(world, { layout: FileLayout.segments(options) }),
  changes: {
    directories: { after: () => ({ directories: [FileDirectory.time(DirectoryTimeUnit.DAY)] }) },
    maxFileSize: { after: () => ({ maxFileSize: Size.mebibytes(2) }) },
  },
});

const times = section<TimeDirectoryOptions>({
  heading: 'Directories by time (`FileDirectory.time`, `FileDirectory.hiveTime`)',
  struct: 'TimeDirectoryOptions',
  build: (world, options) =>
    build(world, {
      layout: FileLayout.segments({
        directories: [FileDirectory.hiveTime(DirectoryTimeUnit.HOUR, 'UTC', options), FileDirectory.topicPartition()],
      }),
    }),
  changes: { field: { after: () => ({ field: 'created.at' }) } },
});

const values = section<ValueFormatOptions>({
  heading: 'Values as they are (`RecordFormat.value`)',
  struct: 'ValueFormatOptions',
  build: (world, options) => build(world, { format: RecordFormat.value(options) }),
  changes: { extension: { after: () => ({ extension: ValueExtension.BIN }) } },
});

export const INGESTS = [ingest, sizeClasses, perRecord, segments, times, values];

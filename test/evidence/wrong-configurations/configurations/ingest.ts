import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { GlueSchemaRegistry, KafkaDlq, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration, Size } from 'aws-cdk-lib/core';
import {
  Compression,
  DirectS3Read,
  FileLayout,
  KafkaConsumptionMode,
  type KafkaToS3FilesIngestProps,
  PollerMode,
  RecordFormat,
} from '../../../../src';
import type { Configuration } from '../attempt';
import type { World } from '../world';

const one = (name: string, props: Partial<Record<keyof KafkaToS3FilesIngestProps, unknown>>): Configuration => ({
  name,
  build: (w) => w.ingest(props),
});
const farQueue = ({ stack }: World, place: string) =>
  new SqsDlq(sqs.Queue.fromQueueArn(stack, 'Far', `arn:aws:sqs:${place}:failed`));
const filter = (pattern: unknown) => ({ filters: [{ pattern: JSON.stringify(pattern) }] });
const FAR_KEY = 'arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d';
const { AT_TIMESTAMP } = lambda.StartingPosition;
const { RSA_2048 } = kms.KeySpec;

export const INGESTS: readonly Configuration[] = [
  one('neither a topic nor topics', { topic: undefined }),
  one('a topic and topics', { topics: ['events'] }),
  one('a topic twice', { topic: undefined, topics: ['a1', 'a1'], consumerGroupId: undefined }),
  one('a topic with a slash', { topic: 'a/b' }),
  one('a misspelled property', { batchsize: 10 } as never),
  one('a text in place of a number', { batchSize: '100' }),
  one('a consumer group for two topics', { topic: undefined, topics: ['a1', 'b1'] }),
  one('a consumer group with spaces', { consumerGroupId: 'my group' }),
  {
    name: 'a key of another Region for filters',
    build: (w) =>
      w.ingest({ ...filter({ value: ['a'] }), filterEncryption: kms.Key.fromKeyArn(w.stack, 'Far', FAR_KEY) }),
  },
  {
    name: 'an asymmetric key for filters',
    build: (w) =>
      w.ingest({ ...filter({ value: ['a'] }), filterEncryption: new kms.Key(w.stack, 'Rsa', { keySpec: RSA_2048 }) }),
  },
  {
    name: 'an asymmetric key for the environment',
    build: (w) => w.ingest({ environmentEncryption: new kms.Key(w.stack, 'Rsa', { keySpec: RSA_2048 }) }),
  },
  {
    name: 'a disabled key for the environment',
    build: (w) => w.ingest({ environmentEncryption: new kms.Key(w.stack, 'Off', { enabled: false }) }),
  },
  {
    name: 'a consumer group for two mappings of one cluster',
    build: (w) => {
      w.ingest({ consumerGroupId: 'files' });
      w.ingest({ consumerGroupId: 'files', topic: 'other' }, 'Other');
    },
  },
  {
    name: 'two clusters with one topic, into one directory',
    build: (w) => {
      w.ingest();
      w.ingest({ cluster: w.confluent(['pkc-11111.eu-central-1.aws.confluent.cloud:9092']) }, 'Other');
    },
  },
  {
    name: 'one topic of one cluster twice, into one directory',
    build: (w) => {
      w.ingest();
      w.ingest({}, 'Other');
    },
  },
  one('a poller group of brokers that are reached over the internet', {
    provisionedPollerConfig: { pollerGroupName: 'shared' },
  }),
  {
    name: 'a poller group of more than 2,000 pollers',
    build: (w) =>
      w.ingest({
        cluster: w.msk(),
        topic: undefined,
        topics: Array.from({ length: 21 }, (_, i) => `t${i}`),
        consumerGroupId: undefined,
        provisionedPollerConfig: { maximumPollers: 100, pollerGroupName: 'shared' },
      }),
  },
  one('a filter by the key of records', filter({ key: [{ prefix: 'tenant-1' }] })),
  one('a filter that ends in a text', filter({ value: { kind: 'order' } })),
  one('a filter that ends in an empty list', filter({ value: { kind: [] } })),
  one('a filter that is no JSON', { filters: [{ pattern: '{value}' }] }),
  one('a filter by a comparison that Lambda does not know', filter({ value: [{ contains: 'a' }] })),
  one('eleven filters', { filters: Array.from({ length: 11 }, () => ({ pattern: '{"value":["a"]}' })) }),
  one('a starting time in milliseconds', {
    startingPosition: AT_TIMESTAMP,
    startingPositionTimestamp: 1_776_067_200_000,
  }),
  one('a starting time in the year 2100', { startingPosition: AT_TIMESTAMP, startingPositionTimestamp: 4_102_444_800 }),
  one('a starting time that has not come yet', {
    startingPosition: AT_TIMESTAMP,
    startingPositionTimestamp: 4_102_444_799,
  }),
  one('a starting time in hours', { startingPosition: AT_TIMESTAMP, startingPositionTimestamp: 493_352 }),
  one('a Kafka topic for what failed, by pollers on demand', {
    pollerMode: PollerMode.ON_DEMAND,
    onFailure: new KafkaDlq('failed'),
  }),
  one('a level of the pollers’ log that they have not', { logLevel: 'ERROR' }),
  one('a metric of the pollers twice', { metricsConfig: { metrics: ['EventCount', 'EventCount'] } }),
  one('a trigger of the fast storage without a threshold', {
    sizeClasses: [{ name: 'all', prefix: 'all/', cacheTrigger: 'ON_FILE_ACCESS' }],
  }),
  {
    name: 'a FIFO queue for what failed',
    build: (w) => w.ingest({ retryAttempts: 3, onFailure: new SqsDlq(new sqs.Queue(w.stack, 'Q', { fifo: true })) }),
  },
  {
    name: 'a queue of another Region for what failed',
    build: (w) => w.ingest({ retryAttempts: 3, onFailure: farQueue(w, 'us-west-2:123456789012') }),
  },
  {
    name: 'a queue of another account for what failed',
    build: (w) => w.ingest({ retryAttempts: 3, onFailure: farQueue(w, 'eu-central-1:999999999999') }),
  },
  one('a schema registry by its name', {
    schemaRegistryConfig: new GlueSchemaRegistry({
      schemaRegistryArn: 'orders',
      eventRecordFormat: lambda.EventRecordFormat.JSON,
      schemaValidationConfigs: [{ attribute: lambda.KafkaSchemaValidationAttribute.VALUE }],
    }),
  }),
  one('a starting position with a share group', {
    consumptionMode: KafkaConsumptionMode.QUEUE,
    startingPosition: lambda.StartingPosition.LATEST,
  }),
  one('a share group that may give records up', { consumptionMode: KafkaConsumptionMode.QUEUE }),
  {
    name: 'a share group on Amazon MSK',
    build: (w) => w.ingest({ cluster: w.msk({}), consumptionMode: KafkaConsumptionMode.QUEUE }),
  },
  one('a start at a time without the time', { startingPosition: AT_TIMESTAMP }),
  one('a starting time that is ignored', { startingPositionTimestamp: 1_776_067_200 }),
  one('batches of 10,001 records', { batchSize: 10_001 }),
  one('a batching window of 10 minutes', { maxBatchingWindow: Duration.minutes(10) }),
  one('more pollers at least than at most', { provisionedPollerConfig: { minimumPollers: 3, maximumPollers: 2 } }),
  one('options of provisioned pollers with pollers on demand', { pollerMode: PollerMode.ON_DEMAND, retryAttempts: 3 }),
  one('retries that end, and no place for what failed', { retryAttempts: 3 }),
  one('a timeout that no mapping waits for', { timeout: Duration.minutes(31) }),
  one('100 MiB of memory', { memorySize: 100 }),
  one('more memory than Lambda has', { memorySize: 20_000 }),
  one('a reserved concurrency below 0', { reservedConcurrentExecutions: -1 }),
  one('a reserved concurrency of 0', { reservedConcurrentExecutions: 0 }),
  one('a runtime that does not run the handler', { runtime: lambda.Runtime.PYTHON_3_12 }),
  one('a mount path outside /mnt', { mountPath: '/events' }),
  one('public subnets, and reads from the bucket', {
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
    directS3Read: DirectS3Read.ENABLED,
  }),
  {
    name: 'a log group, and a retention beside it',
    build: (w) => w.ingest({ logGroup: new logs.LogGroup(w.stack, 'Logs'), logRetention: logs.RetentionDays.ONE_DAY }),
  },
  one('size classes in descending order', {
    sizeClasses: [
      { name: 'b', prefix: 'b/', sizeLessThan: Size.mebibytes(1) },
      { name: 'a', prefix: 'a/', sizeLessThan: Size.kibibytes(1) },
      { name: 'c', prefix: 'c/' },
    ],
  }),
  one('size classes in one another’s directories', {
    sizeClasses: [
      { name: 'a', prefix: 'a/', sizeLessThan: Size.kibibytes(1) },
      { name: 'b', prefix: 'a/b/' },
    ],
  }),
  one('Snappy for files that are not Parquet', { compression: Compression.SNAPPY }),
  one('segments of raw values', { layout: FileLayout.segments(), format: RecordFormat.value() }),
  one('a file for each record, with more pollers than the export keeps up with', { layout: FileLayout.perRecord() }),
  one('a VPC that is a name', { vpc: 'vpc-123' }),
  one('a variable that the construct sets', { environment: { MOUNT_PATH: '/mnt/elsewhere' } }),
  one('a variable that AWS Lambda sets', { environment: { AWS_REGION: 'us-west-2' } }),
  one('a level of the log without its format', { applicationLogLevel: lambda.ApplicationLogLevel.DEBUG }),
  one('a level of the log that takes the metrics away', {
    loggingFormat: lambda.LoggingFormat.JSON,
    applicationLogLevel: lambda.ApplicationLogLevel.ERROR,
  }),
  one('subnets of a zone that the VPC has not', { vpcSubnets: { availabilityZones: ['eu-central-1x'] } }),
  one('an empty list of subnets', { vpcSubnets: { subnets: [] } }),
  one('more environment variables than AWS Lambda takes', { environment: { BIG: 'a'.repeat(4100) } }),
  one('environment variables that fit alone, but not with those of the construct', {
    environment: { BIG: 'a'.repeat(3500) },
  }),
  one('25 size classes, whose variable is longer than AWS Lambda takes', {
    sizeClasses: Array.from({ length: 25 }, (_, i) => ({
      name: `records_of_less_than_${i}_kibibytes_that_are_read_soon`,
      prefix: `records-of-less-than-${i}-kibibytes-that-are-read-soon/of-this-place/`,
      ...(i < 24 && { sizeLessThan: Size.kibibytes(i + 1) }),
    })),
  }),
  ...['AWS/Foo', '', ':x'].map((metricsNamespace) =>
    one(`the namespace '${metricsNamespace}' of metrics`, { metricsNamespace }),
  ),
  {
    name: 'a log group without metrics',
    build: (w) =>
      w.ingest({
        logGroup: new logs.LogGroup(w.stack, 'Logs', { logGroupClass: logs.LogGroupClass.INFREQUENT_ACCESS }),
      }),
  },
  {
    name: 'a log group of another Region',
    build: (w) => {
      const arn = 'arn:aws:logs:us-west-2:123456789012:log-group:theirs:*';
      w.ingest({ logGroup: logs.LogGroup.fromLogGroupArn(w.stack, 'Logs', arn) });
    },
  },
  {
    name: 'a role that AWS Lambda cannot take',
    build: (w) =>
      w.ingest({
        role: new iam.Role(w.stack, 'Theirs', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
      }),
  },
  ...(
    [
      ['the same layer twice', ['ours:1', 'ours:1']],
      ['two versions of one layer', ['ours:1', 'ours:2']],
      ['a layer without a version', ['ours']],
      ['a layer of another Region', ['ours:1'], 'us-west-2'],
    ] as const
  ).map(
    ([name, tails, region = 'eu-central-1']): Configuration => ({
      name,
      build: (w) =>
        w.ingest({
          layers: tails.map((tail, i) => {
            const arn = `arn:aws:lambda:${region}:123456789012:layer:${tail}`;
            return lambda.LayerVersion.fromLayerVersionArn(w.stack, `Layer${i}`, arn);
          }),
        }),
    }),
  ),
  {
    name: 'six security groups of a function',
    build: (w) =>
      w.ingest({
        securityGroups: Array.from({ length: 6 }, (_, i) => new ec2.SecurityGroup(w.stack, `G${i}`, { vpc: w.vpc })),
      }),
  },
  {
    name: 'two functions of one name',
    build: (w) => {
      w.ingest({ functionName: 'ours' });
      w.ingest({ functionName: 'ours', topic: 'other' }, 'Other');
    },
  },
  one('a function name with a slash', { functionName: 'orders/files' }),
  {
    name: 'a role of another account',
    build: (w) => w.ingest({ role: iam.Role.fromRoleArn(w.stack, 'Far', 'arn:aws:iam::999999999999:role/far') }),
  },
  {
    name: 'a role that takes no policy from the app',
    build: (w) => w.ingest({ role: iam.Role.fromRoleName(w.stack, 'Theirs', 'theirs', { mutable: false }) }),
  },
  {
    name: 'a layer for another runtime',
    build: (w) =>
      w.ingest({
        layers: [
          lambda.LayerVersion.fromLayerVersionAttributes(w.stack, 'Layer', {
            layerVersionArn: 'arn:aws:lambda:eu-central-1:123456789012:layer:python:1',
            compatibleRuntimes: [lambda.Runtime.PYTHON_3_13],
          }),
        ],
      }),
  },
  {
    name: 'a key of another Region for the environment',
    build: (w) => w.ingest({ environmentEncryption: kms.Key.fromKeyArn(w.stack, 'Far', FAR_KEY) }),
  },
];

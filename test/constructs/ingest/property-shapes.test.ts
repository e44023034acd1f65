import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Stack } from 'aws-cdk-lib/core';
import { DirectoryTimeUnit, FileDirectory, FileLayout, KafkaToS3FilesIngest, RecordFormat } from '../../../src';
import { newCluster, newStack, newVpc } from '../support/stacks';

test.each<[string, (stack: Stack) => object, string]>([
  ['no VPC', () => ({ vpc: undefined }), 'vpc is missing: give a Vpc'],
  ['the id of a VPC', () => ({ vpc: 'vpc-1' }), 'vpc is "vpc-1": give a Vpc'],
  ['no cluster', () => ({ cluster: undefined }), 'cluster is missing: give a KafkaCluster'],
  ['servers as a cluster', () => ({ cluster: ['broker:9092'] }), 'cluster is a list: give a KafkaCluster'],
  ['one topic as topics', () => ({ topic: undefined, topics: 'orders' }), 'topics is "orders": give a list'],
  ['several topics as one', () => ({ topic: ['orders'] }), 'topic is a list: give a string'],
  ['a number among topics', () => ({ topic: undefined, topics: ['orders', 5] }), 'topics has 5: give a list of topics'],
  [
    'pollers as text',
    () => ({ provisionedPollerConfig: { minimumPollers: '1' } }),
    'minimumPollers is "1": give a number',
  ],
  [
    'subnets of a type that there is not',
    () => ({ vpcSubnets: { subnetType: 'public' } }),
    'subnetType is "public": give a SubnetType',
  ],
  [
    'ids of subnets',
    () => ({ vpcSubnets: { subnets: ['subnet-1'] } }),
    'subnets has "subnet-1": give a list of subnets',
  ],
  ['a window in seconds', () => ({ maxBatchingWindow: 5 }), 'maxBatchingWindow is 5: give a Duration'],
  ['an age in seconds', () => ({ maxRecordAge: 60 }), 'maxRecordAge is 60: give a Duration'],
  ['a timeout in seconds', () => ({ timeout: 60 }), 'timeout is 60: give a Duration'],
  ['a batch size as text', () => ({ batchSize: '10' }), 'batchSize is "10": give a number'],
  [
    'a bare queue',
    (stack) => ({ onFailure: new sqs.Queue(stack, 'Failed') }),
    'onFailure is a Queue: give a destination, such as new SqsDlq(queue)',
  ],
  ['the name of a layout', () => ({ layout: 'perRecord' }), 'layout is "perRecord": give a FileLayout'],
  [
    'an unknown compression',
    () => ({ compression: 'LZ4' }),
    'compression is "LZ4": give Compression.NONE or Compression.GZIP',
  ],
  [
    'an unknown fate of unwritable records',
    () => ({ unwritableRecords: 'DROP' }),
    'unwritableRecords is "DROP": give UnwritableRecords.SET_ASIDE or UnwritableRecords.RETRY',
  ],
  [
    'a metric',
    () => ({ metricsConfig: { metrics: 'EventCount' } }),
    'metrics is "EventCount": give a list of MetricType',
  ],
  [
    'an unknown metric',
    () => ({ metricsConfig: { metrics: ['Lag'] } }),
    'metrics has "Lag": give a list of MetricType',
  ],
  ['an unknown tracing', () => ({ tracing: 'On' }), 'tracing is "On": give Tracing.ACTIVE or'],
  ['an unknown kind of pollers', () => ({ pollerMode: true }), 'pollerMode is true: give PollerMode.PROVISIONED or'],
  [
    'ids of security groups',
    () => ({ securityGroups: ['sg-1'] }),
    'securityGroups has "sg-1": give a list of security groups',
  ],
  ['no filter', () => ({ filters: [null] }), 'filters has null: give a list of filters'],
  ['no size class', () => ({ sizeClasses: [null] }), 'sizeClasses has null: give a list of size classes'],
  ['a number for a prefix', () => ({ sizeClasses: [{ name: 'a', prefix: 5 }] }), 'prefix is 5: give a string'],
  ['an unknown position', () => ({ startingPosition: 'FIRST' }), 'startingPosition is "FIRST": give StartingPosition.'],
  ['the name of a format', () => ({ format: 'json' }), 'format is "json": give a RecordFormat'],
  [
    'a size in bytes',
    () => ({ sizeClasses: [{ name: 'small', prefix: 'small/', sizeLessThan: 1024 }] }),
    'sizeLessThan is 1024: give a Size',
  ],
])('an ingest with %s is refused', (_, props, message) => {
  const stack = newStack();
  const given = { vpc: newVpc(stack), cluster: newCluster(stack), topic: 'events', ...props(stack) };
  expect(() => new KafkaToS3FilesIngest(stack, 'Ingest', given as never)).toThrow(message);
  expect(() => new KafkaToS3FilesIngest(stack, 'Again', given as never)).toThrow('(at Stack/Again)');
});

test('a group of subnets that there is not is refused where the subnets are chosen', () => {
  const stack = newStack();
  const given = { vpc: newVpc(stack), cluster: newCluster(stack), topic: 'a', vpcSubnets: { subnetGroupName: 'mine' } };
  expect(() => new KafkaToS3FilesIngest(stack, 'Ingest', given)).toThrow(
    /^'vpcSubnets' \{"subnetGroupName":"mine"\} cannot be chosen of VPC 'Stack\/Vpc': .* \(at Stack\/Ingest\/FileSystem\/MountTargets\)$/,
  );
});

test('the metric of a class without a name is refused, before CloudWatch is asked for it', () => {
  const stack = newStack();
  const ingest = new KafkaToS3FilesIngest(stack, 'Ingest', {
    vpc: newVpc(stack),
    cluster: newCluster(stack),
    topic: 'events',
  });
  expect(() => ingest.metricFilesWritten({ sizeClass: '' })).toThrow(
    "sizeClass is '', which no size class is called: give its name, or leave it out for all of them (at Stack/Ingest)",
  );
});

test.each<[string, () => unknown, string]>([
  ['shards as text', () => FileLayout.perRecord({ shards: '16' } as never), 'FileLayout.perRecord: shards is "16"'],
  [
    'one directory',
    () => FileLayout.segments({ directories: 'topic' } as never),
    'FileLayout.segments: directories is "topic": give a list',
  ],
  ['a size in bytes', () => FileLayout.segments({ maxFileSize: 1 } as never), 'maxFileSize is 1: give a Size'],
])('a layout with %s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

test.each<[string, () => unknown, string]>([
  [
    'an unknown unit of time',
    () => FileDirectory.time('WEEK' as never),
    `FileDirectory.time: unit is "WEEK": give ${Object.values(DirectoryTimeUnit)
      .map((unit) => `DirectoryTimeUnit.${unit}`)
      .join(' or ')}`,
  ],
  ['no unit of time', () => FileDirectory.time(undefined as never), 'FileDirectory.time: unit is missing'],
  ['a number for a header', () => FileDirectory.header(5 as never), 'FileDirectory.header: name is 5: give a string'],
  ['a number for a field', () => FileDirectory.field(5 as never), 'FileDirectory.field: path is 5: give a string'],
  [
    'a number for a literal',
    () => FileDirectory.literal(5 as never),
    'FileDirectory.literal: text is 5: give a string',
  ],
  [
    'the path of a field alone',
    () => FileDirectory.hiveTime('DAY' as never, 'UTC', 'at' as never),
    'FileDirectory.hiveTime: options is "at": give an object',
  ],
  [
    'a number for the field of a time',
    () => FileDirectory.time('DAY' as never, 'UTC', { field: 5 } as never),
    'FileDirectory.time: field is 5: give a string',
  ],
  ['no header', () => FileDirectory.header(undefined as never), 'FileDirectory.header: name is missing'],
  [
    'an unknown extension',
    () => RecordFormat.value({ extension: '.xml' as never }),
    'extension is ".xml": give ValueExtension.JSON',
  ],
  ['the name of an extension', () => RecordFormat.value('json' as never), 'the properties are "json": give an object'],
  [
    'names of directories',
    () => FileLayout.perRecord({ directories: ['topic' as never] }),
    'give a list of FileDirectory',
  ],
  [
    'names of directories for segments',
    () => FileLayout.segments({ directories: ['topic' as never] }),
    'give a list of FileDirectory',
  ],
])('%s is refused where it is given', (_, make, message) => {
  expect(make).toThrow(message);
});

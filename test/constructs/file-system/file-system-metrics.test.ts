import { Template } from 'aws-cdk-lib/assertions';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { App, Duration, type Stack } from 'aws-cdk-lib/core';
import { type IS3FilesFileSystem, S3FilesFileSystem } from '../../../src';
import { newStack } from '../support/stacks';

let stack: Stack;
let fileSystem: IS3FilesFileSystem;
beforeEach(() => {
  stack = newStack();
  fileSystem = new S3FilesFileSystem(stack, 'Files');
});

// Names, units and valid statistics: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-monitoring-cloudwatch.html
const METRICS: [string, string, number, (options?: cloudwatch.MetricOptions) => cloudwatch.Metric][] = [
  ['StorageBytes', 'Average', 15, (options) => fileSystem.metricStorageBytes(options)],
  ['Inodes', 'Sum', 15, (options) => fileSystem.metricInodes(options)],
  ['PendingExports', 'Sum', 1, (options) => fileSystem.metricPendingExports(options)],
  ['ImportFailures', 'Sum', 5, (options) => fileSystem.metricImportFailures(options)],
  ['ExportFailures', 'Sum', 5, (options) => fileSystem.metricExportFailures(options)],
  ['ImportAge', 'Maximum', 5, (options) => fileSystem.metricImportAge(options)],
  ['ExportAge', 'Maximum', 5, (options) => fileSystem.metricExportAge(options)],
  ['DataReadBytes', 'Sum', 5, (options) => fileSystem.metricDataReadBytes(options)],
  ['DataWriteBytes', 'Sum', 5, (options) => fileSystem.metricDataWriteBytes(options)],
  ['MetadataReadBytes', 'Sum', 5, (options) => fileSystem.metricMetadataReadBytes(options)],
  ['MetadataWriteBytes', 'Sum', 5, (options) => fileSystem.metricMetadataWriteBytes(options)],
  ['LostAndFoundFiles', 'Sum', 1, (options) => fileSystem.metricLostAndFoundFiles(options)],
  ['ClientConnections', 'Sum', 1, (options) => fileSystem.metricClientConnections(options)],
];

test.each(METRICS)('%s is the %s of %i minutes unless told otherwise', (metricName, statistic, minutes, metric) => {
  expect(metric()).toMatchObject({
    namespace: 'AWS/S3/Files',
    metricName,
    dimensions: { FileSystemId: fileSystem.fileSystemId },
    statistic,
    period: Duration.minutes(minutes),
  });
  expect(metric({ statistic: 'Minimum', period: Duration.hours(1) })).toMatchObject({
    statistic: 'Minimum',
    period: Duration.hours(1),
  });
});

test('a metric can be had by name, with the same defaults', () => {
  expect(fileSystem.metric('ExportAge').statistic).toBe('Maximum');
  expect(fileSystem.metric('ExportAge', { label: 'Age' })).toMatchObject({ label: 'Age', statistic: 'Maximum' });
});

test('a metric that the service gets later can be had by name too', () => {
  expect(fileSystem.metric('SomethingNew')).toMatchObject({ metricName: 'SomethingNew', statistic: 'Average' });
});

test.each(['constructor', 'toString'])('a name that objects have, %s, is a metric like any other', (name) => {
  expect(fileSystem.metric(name)).toMatchObject({ metricName: name, statistic: 'Average' });
});

test('an alarm on it is like any other', () => {
  fileSystem.metricExportFailures().createAlarm(stack, 'Failures', { threshold: 1, evaluationPeriods: 1 });
  Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/S3/Files',
    MetricName: 'ExportFailures',
    Dimensions: [{ Name: 'FileSystemId', Value: stack.resolve(fileSystem.fileSystemId) }],
    Statistic: 'Sum',
    Period: 300,
  });
});

describe('account and Region', () => {
  const env = { account: '123456789012', region: 'eu-central-1' };
  const arnIn = (region: string) => `arn:aws:s3files:${region}:123456789012:file-system/fs-0123456789abcdef0`;
  const importFrom = (region: string, into: Stack) =>
    S3FilesFileSystem.fromFileSystemAttributes(into, 'Imported', { fileSystemArn: arnIn(region) });

  test('are those of the stack for a file system of the app', () => {
    const inRegion = newStack(new App(), 'InRegion', { env });
    expect(new S3FilesFileSystem(inRegion, 'Files').metricInodes()).toMatchObject(env);
  });

  test('are those of an imported file system that is elsewhere', () => {
    const inRegion = newStack(new App(), 'InRegion', { env });
    expect(importFrom('us-east-1', inRegion).metricInodes()).toMatchObject({ ...env, region: 'us-east-1' });
  });

  test('are left to the stack where that is not known', () => {
    expect(fileSystem.metricInodes()).toMatchObject({ account: undefined, region: undefined });
  });

  test('can be given', () => {
    const region = 'ap-south-1';
    expect(importFrom('us-east-1', stack).metricInodes({ region })).toMatchObject({ region });
  });
});

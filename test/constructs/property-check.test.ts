import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Duration, Size } from 'aws-cdk-lib/core';
import { KafkaToS3FilesIngest, S3FilesAccessPoint, S3FilesFileSystem, S3FilesSynchronization } from '../../src';
import { Pipeline } from './replayer/replayers';
import { NIGHTLY } from './replayer/schedules';
import { newFunction, warnings } from './support/stacks';

// Plain JavaScript gives null where it means that there is nothing.
// biome-ignore lint/suspicious/noExplicitAny: the point of these tests
type Untyped = any;

let given: Pipeline;
let count = 0;
beforeEach(() => {
  given = new Pipeline();
});

const attributes = { accessPointArn: 'arn:aws:s3files:eu-central-1:111122223333:file-system/fs-1/access-point/fsap-1' };
const id = () => `Null${count++}`;

const MADE: [string, string[], (props: Untyped) => unknown][] = [
  [
    'a file system',
    [
      'bucket',
      'vpcConfiguration',
      'prefix',
      'kmsKey',
      'role',
      'removalPolicy',
      'fileSystemPolicy',
      'acceptBucketWarning',
      'synchronizationConfiguration',
    ],
    (props) => new S3FilesFileSystem(given.stack, id(), props),
  ],
  [
    'synchronization rules',
    ['importDataRules', 'dataExpiration', 'mode', 'installLatestAwsSdk'],
    (props) => new S3FilesFileSystem(given.stack, id(), { synchronizationConfiguration: props }),
  ],
  [
    'rules by themselves',
    ['fileSystem', 'importDataRules', 'dataExpiration', 'installLatestAwsSdk'],
    (props) => {
      const fileSystem = S3FilesFileSystem.fromFileSystemAttributes(given.stack, id(), { fileSystemId: 'fs-2' });
      new S3FilesSynchronization(given.stack, id(), { fileSystem, ...props });
    },
  ],
  [
    'an import rule',
    ['prefix', 'sizeLessThan', 'trigger'],
    (props) => given.fileSystem.addImportDataRule({ prefix: 'a/', sizeLessThan: Size.kibibytes(1), ...props }),
  ],
  [
    'mount targets',
    ['vpc', 'vpcSubnets', 'securityGroup', 'securityGroups', 'ipAddressType', 'addresses'],
    (props) => {
      const fileSystem = new S3FilesFileSystem(given.stack, id());
      fileSystem.addMountTargets(fileSystem, { vpc: given.vpc, ...props });
    },
  ],
  [
    'an access point',
    ['path', 'posixUser', 'createAcl', 'clientToken'],
    (props) => given.fileSystem.addAccessPoint(id(), props),
  ],
  [
    'a user',
    ['uid', 'gid', 'secondaryGids'],
    (props) => given.fileSystem.addAccessPoint(id(), { posixUser: { uid: '1', gid: '1', ...props } }),
  ],
  [
    'an imported access point',
    ['accessPointArn', 'securityGroup', 'mountTargets', 'rootDirectory', 'bucket', 'prefix'],
    (props) => S3FilesAccessPoint.fromAccessPointAttributes(given.stack, id(), { ...attributes, ...props }),
  ],
  [
    'an imported file system',
    ['fileSystemArn', 'fileSystemId', 'securityGroup', 'mountTargets', 'bucket', 'prefix'],
    (props) => S3FilesFileSystem.fromFileSystemAttributes(given.stack, id(), { fileSystemId: 'fs-1', ...props }),
  ],
  [
    'a mount',
    ['mountPath', 'access', 'directS3Read'],
    (props) => given.accessPoint.attachToFunction(newFunction(given.stack, { vpc: given.vpc }, id()), props),
  ],
  [
    'an ingest',
    [
      'vpc',
      'cluster',
      'topic',
      'topics',
      'vpcSubnets',
      'accessPoint',
      'sizeClasses',
      'layout',
      'format',
      'compression',
      'tombstones',
      'unwritableRecords',
      'memorySize',
      'timeout',
      'runtime',
      'architecture',
      'logGroup',
      'logRetention',
      'environment',
      'tracing',
      'metricsNamespace',
      'startingPosition',
      'batchSize',
      'provisionedPollerConfig',
      'filters',
      'onFailure',
    ],
    (props) => {
      const { vpc, cluster, accessPoint } = given;
      new KafkaToS3FilesIngest(given.stack, id(), { vpc, cluster, accessPoint, topic: 'events', ...props });
    },
  ],
  [
    'a replayer',
    ['accessPoint', 'vpc', 'cluster', 'topic', 'sizeClasses', 'workflow', 'memorySize', 'environment', 'tracing'],
    (props) => given.replayer(props),
  ],
  ['a workflow', ['maxConcurrency', 'bucket', 'retention', 'logs'], (props) => given.withWorkflow(props)],
  [
    'a schedule',
    [
      'schedule',
      'sourcePrefix',
      'startTime',
      'endTime',
      'lookback',
      'timeDirectories',
      'partitions',
      'key',
      'header',
      'targetTopic',
      'topicMapping',
      'speed',
      'ordered',
      'enabled',
      'timeWindow',
      'deadLetterQueue',
    ],
    (props) => given.replayer().schedule(id(), { schedule: NIGHTLY, ...props }),
  ],
  [
    'a schedule of snapshots',
    ['schedule', 'groups', 'topics', 'retention', 'enabled', 'timeWindow', 'deadLetterQueue'],
    (props) => given.replayer().snapshot(id(), { schedule: NIGHTLY, groups: ['*'], ...props }),
  ],
  [
    'a metric',
    ['period', 'statistic', 'label', 'unit', 'account'],
    (props) => given.fileSystem.metricStorageBytes(props),
  ],
  [
    "a function's metric",
    ['period', 'statistic', 'label', 'unit', 'account'],
    (props) => given.replayer().metricFilesRead(props),
  ],
];

test.each(
  MADE.flatMap(([kind, names, make]) => names.map((name): [string, string, typeof make] => [kind, name, make])),
)('%s whose %s is null is refused by a sentence that says where', (_, name, make) => {
  expect(() => make({ [name]: null })).toThrow(
    new RegExp(`^${name} is (null: leave it out, or give|missing: give) .*\\(at Stack.*\\)$`),
  );
});

describe('an L1 of an access point', () => {
  const l1 = () => new s3files.CfnAccessPoint(given.stack, id(), { fileSystemId: given.fileSystem.fileSystemId });
  const NAMED = /accessPoint is a CfnAccessPoint: give .*S3FilesAccessPoint\.fromAccessPointRef\(…\)/;

  test('is refused with the way to wrap it', () => {
    const accessPoint: Untyped = l1();
    const { vpc, cluster } = given;
    expect(() => given.replayer({ accessPoint })).toThrow(NAMED);
    expect(
      () => new KafkaToS3FilesIngest(given.stack, 'Ingest', { vpc, cluster, topic: 'events', accessPoint }),
    ).toThrow(NAMED);
  });
});

describe('an L1 of a file system', () => {
  const l1 = () => new s3files.CfnFileSystem(given.stack, 'L1', { bucket: 'arn:aws:s3:::b', roleArn: 'arn' });
  const ofGroups = () => warnings(given.stack).filter((warning) => warning.includes('SecurityGroup'));

  test('whose access point is made here is warned of with the place to give the security group', () => {
    new S3FilesAccessPoint(given.stack, 'AccessPoint', { fileSystem: l1() });
    expect(ofGroups()).toEqual([
      expect.stringContaining(
        "give S3FilesFileSystem.fromFileSystemAttributes(…) with 'securityGroup' as 'fileSystem'",
      ),
    ]);
  });

  test('whose rules alone are set needs no security group, and nothing is said', () => {
    new S3FilesSynchronization(given.stack, 'Rules', { fileSystem: l1(), dataExpiration: Duration.days(1) });
    expect(ofGroups()).toEqual([]);
  });
});

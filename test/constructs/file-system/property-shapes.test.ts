import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, RemovalPolicy, Size, type Stack } from 'aws-cdk-lib/core';
import { S3FilesAccessPoint, S3FilesFileSystem, S3FilesFileSystemGrants, S3FilesSynchronization } from '../../../src';
import { newFunction, newStack, newVpc } from '../support/stacks';

/** Stands for users of plain JavaScript and Python, whom no compiler stops. */
// biome-ignore lint/suspicious/noExplicitAny: the point of these tests
type Untyped = any;

const ACCESS_POINT_ARN =
  'arn:aws:s3files:eu-central-1:111122223333:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0';

let stack: Stack;
let fileSystem: S3FilesFileSystem;
let accessPoint: S3FilesAccessPoint;
beforeEach(() => {
  stack = newStack();
  fileSystem = new S3FilesFileSystem(stack, 'Files');
  accessPoint = fileSystem.addAccessPoint('AccessPoint');
});

test.each<[string, Untyped, string]>([
  ['a bucket name', { bucket: 'files' }, 'bucket is "files": give a bucket'],
  ['a key ARN', { kmsKey: 'arn:aws:kms:eu-central-1:111122223333:key/1' }, 'give a key of AWS KMS'],
  ['a role ARN', { role: 'arn:aws:iam::111122223333:role/service' }, 'give a role'],
  ['a number for the prefix', { prefix: 5 }, 'prefix is 5: give a string'],
  ['a plain object for the policy', { fileSystemPolicy: { Statement: [] } }, 'give a PolicyDocument'],
  ['a VPC for the configuration of it', { vpcConfiguration: { vpcSubnets: {} } }, 'vpc is missing: give a VPC'],
  ['a security group id', { vpcConfiguration: { vpc: { vpcId: 'vpc-1' }, securityGroup: 'sg-1' } }, 'a security group'],
  ['a rule for the list of rules', { synchronizationConfiguration: { importDataRules: {} } }, 'give a list'],
  [
    'days as a number',
    { synchronizationConfiguration: { dataExpiration: 30 } },
    'dataExpiration is 30: give a Duration',
  ],
  [
    'bytes as a number',
    { synchronizationConfiguration: { importDataRules: [{ prefix: '', sizeLessThan: 1024 }] } },
    'sizeLessThan is 1024: give a Size',
  ],
  [
    'a rule without a prefix',
    { synchronizationConfiguration: { importDataRules: [{ sizeLessThan: Size.mebibytes(1) }] } },
    'prefix is missing: give a string',
  ],
  [
    'an address without its subnet',
    { vpcConfiguration: { vpc: newVpc(newStack()), addresses: [{ ipv4Address: '10.0.0.9' }] } },
    'subnet is missing: give a subnet',
  ],
  [
    'the id of a subnet',
    { vpcConfiguration: { vpc: newVpc(newStack()), addresses: [{ subnet: 'subnet-1' }] } },
    'subnet is "subnet-1": give a subnet',
  ],
  ['a removal policy that nobody knows', { removalPolicy: 'DESTROY' }, 'give RemovalPolicy.DESTROY or '],
  ['no number for a removal policy', { removalPolicy: Number.NaN }, 'removalPolicy is NaN: give RemovalPolicy.'],
  ['a snapshot of what has none', { removalPolicy: RemovalPolicy.SNAPSHOT }, 'removalPolicy is "snapshot": give'],
  ['a string for true', { acceptBucketWarning: 'yes' }, 'acceptBucketWarning is "yes": give true or false'],
])('a file system refuses %s', (_, props, message) => {
  expect(() => new S3FilesFileSystem(stack, 'Refused', props)).toThrow(message);
  expect(() => new S3FilesFileSystem(stack, 'RefusedToo', props)).toThrow('(at Stack/Refused');
});

test.each<[string, Untyped, string]>([
  ['no properties', undefined, 'the properties are undefined: give an object (at Stack/Refused)'],
  ['no file system', {}, 'fileSystem is missing: give a file system (at Stack/Refused)'],
  ['a file system id', { fileSystem: 'fs-0123456789abcdef0' }, 'give a file system (at Stack/Refused)'],
])('an access point refuses %s', (_, props, message) => {
  expect(() => new S3FilesAccessPoint(stack, 'Refused', props)).toThrow(message);
});

test.each<[string, Untyped, string]>([
  ['a list for the path', { path: ['/events'] }, 'path is a list: give a string'],
  ['a number for a user id', { posixUser: { uid: 1000, gid: '1000' } }, 'uid is 1000: give a string'],
  ['a string for secondary groups', { posixUser: { uid: '1', gid: '1', secondaryGids: '2' } }, 'give a list'],
  ['a number among secondary groups', { posixUser: { uid: '1', gid: '1', secondaryGids: [2] } }, 'a list of group ids'],
  ['a mode as a number', { createAcl: { ownerUid: '1', ownerGid: '1', permissions: 755 } }, 'permissions is 755'],
])('an access point refuses %s', (_, options, message) => {
  expect(() => fileSystem.addAccessPoint('Refused', options)).toThrow(message);
  expect(() => fileSystem.addAccessPoint('RefusedToo', options)).toThrow('(at Stack/Files/RefusedToo)');
});

test.each<[string, Untyped, string]>([
  ['the ARN of something else', { accessPointArn: 'arn:aws:s3:::b' }, "access-point/fsap-…' (at Stack/Refused)"],
  ['a directory that cannot be', { accessPointArn: ACCESS_POINT_ARN, rootDirectory: 'events' }, '(at Stack/Refused)'],
  ['no ARN', {}, 'accessPointArn is missing: give a string (at Stack/Refused)'],
  ['a security group id', { accessPointArn: ACCESS_POINT_ARN, securityGroup: 'sg-1' }, 'give a security group'],
  ['a bucket name', { accessPointArn: ACCESS_POINT_ARN, bucket: 'files' }, 'bucket is "files": give a bucket'],
])('an imported access point refuses %s', (_, attributes, message) => {
  expect(() => S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Refused', attributes)).toThrow(message);
});

test.each<[string, Untyped, string]>([
  ['a list of ids', { fileSystemId: ['fs-1'] }, 'fileSystemId is a list: give a string (at Stack/Refused)'],
  ['neither id nor ARN', {}, 'neither was given (at Stack/Refused)'],
  ['the ARN of something else', { fileSystemArn: 'arn:aws:s3:::b' }, 'fromAccessPointAttributes) (at Stack/Refused)'],
  ['one mount target for a list', { fileSystemId: 'fs-1', mountTargets: {} }, 'mountTargets is an object: give a list'],
])('an imported file system refuses %s', (_, attributes, message) => {
  expect(() => S3FilesFileSystem.fromFileSystemAttributes(stack, 'Refused', attributes)).toThrow(message);
});

test.each<[string, Untyped, string]>([
  ['nothing', undefined, 'fileSystem is missing: give a file system'],
  ['an id', 'fs-1', 'fileSystem is "fs-1": give a file system'],
])('grants of %s are refused', (_, given, message) => {
  expect(() => S3FilesFileSystemGrants.fromFileSystem(given)).toThrow(
    `S3FilesFileSystemGrants.fromFileSystem: ${message}`,
  );
});

test('a reference to an access point that is none is refused at its place', () => {
  const none: Untyped = 'fsap-1';
  expect(() => S3FilesAccessPoint.fromAccessPointRef(stack, 'Refused', none)).toThrow('(at Stack/Refused)');
});

test.each<[string, (files: S3FilesFileSystem) => unknown, string]>([
  ['without a name', (files) => files.metric(undefined as Untyped), 'metricName is missing: give the name of a metric'],
  ['with a number for a name', (files) => files.metric(5 as Untyped), 'metricName is 5: give the name of a metric'],
  ['with an empty name', (files) => files.metric(''), 'metricName is "": give the name of a metric'],
  [
    'of a period that there is not',
    (files) => files.metricInodes({ period: Duration.seconds(7) }),
    'period 7 seconds cannot be used: give 1, 5, 10, 30 seconds, or whole minutes',
  ],
  ['of no time', (files) => files.metricInodes({ period: Duration.seconds(0) }), 'period 0 seconds cannot be used'],
  [
    'of half seconds',
    (files) => files.metricInodes({ period: Duration.millis(500) }),
    'period 500 millis cannot be used',
  ],
])('a metric %s is refused', (_, make, message) => {
  expect(() => make(fileSystem)).toThrow(message);
  expect(() => make(fileSystem)).toThrow('(at Stack/Files)');
});

test('a statement that is none is refused', () => {
  const statement: Untyped = 'x';
  expect(() => fileSystem.addToResourcePolicy(statement)).toThrow(
    'statement is "x": give a PolicyStatement (at Stack/Files)',
  );
});

test('a period that is no duration is refused', () => {
  const options: Untyped = { period: 5 };
  expect(() => fileSystem.metricStorageBytes(options)).toThrow('period is 5: give a Duration');
  expect(() => fileSystem.metric('StorageBytes', options)).toThrow('(at Stack/Files)');
});

test.each<[string, Untyped, string]>([
  ['no file system', {}, 'fileSystem is missing: give a file system (at Stack/Refused)'],
  ['a string for the rules', { importDataRules: 'hot/' }, 'importDataRules is "hot/": give a list (at Stack/Refused)'],
])('synchronization refuses %s', (_, props, message) => {
  const imported = S3FilesFileSystem.fromFileSystemAttributes(stack, 'Imported', { fileSystemId: 'fs-1' });
  const given = Object.keys(props).length > 0 ? { fileSystem: imported, ...props } : props;
  expect(() => new S3FilesSynchronization(stack, 'Refused', given)).toThrow(message);
});

describe('attaching refuses', () => {
  test.each<[string, (untyped: Untyped) => void, string]>([
    ['no function', (untyped) => untyped.attachToFunction(), 'function is missing: give a Lambda function'],
    ['a function ARN', (untyped) => untyped.attachToFunction('arn'), 'function is "arn": give a Lambda function'],
    ['no instance', (untyped) => untyped.attachToInstance(), 'instance is missing: give an instance of Amazon EC2'],
    ['no task definition', (untyped) => untyped.attachToTaskDefinition(), 'taskDefinition is missing'],
    ['no grantee', (untyped) => untyped.grantMount(), 'grantee is missing: give a role'],
    ['no mount point', (untyped) => untyped.mountCommands({}), 'mountPoint is missing: give a string'],
  ])('%s', (_, attach, message) => {
    expect(() => attach(accessPoint)).toThrow(message);
    expect(() => attach(accessPoint)).toThrow('(at Stack/Files');
  });

  test('a mount path that is no string', () => {
    const fn = newFunction(stack, { vpc: newVpc(stack) });
    const options: Untyped = { mountPath: ['/mnt/data'] };
    expect(() => accessPoint.attachToFunction(fn, options)).toThrow(
      'mountPath is a list: give a string (at Stack/Function)',
    );
  });

  test('a task definition without a path, and a port that is a string', () => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    const noPath: Untyped = {};
    const port: Untyped = { containerPath: '/mnt/data', transitEncryptionPort: '443' };
    expect(() => accessPoint.attachToTaskDefinition(taskDefinition, noPath)).toThrow(
      'containerPath is missing: give a string (at Stack/Task)',
    );
    expect(() => accessPoint.attachToTaskDefinition(taskDefinition, port)).toThrow(
      'transitEncryptionPort is "443": give a number (at Stack/Task)',
    );
  });

  test('an instance without options', () => {
    const instance = new ec2.Instance(stack, 'Instance', {
      vpc: newVpc(stack),
      instanceType: new ec2.InstanceType('t3.micro'),
      machineImage: ec2.MachineImage.latestAmazonLinux2023(),
    });
    const untyped: Untyped = accessPoint;
    expect(() => untyped.attachToInstance(instance)).toThrow(
      'the properties are undefined: give an object (at Stack/Instance)',
    );
  });
});

test.each<[string, () => unknown, string]>([
  [
    'an access to grant',
    () => fileSystem.grantMount(newFunction(stack), 'WRITE' as never),
    'access is "WRITE": give MountAccess.READ',
  ],
  [
    'an access to mount with',
    () => accessPoint.attachToFunction(newFunction(stack), { access: 'WRITE' as never }),
    'access is "WRITE": give MountAccess.READ',
  ],
  [
    'a mode',
    () => new S3FilesFileSystem(stack, 'Other', { synchronizationConfiguration: { mode: 'x' as never } }),
    'mode is "x": give SynchronizationMode.',
  ],
  [
    'a trigger',
    () => fileSystem.addImportDataRule({ prefix: 'a/', sizeLessThan: Size.bytes(1), trigger: 'NOW' as never }),
    'trigger is "NOW": give ImportDataRuleTrigger.',
  ],
])('%s that nobody knows is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

test.each<[string, () => unknown, string]>([
  [
    'options that are none',
    () => fileSystem.addAccessPoint('Other', 5 as never),
    'the properties are 5: give an object (at Stack/Files)',
  ],
  [
    'no reference',
    () => S3FilesAccessPoint.fromAccessPointRef(stack, 'Other', undefined as never),
    'accessPoint is missing: give an access point',
  ],
  [
    'null for an option of a reference',
    () => S3FilesAccessPoint.fromAccessPointRef(stack, 'Other', accessPoint, { prefix: null } as never),
    'prefix is null: leave it out, or give a value (at Stack/Other)',
  ],
])('%s is refused where an access point is made', (_, make, message) => {
  expect(make).toThrow(message);
});

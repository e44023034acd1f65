import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { type CfnResource, Stack, Tags } from 'aws-cdk-lib/core';
import { IpAddressType, S3FilesFileSystem, SynchronizationMode } from '../../../src';
import { newStack, newVpcWithPublicSubnets } from '../support/stacks';

/** The names CloudFormation has for the properties of a resource type, from CDK's generated class. */
function propertiesOf(resource: CfnResource): string[] {
  const names: unknown = Reflect.get(resource, 'cfnPropertyNames');
  return Object.values(names as Record<string, string>).sort();
}

/** A template with every property that a file system, access points and mount targets can be given. */
function fullTemplate(): Template {
  const stack = newStack();
  const vpc = newVpcWithPublicSubnets(stack);
  const [subnet] = vpc.privateSubnets;
  const fileSystem = new S3FilesFileSystem(stack, 'Files', {
    prefix: 'landing/',
    kmsKey: new kms.Key(stack, 'Key'),
    clientToken: 'file-system',
    fileSystemPolicy: new iam.PolicyDocument({
      statements: [new iam.PolicyStatement({ actions: ['s3files:ClientMount'], principals: [new iam.AnyPrincipal()] })],
    }),
    synchronizationConfiguration: { mode: SynchronizationMode.CLOUDFORMATION },
    vpcConfiguration: {
      vpc,
      ipAddressType: IpAddressType.DUAL_STACK,
      addresses: subnet && [{ subnet, ipv4Address: '10.0.128.10', ipv6Address: '2001:db8::10' }],
    },
  });
  fileSystem.addAccessPoint('Data', { path: '/data', clientToken: 'access-point' });
  Tags.of(stack).add('Team', 'data');
  return Template.fromStack(stack);
}

const scratch = new Stack();

test.each<[string, CfnResource]>([
  [
    s3files.CfnFileSystem.CFN_RESOURCE_TYPE_NAME,
    new s3files.CfnFileSystem(scratch, 'FileSystem', { bucket: 'b', roleArn: 'r' }),
  ],
  [
    s3files.CfnMountTarget.CFN_RESOURCE_TYPE_NAME,
    new s3files.CfnMountTarget(scratch, 'MountTarget', { fileSystemId: 'f', subnetId: 's' }),
  ],
  [
    s3files.CfnAccessPoint.CFN_RESOURCE_TYPE_NAME,
    new s3files.CfnAccessPoint(scratch, 'AccessPoint', { fileSystemId: 'f' }),
  ],
  [
    s3files.CfnFileSystemPolicy.CFN_RESOURCE_TYPE_NAME,
    new s3files.CfnFileSystemPolicy(scratch, 'Policy', { fileSystemId: 'f', policy: {} }),
  ],
])('every property of %s can be set: a new one in CDK fails here', (type, resource) => {
  const set = Object.values(fullTemplate().findResources(type)).flatMap(({ Properties }) => Object.keys(Properties));
  expect([...new Set(set)].sort()).toEqual(propertiesOf(resource));
});

describe('tags', () => {
  test.each(['AWS::S3Files::FileSystem', 'AWS::S3Files::AccessPoint'])('reach %s', (type) => {
    const stack = newStack();
    const fileSystem = new S3FilesFileSystem(stack, 'Files');
    fileSystem.addAccessPoint('Data');
    Tags.of(fileSystem).add('Name', 'landing zone');
    Template.fromStack(stack).hasResourceProperties(type, { Tags: [{ Key: 'Name', Value: 'landing zone' }] });
  });

  test('of one access point stay with it', () => {
    const stack = newStack();
    const fileSystem = new S3FilesFileSystem(stack, 'Files');
    Tags.of(fileSystem.addAccessPoint('Data')).add('Team', 'data');
    fileSystem.addAccessPoint('Others');
    Template.fromStack(stack).resourcePropertiesCountIs(
      'AWS::S3Files::AccessPoint',
      { Tags: [{ Key: 'Team', Value: 'data' }] },
      1,
    );
  });
});

describe('a client token', () => {
  test.each([
    ['', '0 characters'],
    ['x'.repeat(65), '65 characters'],
  ])('%j is refused, on a file system and on an access point', (clientToken, given) => {
    const stack = newStack();
    const message = `client token '${clientToken}' has ${given}, the service takes 1 to 64`;
    expect(() => new S3FilesFileSystem(stack, 'Files', { clientToken })).toThrow(message);
    const fileSystem = new S3FilesFileSystem(stack, 'Others');
    expect(() => fileSystem.addAccessPoint('Data', { clientToken })).toThrow(message);
  });
});

describe('a client token of another one is refused, for whose request the service would take this one', () => {
  let stack: Stack;
  let fileSystem: S3FilesFileSystem;
  beforeEach(() => {
    stack = newStack();
    fileSystem = new S3FilesFileSystem(stack, 'Files', { clientToken: 'mine' });
    fileSystem.addAccessPoint('Data', { clientToken: 'mine' });
  });

  test('a file system', () => {
    new S3FilesFileSystem(stack, 'Others', { clientToken: 'mine' });
    expect(() => Template.fromStack(stack)).toThrow(
      "clientToken 'mine' of 'Stack/Files' is that of 'Stack/Others/Resource', too",
    );
  });

  test('but that of a file system is no access point’s', () => {
    Template.fromStack(stack).resourceCountIs('AWS::S3Files::AccessPoint', 1);
  });

  test('an access point, also one that is an L1', () => {
    new s3files.CfnAccessPoint(stack, 'Theirs', { fileSystemId: fileSystem.fileSystemId, clientToken: 'mine' });
    expect(() => Template.fromStack(stack)).toThrow(
      "clientToken 'mine' of 'Stack/Files/Data' is that of 'Stack/Theirs', too",
    );
  });
});

describe('customer keys', () => {
  test.each<[string, (key: kms.Key) => void, string]>([
    ['the fast storage', (kmsKey) => new S3FilesFileSystem(Stack.of(kmsKey), 'Files', { kmsKey }), "'kmsKey'"],
    [
      'the bucket',
      (encryptionKey) => {
        const bucket = new s3.Bucket(Stack.of(encryptionKey), 'Bucket', { versioned: true, encryptionKey });
        new S3FilesFileSystem(Stack.of(encryptionKey), 'Files', { bucket });
      },
      "bucket 'Stack/Bucket'",
    ],
    [
      'a bucket that is an L1',
      ({ stack, keyArn }) => {
        const byDefault = { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn };
        const bucket = new s3.CfnBucket(stack, 'Bucket', {
          versioningConfiguration: { status: 'Enabled' },
          bucketEncryption: { serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: byDefault }] },
        });
        new S3FilesFileSystem(stack, 'Files', { bucket });
      },
      "bucket 'Stack/Bucket'",
    ],
  ])('of %s are refused if they are asymmetric', (_, build, use) => {
    const key = new kms.Key(newStack(), 'Odd', { keySpec: kms.KeySpec.RSA_4096 });
    expect(() => build(key)).toThrow(
      ` of ${use} is of spec RSA_4096, and services of AWS encrypt with symmetric keys only`,
    );
  });

  test.each<[string, (stack: Stack) => [kms.IKey, kms.IKey]]>([
    ['of the app', (stack) => [new kms.Key(stack, 'ForStorage'), new kms.Key(stack, 'ForBucket')]],
    [
      'imported',
      (stack) => [
        kms.Key.fromKeyArn(stack, 'ForStorage', 'arn:aws:kms:eu-central-1:123456789012:key/storage'),
        kms.Key.fromKeyArn(stack, 'ForBucket', 'arn:aws:kms:eu-central-1:123456789012:key/bucket'),
      ],
    ],
  ])('%s: one for the fast storage, one for the bucket, which alone the service role may use', (_, keysIn) => {
    const stack = newStack();
    const [kmsKey, encryptionKey] = keysIn(stack);
    const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryptionKey });
    new S3FilesFileSystem(stack, 'Files', { bucket, kmsKey });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::S3Files::FileSystem', { KmsKeyId: stack.resolve(kmsKey.keyArn) });
    const [role] = Object.values(
      template.findResources('AWS::IAM::Role', {
        Properties: { Description: 'Lets Amazon S3 Files keep a file system and its bucket in step' },
      }),
    );
    const statements: { Action: string[]; Resource: unknown }[] = role?.Properties.Policies[0].PolicyDocument.Statement;
    const keyStatements = statements.filter(({ Action }) => Action.includes('kms:Decrypt'));
    expect(keyStatements.map(({ Resource }) => Resource)).toEqual([stack.resolve(encryptionKey.keyArn)]);
  });
});

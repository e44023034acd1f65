import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, CfnParameter, type Stack } from 'aws-cdk-lib/core';
import {
  S3FilesAccessPoint as AccessPoint,
  DirectS3Read,
  KafkaToS3FilesIngest,
  type S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesReplayer,
} from '../../../src';
import { actionsOf, newCluster, newFunction, newStack, newVpc, statements, warnings } from '../support/stacks';
import { ACCESS_POINT_ARN } from './fixtures';

let stack: Stack;
let vpc: ec2.Vpc;
let bucket: s3.Bucket;
let accessPoint: S3FilesAccessPoint;
beforeEach(() => {
  stack = newStack(new App());
  vpc = newVpc(stack);
  bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryptionKey: new kms.Key(stack, 'Key') });
  const fileSystem = new S3FilesFileSystem(stack, 'Files', {
    bucket,
    prefix: 'landing/',
    vpcConfiguration: { vpc },
  });
  accessPoint = fileSystem.addAccessPoint('Events', { path: '/events' });
});

function fileSystemConfigs(): unknown[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function')).flatMap(
    ({ Properties }) => Properties.FileSystemConfigs ?? [],
  );
}

/**
 * The actions by which the function may read objects. (The file system's own role has such statements too, with
 * wildcards.)
 */
function readActions(): string[] {
  return statements(stack)
    .flatMap(actionsOf)
    .filter((action) => /^(s3:GetObject|s3:GetObjectVersion|s3:ListBucket|kms:Decrypt)$/.test(action))
    .sort();
}

function attach(directS3Read?: DirectS3Read, props: Partial<lambda.FunctionProps> = {}): void {
  accessPoint.attachToFunction(newFunction(stack, { vpc, ...props }), { directS3Read });
}

const OF_THE_SERVICE_ROLE = ['kms:Decrypt', 's3:ListBucket'];

test.each(Object.values(DirectS3Read))('%s is one field of the mount, beside those that are always there', (value) => {
  attach(value, { memorySize: 1024 });
  expect(fileSystemConfigs()).toEqual([
    {
      Arn: stack.resolve(accessPoint.accessPointArn),
      LocalMountPath: '/mnt/events',
      S3FilesConfig: { DirectS3Read: value },
    },
  ]);
});

test('nothing given is nothing rendered', () => {
  attach();
  expect(fileSystemConfigs()).toEqual([
    { Arn: stack.resolve(accessPoint.accessPointArn), LocalMountPath: '/mnt/events' },
  ]);
  expect(warnings(stack)).toEqual([]);
});

test('another value makes another version of the function', () => {
  const version = (directS3Read?: DirectS3Read) => {
    const own = newStack(new App());
    const ownVpc = newVpc(own);
    const fn = newFunction(own, { vpc: ownVpc, memorySize: 1024 });
    new S3FilesFileSystem(own, 'Files', { vpcConfiguration: { vpc: ownVpc } })
      .addAccessPoint('Events')
      .attachToFunction(fn, { directS3Read });
    expect(fn.currentVersion.version).toBeDefined();
    return Object.keys(Template.fromStack(own).findResources('AWS::Lambda::Version'));
  };
  expect(version(DirectS3Read.ENABLED)).not.toEqual(version(DirectS3Read.DISABLED));
  expect(version(DirectS3Read.AUTO)).not.toEqual(version());
});

describe('ENABLED', () => {
  test('grants reading exactly the objects that the access point shows, and decrypting them', () => {
    attach(DirectS3Read.ENABLED);
    expect(statements(stack)).toContainEqual({
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:GetObjectVersion'],
      Resource: stack.resolve(bucket.arnForObjects('landing/events/*')),
      Condition: { StringEquals: { 'aws:ResourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({ Action: 'kms:Decrypt', Resource: stack.resolve(bucket.encryptionKey?.keyArn) }),
    );
  });

  test('grants no listing, which Lambda does not need', () => {
    attach(DirectS3Read.ENABLED);
    expect(readActions()).toEqual(
      [...OF_THE_SERVICE_ROLE, 's3:GetObject', 's3:GetObjectVersion', 'kms:Decrypt'].sort(),
    );
  });

  test('is not warned of with little memory, since it needs none', () => {
    attach(DirectS3Read.ENABLED, { memorySize: 128 });
    expect(warnings(stack)).toEqual([]);
  });

  test('on an access point imported without its bucket is an error that asks for it', () => {
    const imported = AccessPoint.fromAccessPointAttributes(stack, 'Imported', {
      accessPointArn: ACCESS_POINT_ARN,
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123'),
    });
    expect(() =>
      imported.attachToFunction(newFunction(stack, { vpc }), { directS3Read: DirectS3Read.ENABLED }),
    ).toThrow("the bucket of access point 'Stack/Imported' is not known");
  });

  test('on an imported access point with its bucket grants its objects', () => {
    const imported = AccessPoint.fromAccessPointAttributes(stack, 'Imported', {
      accessPointArn: ACCESS_POINT_ARN,
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123'),
      bucket,
      rootDirectory: '/data',
    });
    imported.attachToFunction(newFunction(stack, { vpc }), { directS3Read: DirectS3Read.ENABLED });
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({ Resource: stack.resolve(bucket.arnForObjects('data/*')) }),
    );
  });
});

describe.each([DirectS3Read.AUTO, DirectS3Read.DISABLED, undefined])('%s', (value) => {
  test('grants nothing on the bucket', () => {
    attach(value, { memorySize: 1024 });
    expect(readActions()).toEqual(OF_THE_SERVICE_ROLE);
  });
});

describe('AUTO below 512 MB is off, which is warned of where it was asked for', () => {
  test.each([
    [128, { memorySize: 128 }],
    [128, {}],
    [511, { memorySize: 511 }],
  ])('with %d MB', (memorySize, props) => {
    attach(DirectS3Read.AUTO, props);
    expect(warnings(stack)).toEqual([
      expect.stringContaining(
        `function 'Stack/Function' has 'memorySize' ${memorySize}, with which DirectS3Read.AUTO reads nothing directly: give it 512 or more, or DirectS3Read.ENABLED`,
      ),
    ]);
  });

  test('not from 512 MB on', () => {
    attach(DirectS3Read.AUTO, { memorySize: 512 });
    expect(warnings(stack)).toEqual([]);
  });

  test('not where the memory is a parameter', () => {
    attach(DirectS3Read.AUTO, { memorySize: new CfnParameter(stack, 'Memory', { type: 'Number' }).valueAsNumber });
    expect(warnings(stack)).toEqual([]);
  });

  test('as the memory is when all is done', () => {
    const fn = newFunction(stack, { vpc, memorySize: 1024 });
    accessPoint.attachToFunction(fn, { directS3Read: DirectS3Read.AUTO });
    (fn.node.defaultChild as lambda.CfnFunction).memorySize = 256;
    expect(warnings(stack)).toEqual([expect.stringContaining("'memorySize' 256")]);
  });
});

describe('the functions of this library', () => {
  test('the replayer reads directly when asked', () => {
    new S3FilesReplayer(stack, 'Replayer', {
      accessPoint,
      vpc,
      cluster: newCluster(stack),
      topic: 'events-replay',
      directS3Read: DirectS3Read.ENABLED,
    });
    expect(fileSystemConfigs()).toEqual([expect.objectContaining({ S3FilesConfig: { DirectS3Read: 'ENABLED' } })]);
    expect(readActions()).toContain('s3:GetObjectVersion');
  });

  test('the ingest does not when told so', () => {
    new KafkaToS3FilesIngest(stack, 'Ingest', {
      accessPoint,
      vpc,
      cluster: newCluster(stack),
      topic: 'events',
      directS3Read: DirectS3Read.DISABLED,
    });
    expect(fileSystemConfigs()).toEqual([expect.objectContaining({ S3FilesConfig: { DirectS3Read: 'DISABLED' } })]);
  });
});

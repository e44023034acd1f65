import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Size, type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  DirectS3Read,
  MountAccess,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesFileSystemGrants,
  S3FilesSynchronization,
} from '../../../src';
import { newFunction, newStack, newVpc, statements, warnings } from '../support/stacks';

let stack: Stack;
let role: iam.Role;
beforeEach(() => {
  stack = newStack();
  role = new iam.Role(stack, 'Client', { assumedBy: new iam.AccountRootPrincipal() });
});

function cfnFileSystem(): s3files.CfnFileSystem {
  return new s3files.CfnFileSystem(stack, 'L1', {
    bucket: 'arn:aws:s3:::files',
    roleArn: 'arn:aws:iam::111122223333:role/service',
    prefix: 'landing/',
  });
}

function cfnAccessPoint(fileSystem = cfnFileSystem()): s3files.CfnAccessPoint {
  return new s3files.CfnAccessPoint(stack, 'L1AccessPoint', {
    fileSystemId: fileSystem.attrFileSystemId,
    rootDirectory: { path: '/events' },
  });
}

describe('an L1 file system', () => {
  test('is granted', () => {
    S3FilesFileSystemGrants.fromFileSystem(cfnFileSystem()).readWrite(role);
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({
        Action: ['s3files:ClientMount', 's3files:ClientWrite'],
        Resource: { Ref: 'L1' },
      }),
    );
  });

  test('is given an access point', () => {
    const accessPoint = new S3FilesAccessPoint(stack, 'Ours', { fileSystem: cfnFileSystem(), path: '/events' });
    accessPoint.grantMount(role);
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::AccessPoint', {
      FileSystemId: { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'L1' }] }] },
    });
    expect(accessPoint.fileSystem.prefix).toBe('landing/');
    expect(statements(stack)).toContainEqual(expect.objectContaining({ Resource: { Ref: 'L1' } }));
  });

  test('is given synchronization rules, below its own prefix', () => {
    const synchronization = new S3FilesSynchronization(stack, 'Rules', { fileSystem: cfnFileSystem() });
    expect(() => synchronization.addImportDataRule({ prefix: 'hot/', sizeLessThan: Size.mebibytes(1) })).toThrow(
      "outside the file system, whose own prefix is 'landing/'",
    );
    Template.fromStack(stack).resourceCountIs('Custom::S3FilesSynchronization', 3);
  });
});

describe('an L1 access point', () => {
  test('is mounted, and waits for the mount targets that are named', () => {
    const vpc = newVpc(stack);
    const fileSystem = cfnFileSystem();
    const securityGroup = new ec2.SecurityGroup(stack, 'Targets', { vpc });
    const mountTarget = new s3files.CfnMountTarget(stack, 'L1Target', {
      fileSystemId: fileSystem.attrFileSystemId,
      subnetId: vpc.privateSubnets[0]?.subnetId ?? '',
      securityGroups: [securityGroup.securityGroupId],
    });
    const accessPoint = S3FilesAccessPoint.fromAccessPointRef(stack, 'Taken', cfnAccessPoint(fileSystem), {
      securityGroup,
      mountTargets: [mountTarget],
      bucket: new s3.CfnBucket(stack, 'L1Bucket'),
      prefix: 'landing/',
    });
    accessPoint.attachToFunction(newFunction(stack, { vpc }), {
      access: MountAccess.READ_WRITE,
      directS3Read: DirectS3Read.ENABLED,
    });
    Template.fromStack(stack).hasResource('AWS::Lambda::Function', {
      Properties: {
        FileSystemConfigs: [
          { Arn: { 'Fn::GetAtt': ['L1AccessPoint', 'AccessPointArn'] }, LocalMountPath: '/mnt/events' },
        ],
      },
      DependsOn: Match.arrayWith(['L1Target']),
    });
    expect(accessPoint.rootDirectory).toBe('/events');
    expect(statements(stack)).toContainEqual(
      expect.objectContaining({
        Action: ['s3:GetObject', 's3:GetObjectVersion'],
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['L1Bucket', 'Arn'] }, '/landing/events/*']] },
      }),
    );
    expect(warnings(stack)).toEqual([]);
  });

  test('is let in where clients are confined', () => {
    const fileSystem = new S3FilesFileSystem(stack, 'Files');
    const accessPoint = new s3files.CfnAccessPoint(stack, 'L1AccessPoint', { fileSystemId: fileSystem.fileSystemId });
    fileSystem.confineToAccessPoints({ accessPoints: [accessPoint] });
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::FileSystemPolicy', {
      Policy: {
        Statement: [
          Match.objectLike({
            Condition: {
              StringEquals: { 's3files:AccessPointArn': [{ 'Fn::GetAtt': ['L1AccessPoint', 'AccessPointArn'] }] },
            },
          }),
          Match.anyValue(),
        ],
      },
    });
  });
});

describe('a file system', () => {
  test('is made over an L1 bucket, with an L1 role and an L1 key', () => {
    const serviceRole = new iam.CfnRole(stack, 'L1Role', { assumeRolePolicyDocument: {} });
    const policy = new iam.CfnPolicy(stack, 'L1Policy', {
      policyName: 'files',
      policyDocument: { Statement: [] },
      roles: [serviceRole.ref],
    });
    new S3FilesFileSystem(stack, 'Files', {
      bucket: new s3.CfnBucket(stack, 'L1Bucket', { versioningConfiguration: { status: 'Enabled' } }),
      kmsKey: new kms.CfnKey(stack, 'L1Key', { keyPolicy: {} }),
      role: serviceRole,
    });
    Template.fromStack(stack).hasResource('AWS::S3Files::FileSystem', {
      Properties: {
        Bucket: { 'Fn::GetAtt': ['L1Bucket', 'Arn'] },
        KmsKeyId: { 'Fn::GetAtt': ['L1Key', 'Arn'] },
        RoleArn: { 'Fn::GetAtt': ['L1Role', 'Arn'] },
      },
      DependsOn: ['L1Bucket', policy.node.id, 'L1Role'],
    });
  });

  test('an L1 bucket without versions is refused', () => {
    const bucket = new s3.CfnBucket(stack, 'L1Bucket');
    expect(() => new S3FilesFileSystem(stack, 'Files', { bucket })).toThrow(
      `bucket 'Stack/L1Bucket' is not versioned, which Amazon S3 Files requires: give it 'versioningConfiguration: { status: "Enabled" }' (at Stack/Files)`,
    );
  });

  test('is made over a bucket of another library, which tells its name and ARN', () => {
    class Foreign extends Construct implements s3.IBucketRef {
      public readonly env = { account: stack.account, region: stack.region };
      public readonly bucketRef = { bucketName: 'foreign', bucketArn: 'arn:aws:s3:::foreign' };
    }
    const fileSystem = new S3FilesFileSystem(stack, 'Files', { bucket: new Foreign(stack, 'Foreign') });
    Template.fromStack(stack).hasResourceProperties('AWS::S3Files::FileSystem', { Bucket: 'arn:aws:s3:::foreign' });
    expect(fileSystem.bucket.bucketName).toBe('foreign');
  });
});

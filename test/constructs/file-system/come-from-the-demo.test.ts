import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnMountTarget } from 'aws-cdk-lib/aws-s3files';
import { CfnResource, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { newStack, newVpc } from '../support/stacks';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: unknown;
}

type Resources = Readonly<Record<string, Resource>>;

/** Adds the resources that the demo and its successor have in common: everything that is not S3 Files. */
function surroundings(stack: Stack) {
  const vpc = newVpc(stack);
  const bucket = new s3.Bucket(stack, 'EventsBucket', {
    versioned: true,
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    removalPolicy: RemovalPolicy.DESTROY,
    lifecycleRules: [{ expiration: Duration.days(90) }],
  });
  const role = new iam.Role(stack, 'S3FilesServiceRole', {
    assumedBy: new iam.ServicePrincipal('elasticfilesystem.amazonaws.com'),
  });
  role.addToPolicy(
    new iam.PolicyStatement({ actions: ['s3:*'], resources: [bucket.bucketArn, bucket.arnForObjects('*')] }),
  );
  const securityGroup = new ec2.SecurityGroup(stack, 'MountTargetSg', { vpc });
  return { vpc, bucket, role, securityGroup, subnets: vpc.privateSubnets };
}

/** The resources of S3 Files as the demo makes them, one by one. */
function demo(): Resources {
  const stack = newStack();
  const { bucket, role, securityGroup, subnets } = surroundings(stack);
  const fileSystem = new CfnResource(stack, 'S3FilesFileSystem', {
    type: 'AWS::S3Files::FileSystem',
    properties: { Bucket: bucket.bucketArn, RoleArn: role.roleArn, AcceptBucketWarning: true },
  });
  const FileSystemId = fileSystem.getAtt('FileSystemId').toString();
  subnets.forEach(({ subnetId: SubnetId }, index) => {
    new CfnResource(stack, `S3FilesMountTarget${index}`, {
      type: 'AWS::S3Files::MountTarget',
      properties: { FileSystemId, SubnetId, SecurityGroups: [securityGroup.securityGroupId] },
    });
  });
  new CfnResource(stack, 'S3FilesAccessPoint', {
    type: 'AWS::S3Files::AccessPoint',
    properties: {
      FileSystemId,
      PosixUser: { Uid: '1000', Gid: '1000' },
      RootDirectory: {
        Path: '/events',
        CreationPermissions: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '755' },
      },
    },
  });
  return resourcesOf(stack);
}

/** The same with the constructs. */
function successor(finish: (fileSystem: S3FilesFileSystem, accessPoint: S3FilesAccessPoint) => void): Resources {
  const stack = newStack();
  const { vpc, bucket, role, securityGroup, subnets } = surroundings(stack);
  const fileSystem = new S3FilesFileSystem(stack, 'Files', {
    bucket,
    role,
    vpcConfiguration: { vpc, vpcSubnets: { subnets }, securityGroup },
    synchronizationConfiguration: { dataExpiration: Duration.days(30) },
  });
  finish(fileSystem, fileSystem.addAccessPoint('Events', { path: '/events' }));
  return resourcesOf(stack);
}

function keepLogicalIds(fileSystem: S3FilesFileSystem, accessPoint: S3FilesAccessPoint): void {
  keep(fileSystem, 'S3FilesFileSystem');
  keep(accessPoint, 'S3FilesAccessPoint');
  fileSystem.node
    .findAll()
    .filter(CfnMountTarget.isCfnMountTarget)
    .forEach((target, index) => {
      target.overrideLogicalId(`S3FilesMountTarget${index}`);
    });
}

function keep(construct: Construct, logicalId: string): void {
  (construct.node.defaultChild as CfnResource).overrideLogicalId(logicalId);
}

function resourcesOf(stack: Stack): Resources {
  return Template.fromStack(stack).toJSON().Resources;
}

function ofS3Files(resources: Resources): Record<string, Pick<Resource, 'Type' | 'Properties'>> {
  const own = Object.entries(resources).filter(([, { Type }]) => Type.startsWith('AWS::S3Files::'));
  return Object.fromEntries(own.map(([id, { Type, Properties }]) => [id, { Type, Properties }]));
}

test('with the logical ids of the demo, each of its resources is asked for as it was', () => {
  const kept = successor(keepLogicalIds);
  const before = demo();
  expect(Object.keys(ofS3Files(before))).toHaveLength(4); // two zones
  expect(ofS3Files(kept)).toEqual(ofS3Files(before));
  const others = Object.entries(before).filter(([, { Type }]) => !Type.startsWith('AWS::S3Files::'));
  for (const [id, resource] of others) {
    expect({ [id]: kept[id] }).toEqual({ [id]: resource });
  }
});

test('without these ids afterwards, nothing but ids differs, which is what a refactoring moves', () => {
  const kept = successor(keepLogicalIds);
  const own = successor(() => undefined);
  const ids = new Map(Object.keys(ofS3Files(own)).map((id, index) => [id, Object.keys(ofS3Files(kept))[index] ?? '']));
  expect([...ids.keys()].filter((id) => ids.get(id) === id)).toEqual([]);
  const renamed = [...ids].reduce((text, [from, to]) => text.replaceAll(`"${from}"`, `"${to}"`), JSON.stringify(own));
  expect(sorted(JSON.parse(renamed))).toEqual(sorted(kept));
});

/** The order of `DependsOn` is that of the ids. */
function sorted(resources: Resources): Resources {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => [
      id,
      Array.isArray(resource.DependsOn) ? { ...resource, DependsOn: [...resource.DependsOn].sort() } : resource,
    ]),
  );
}

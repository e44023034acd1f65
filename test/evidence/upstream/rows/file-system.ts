import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { App, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { S3FilesFileSystem } from '../../../../src';
import { Deployment } from '../deployment';
import { observe } from '../observe';
import { Order } from '../order';
import type { Outcome } from '../outcome';
import { both, newMountableWorld, newWorld, type Row, refused } from '../row';

/** Rows that differ in the file system: in its mount targets and its role. */
export const FILE_SYSTEM_ROWS: readonly Row[] = [
  both('Mount targets behind an imported security group', (kit, app) => {
    const { stack, vpc, fileSystem } = newWorld(kit, app);
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123');
    fileSystem.addMountTargets(stack, vpc, { securityGroup });
    fileSystem.accessPoint.client(stack, 'Function', vpc);
    return observe(app);
  }),

  both('Mount targets that are added after the function', (kit, app) => {
    const { stack, vpc, fileSystem } = newWorld(kit, app);
    fileSystem.accessPoint.client(stack, 'Function', vpc);
    fileSystem.addMountTargets(stack, vpc);
    return observe(app);
  }),

  both('One more mount target that is added after the function', (kit, app) => {
    const { stack, vpc, fileSystem } = newWorld(kit, app);
    const [first, second] = vpc.privateSubnets.map((subnet) => ({ subnets: [subnet] }));
    fileSystem.addMountTargets(stack, vpc, first);
    fileSystem.accessPoint.client(stack, 'Function', vpc);
    fileSystem.addMountTargets(new Construct(stack, 'Later'), vpc, second);
    return observe(app);
  }),

  refused(
    'A function in an Availability Zone without a mount target',
    /no mount target in its Availability Zone: add that zone/,
    (kit, app) => {
      const { stack, vpc, fileSystem } = newWorld(kit, app);
      fileSystem.addMountTargets(stack, vpc, { subnets: vpc.privateSubnets.slice(1) });
      fileSystem.accessPoint.client(stack, 'Function', vpc);
      return observe(app);
    },
  ),

  refused('A function in another VPC', /runs in another VPC than the file system's mount targets/, (kit, app) => {
    const { stack, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(stack, 'Function', new ec2.Vpc(stack, 'OtherVpc', { maxAzs: 2 }));
    return observe(app);
  }),

  {
    asked: 'A role whose policies are resources of their own',
    upstream: () =>
      roleIsReadyFirst((scope, bucket, role) => {
        new s3files.CfnFileSystem(scope, 'Files', { bucket: bucket.bucketArn, roleArn: role.roleArn });
      }),
    ours: () => roleIsReadyFirst((scope, bucket, role) => new S3FilesFileSystem(scope, 'Files', { bucket, role })),
  },
];

/** A file system that is created before its role may do anything fails. */
function roleIsReadyFirst(create: (scope: Stack, bucket: s3.Bucket, role: iam.Role) => void): Outcome {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('elasticfilesystem.amazonaws.com') });
  bucket.grantReadWrite(role);
  create(stack, bucket, role);

  const deployment = new Deployment(app);
  const order = new Order(deployment);
  const [fileSystem] = deployment.ofType('AWS::S3Files::FileSystem');
  const works = deployment.ofType('AWS::IAM::Policy').every(({ id }) => order.waits(fileSystem.id, id));
  return { works, text: `the file system ${works ? 'waits' : 'does not wait'} for the policy of its role` };
}

import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import {
  type IS3FilesFileSystem,
  KafkaToS3FilesIngest,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  type S3FilesFileSystemAttributes,
  S3FilesSynchronization,
} from '../../../src';
import { newCluster, newFunction, newStack, newVpc, warnings } from '../support/stacks';

const FILE_SYSTEM = 'fs-0123456789abcdef0';

let stack: Stack;
let vpc: ec2.Vpc;
beforeEach(() => {
  stack = newStack();
  vpc = newVpc(stack);
});

/** A file system that was kept when its stack was deleted, and its bucket. */
function kept(attributes: Partial<S3FilesFileSystemAttributes> = {}): IS3FilesFileSystem {
  const bucket = s3.Bucket.fromBucketName(stack, 'Bucket', 'kept');
  return S3FilesFileSystem.fromFileSystemAttributes(stack, 'Files', {
    fileSystemId: FILE_SYSTEM,
    bucket,
    ...attributes,
  });
}

const mountTargets = () => Template.fromStack(stack).findResources('AWS::S3Files::MountTarget');

describe('a file system that was kept', () => {
  test('is ingested into again, with new mount targets and a new access point', () => {
    const fileSystem = kept();
    fileSystem.addMountTargets(stack, { vpc });
    new S3FilesSynchronization(stack, 'Rules', { fileSystem, dataExpiration: Duration.days(1) });
    const accessPoint = new S3FilesAccessPoint(stack, 'Events', { fileSystem, path: '/events' });
    new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster: newCluster(stack), topic: 'events', accessPoint });

    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3Files::FileSystem', 0);
    template.resourceCountIs('AWS::S3::Bucket', 0);
    template.hasResourceProperties('AWS::S3Files::AccessPoint', { FileSystemId: FILE_SYSTEM });
    expect(Object.values(mountTargets()).map(({ Properties }) => Properties.FileSystemId)).toEqual([
      FILE_SYSTEM,
      FILE_SYSTEM,
    ]);
    template.hasResource('AWS::Lambda::Function', {
      Properties: { FileSystemConfigs: Match.anyValue() },
      DependsOn: Match.arrayWith(Object.keys(mountTargets())),
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 2049, ToPort: 2049 });
    expect(warnings(stack)).toEqual([]);
  });

  test('gets the security group that it had on further mount targets', () => {
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0kept');
    kept({ securityGroup }).addMountTargets(stack, { vpc });
    expect(Object.values(mountTargets()).map(({ Properties }) => Properties.SecurityGroups)).toEqual([
      ['sg-0kept'],
      ['sg-0kept'],
    ]);
  });

  test('has its mount targets in one VPC', () => {
    const fileSystem = kept();
    fileSystem.addMountTargets(stack, { vpc });
    const other = new ec2.Vpc(stack, 'Other');
    expect(() => fileSystem.addMountTargets(stack, { vpc: other })).toThrow(
      "file system 'Stack/Files' has mount targets in VPC 'Stack/Vpc' and cannot have some in 'Stack/Other' as well",
    );
  });

  test('is mounted from the VPC of its mount targets alone, whichever is told first', () => {
    const fileSystem = kept();
    const accessPoint = new S3FilesAccessPoint(stack, 'Events', { fileSystem });
    accessPoint.attachToFunction(newFunction(stack, { vpc: new ec2.Vpc(stack, 'Other') }));
    fileSystem.addMountTargets(stack, { vpc });
    expect(() => Template.fromStack(stack)).toThrow("runs in another VPC than the file system's mount targets");
  });

  test('may have a mount target that is not known here in the zone of a client', () => {
    const fileSystem = kept();
    const accessPoint = new S3FilesAccessPoint(stack, 'Events', { fileSystem });
    accessPoint.attachToFunction(newFunction(stack, { vpc }));
    fileSystem.addMountTargets(stack, { vpc, vpcSubnets: { subnets: vpc.privateSubnets.slice(0, 1) } });
    expect(Object.keys(mountTargets())).toHaveLength(1);
  });

  test('without mount targets of this app and without a security group lets nobody in, which a warning says', () => {
    kept();
    expect(warnings(stack)).toEqual([expect.stringContaining('the security group of the mount targets is not known')]);
  });
});

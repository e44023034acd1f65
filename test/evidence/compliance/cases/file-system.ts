import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Size, type Stack } from 'aws-cdk-lib/core';
import {
  ImportDataRuleTrigger,
  IpAddressType,
  type IS3FilesFileSystem,
  MountAccess,
  S3FilesAccessPoint,
  S3FilesFileSystem,
  S3FilesSynchronization,
  SynchronizationMode,
} from '../../../../src';
import { newVpcWithPublicSubnets } from '../../../constructs/support/stacks';
import { type Case, inStack } from '../case';

function importedFileSystem(stack: Stack): IS3FilesFileSystem {
  return S3FilesFileSystem.fromFileSystemAttributes(stack, 'Imported', {
    fileSystemId: 'fs-0123456789abcdef0',
    securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0'),
  });
}

const hotRule = (prefix: string) => ({
  prefix,
  sizeLessThan: Size.mebibytes(2),
  trigger: ImportDataRuleTrigger.ON_FILE_ACCESS,
});

function tenthOf({ ipv4CidrBlock }: ec2.ISubnet): string {
  return ipv4CidrBlock.replace(/\d+\/\d+$/, '10');
}

export const FILE_SYSTEM_CASES: readonly Case[] = [
  inStack('S3FilesFileSystem, defaults', (stack) => () => {
    new S3FilesFileSystem(stack, 'Files');
  }),

  inStack('S3FilesFileSystem, everything given', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    const bucketKey = new kms.Key(stack, 'BucketKey', { enableKeyRotation: true });
    const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryptionKey: bucketKey, enforceSSL: true });
    const kmsKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
    const role = new iam.Role(stack, 'Client', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const securityGroup = new ec2.SecurityGroup(stack, 'Group', { vpc, allowAllOutbound: false });
    return () => {
      const fileSystem = new S3FilesFileSystem(stack, 'Files', {
        bucket,
        kmsKey,
        prefix: 'landing/',
        vpcConfiguration: {
          vpc,
          securityGroup,
          ipAddressType: IpAddressType.IPV4_ONLY,
          addresses: vpc.privateSubnets.map((subnet) => ({ subnet, ipv4Address: tenthOf(subnet) })),
        },
        clientToken: 'the-first-one',
        fileSystemPolicy: new iam.PolicyDocument({
          statements: [
            new iam.PolicyStatement({
              principals: [new iam.AccountRootPrincipal()],
              actions: ['s3files:ClientMount'],
            }),
          ],
        }),
        removalPolicy: RemovalPolicy.RETAIN,
        acceptBucketWarning: false,
        synchronizationConfiguration: {
          importDataRules: [hotRule('landing/hot/')],
          dataExpiration: Duration.days(7),
        },
      });
      fileSystem.addAccessPoint('Events').grantMount(role, MountAccess.READ_WRITE);
      fileSystem.confineToAccessPoints();
    };
  }),

  inStack('S3FilesFileSystem, rules by CloudFormation, deleted with its bucket', (stack) => {
    const vpc = newVpcWithPublicSubnets(stack);
    return () => {
      new S3FilesFileSystem(stack, 'Files', {
        vpcConfiguration: { vpc },
        removalPolicy: RemovalPolicy.DESTROY,
        synchronizationConfiguration: {
          mode: SynchronizationMode.CLOUDFORMATION,
          importDataRules: [hotRule('hot/')],
        },
      });
    };
  }),

  inStack('S3FilesAccessPoint', (stack) => {
    const fileSystem = importedFileSystem(stack);
    return () => {
      new S3FilesAccessPoint(stack, 'Defaults', { fileSystem });
      new S3FilesAccessPoint(stack, 'EverythingGiven', {
        fileSystem,
        path: '/a/b/c/d',
        posixUser: { uid: '1001', gid: '1001', secondaryGids: ['1002', '1003'] },
        createAcl: { ownerUid: '1001', ownerGid: '1001', permissions: '0750' },
      });
    };
  }),

  inStack('S3FilesSynchronization of an imported file system', (stack) => {
    const fileSystem = importedFileSystem(stack);
    return () => {
      new S3FilesSynchronization(stack, 'Synchronization', { fileSystem, importDataRules: [hotRule('hot/')] });
    };
  }),
];

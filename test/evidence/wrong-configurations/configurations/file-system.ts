import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, Fn, RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { SynchronizationMode } from '../../../../src';
import type { Configuration } from '../attempt';

const DAYS = Duration.days(90);
const rule = (prefix: string, size = Size.mebibytes(1)) => ({ importDataRules: [{ prefix, sizeLessThan: size }] });

export const FILE_SYSTEMS: readonly Configuration[] = [
  { name: 'a bucket without versions', build: (w) => w.bucket({ versioned: false }) },
  {
    name: 'the L1 of a bucket without versions',
    build: (w) => w.fileSystem({ bucket: new s3.CfnBucket(w.stack, 'Mine') }),
  },
  {
    name: 'a role that Amazon S3 Files cannot take',
    build: (w) =>
      w.fileSystem({
        role: new iam.Role(w.stack, 'Theirs', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }),
      }),
  },
  {
    name: 'a bucket with dual-layer encryption',
    build: (w) => w.bucket({ encryption: s3.BucketEncryption.DSSE_MANAGED }),
  },
  {
    name: 'a bucket of another Region',
    build: (w) =>
      w.fileSystem({
        bucket: s3.Bucket.fromBucketAttributes(w.stack, 'Far', { bucketName: 'far', region: 'us-west-2' }),
      }),
  },
  {
    name: 'a bucket of another account',
    build: (w) =>
      w.fileSystem({
        bucket: s3.Bucket.fromBucketAttributes(w.stack, 'Far', { bucketName: 'far', account: '999999999999' }),
      }),
  },
  {
    name: 'a lifecycle rule that archives files',
    build: (w) =>
      w.bucket({
        lifecycleRules: [{ transitions: [{ storageClass: s3.StorageClass.DEEP_ARCHIVE, transitionAfter: DAYS }] }],
      }),
  },
  {
    name: 'a tier of Intelligent-Tiering that archives files',
    build: (w) => w.bucket({ intelligentTieringConfigurations: [{ name: 'a', archiveAccessTierTime: DAYS }] }),
  },
  {
    name: 'a bucket that is emptied under a file system that is kept',
    build: (w) => w.bucket({ autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY }),
  },
  {
    name: 'an asymmetric key of the bucket',
    build: (w) => w.bucket({ encryptionKey: new kms.Key(w.stack, 'Rsa', { keySpec: kms.KeySpec.RSA_2048 }) }),
  },
  {
    name: 'an asymmetric key of the fast storage',
    build: (w) => w.fileSystem({ kmsKey: new kms.Key(w.stack, 'Rsa', { keySpec: kms.KeySpec.RSA_2048 }) }),
  },
  {
    name: 'one client token for two access points',
    build: (w) => {
      w.point({ clientToken: 'files' });
      w.point({ clientToken: 'files', path: '/others' }, 'Others');
    },
  },
  {
    name: 'a snapshot of a file system that is deleted',
    build: (w) => w.fileSystem({ removalPolicy: RemovalPolicy.SNAPSHOT }),
  },
  {
    name: 'numbers for secondary groups',
    build: (w) => w.point({ posixUser: { uid: '1', gid: '1', secondaryGids: [7] } }),
  },
  { name: 'a name in place of a bucket', build: (w) => w.fileSystem({ bucket: 'my-bucket' }) },
  {
    name: 'a key of another Region',
    build: (w) =>
      w.fileSystem({ kmsKey: kms.Key.fromKeyArn(w.stack, 'Far', 'arn:aws:kms:us-west-2:123456789012:key/0a1b2c3d') }),
  },
  { name: 'a prefix without a slash at its end', build: (w) => w.fileSystem({ prefix: 'events' }) },
  { name: 'a prefix that begins with a slash', build: (w) => w.fileSystem({ prefix: '/events/' }) },
  { name: 'a client token of 65 characters', build: (w) => w.fileSystem({ clientToken: 'x'.repeat(65) }) },
  { name: 'an empty client token', build: (w) => w.fileSystem({ clientToken: '' }) },
  {
    name: 'an import rule without a slash at its end',
    build: (w) => w.fileSystem({ synchronizationConfiguration: rule('hot') }),
  },
  {
    name: 'an import rule that begins with a slash',
    build: (w) => w.fileSystem({ synchronizationConfiguration: rule('/hot/') }),
  },
  {
    name: 'an import rule outside the prefix',
    build: (w) => w.fileSystem({ prefix: 'in/', synchronizationConfiguration: rule('out/') }),
  },
  {
    name: 'an import rule of more than 48 TiB',
    build: (w) => w.fileSystem({ synchronizationConfiguration: rule('hot/', Size.tebibytes(49)) }),
  },
  {
    name: 'data that expires after a year and a day',
    build: (w) => w.fileSystem({ synchronizationConfiguration: { dataExpiration: Duration.days(366) } }),
  },
  {
    name: 'eleven import rules',
    build: (w) =>
      w.fileSystem({
        synchronizationConfiguration: {
          mode: SynchronizationMode.CUSTOM_RESOURCE,
          importDataRules: Array.from({ length: 11 }, (_, i) => ({
            prefix: `p${i}/`,
            sizeLessThan: Size.bytes(i + 1),
          })),
        },
      }),
  },
  { name: 'a path of an access point with a dot directory', build: (w) => w.point({ path: '/.hidden' }) },
  {
    name: 'mount targets in subnets that the VPC has not',
    build: (w) =>
      w.fileSystem({ vpcConfiguration: { vpc: w.vpc, vpcSubnets: { availabilityZones: ['eu-central-1x'] } } }),
  },
  {
    name: 'mount targets in a list of subnets of unknown length',
    build: (w) => {
      const list = (name: string) => Fn.split(',', Fn.importValue(name));
      const vpc = ec2.Vpc.fromVpcAttributes(w.stack, 'Theirs', {
        vpcId: 'vpc-0123456789abcdef0',
        availabilityZones: list('zones'),
        privateSubnetIds: list('subnets'),
      });
      w.fileSystem({ vpcConfiguration: { vpc } });
    },
  },
  { name: 'a path of five levels', build: (w) => w.point({ path: '/a/b/c/d/e' }) },
  { name: 'a user that is a name', build: (w) => w.point({ posixUser: { uid: 'app', gid: '1000' } }) },
  {
    name: 'a mode that is no octal number',
    build: (w) => w.point({ createAcl: { ownerUid: '1', ownerGid: '1', permissions: 'rwx' } }),
  },
  {
    name: 'an access point that its user cannot write',
    build: (w) =>
      w.ingest({ accessPoint: w.point({ createAcl: { ownerUid: '0', ownerGid: '0', permissions: '755' } }) }),
  },
];

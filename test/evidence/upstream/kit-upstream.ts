import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Fn, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { closedGroup, functionProps } from './functions';
import type { ClientOptions, ComparedAccessPoint, ComparedFileSystem, Kit } from './kit';

/** The kit that is made with aws-cdk-lib alone: its L1s, and `lambda.FileSystem.fromS3FilesAccessPoint`. */
export const upstream: Kit = {
  fileSystem(
    scope: Construct,
    bucket: s3.IBucket = new s3.Bucket(scope, 'Bucket', { versioned: true }),
  ): ComparedFileSystem {
    const fileSystem = new s3files.CfnFileSystem(scope, 'Files', {
      bucket: bucket.bucketArn,
      roleArn: new iam.Role(scope, 'Role', {
        assumedBy: new iam.ServicePrincipal('elasticfilesystem.amazonaws.com'),
      }).roleArn,
    });
    const accessPoint = new s3files.CfnAccessPoint(scope, 'AccessPoint', {
      fileSystemId: fileSystem.attrFileSystemId,
      rootDirectory: { path: '/events' },
    });
    return {
      accessPoint: compared(accessPoint, bucket),
      addMountTargets(where, vpc, { securityGroup, subnets = vpc.privateSubnets } = {}) {
        const group =
          securityGroup ?? new ec2.SecurityGroup(where, 'MountTargetGroup', { vpc, allowAllOutbound: false });
        subnets.forEach((subnet, index) => {
          new s3files.CfnMountTarget(where, `MountTarget${index}`, {
            fileSystemId: fileSystem.attrFileSystemId,
            subnetId: subnet.subnetId,
            securityGroups: [group.securityGroupId],
          });
        });
      },
    };
  },

  // It has no import for access points: this is what its interface asks for.
  importAccessPoint: (scope, arn) => compared(new ImportedAccessPoint(scope, 'Imported', arn)),
};

class ImportedAccessPoint extends Resource implements s3files.IAccessPointRef {
  public readonly accessPointRef: s3files.AccessPointReference;

  constructor(scope: Construct, id: string, accessPointArn: string) {
    super(scope, id);
    this.accessPointRef = { accessPointArn, accessPointId: Fn.select(3, Fn.split('/', accessPointArn)) };
  }
}

/** Wraps an access point. Its grants cannot be chosen, so that `access` is not passed on. */
function compared(accessPoint: s3files.IAccessPointRef, bucket?: s3.IBucket): ComparedAccessPoint {
  return {
    client: (scope: Construct, id: string, vpc: ec2.IVpc, { directReads }: ClientOptions = {}) =>
      new lambda.Function(scope, id, {
        ...functionProps(vpc, closedGroup(scope, id, vpc)),
        filesystem: mount(accessPoint, '/mnt/events', directReads && bucket ? directReadsOf(bucket) : undefined),
      }),
  };
}

interface LaterOptions {
  readonly directS3Read: unknown;
}

/** Direct reads are an option from aws-cdk-lib 2.270.0 on. */
const mount: (accessPoint: s3files.IAccessPointRef, mountPath: string, options?: LaterOptions) => lambda.FileSystem =
  lambda.FileSystem.fromS3FilesAccessPoint;

function directReadsOf(bucket: s3.IBucket): LaterOptions | undefined {
  const module: object = lambda; // whichever release is installed
  const { DirectS3Read } = module as { DirectS3Read?: { enabled(bucket: s3.IBucket): unknown } };
  return DirectS3Read && { directS3Read: DirectS3Read.enabled(bucket) };
}

import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Fn, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { closedGroup, functionProps } from './functions';
import type { ComparedAccessPoint, ComparedFileSystem, Kit } from './kit';

/** With aws-cdk-lib alone: its L1s, and `lambda.FileSystem.fromS3FilesAccessPoint`. */
export const upstream: Kit = {
  fileSystem(scope: Construct): ComparedFileSystem {
    const fileSystem = new s3files.CfnFileSystem(scope, 'Files', {
      bucket: new s3.Bucket(scope, 'Bucket', { versioned: true }).bucketArn,
      roleArn: new iam.Role(scope, 'Role', {
        assumedBy: new iam.ServicePrincipal('elasticfilesystem.amazonaws.com'),
      }).roleArn,
    });
    const accessPoint = new s3files.CfnAccessPoint(scope, 'AccessPoint', {
      fileSystemId: fileSystem.attrFileSystemId,
      rootDirectory: { path: '/events' },
    });
    return {
      accessPoint: compared(accessPoint),
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

/** What it grants cannot be chosen, so that `access` is not passed on. */
function compared(accessPoint: s3files.IAccessPointRef): ComparedAccessPoint {
  return {
    client: (scope: Construct, id: string, vpc: ec2.IVpc) =>
      new lambda.Function(scope, id, {
        ...functionProps(vpc, closedGroup(scope, id, vpc)),
        filesystem: lambda.FileSystem.fromS3FilesAccessPoint(accessPoint, '/mnt/events'),
      }),
  };
}

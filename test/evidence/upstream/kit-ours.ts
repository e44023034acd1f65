import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import {
  DirectS3Read,
  type IS3FilesAccessPoint,
  MountAccess,
  S3FilesAccessPoint,
  S3FilesFileSystem,
} from '../../../src';
import { closedGroup, functionProps } from './functions';
import type { ClientOptions, ComparedAccessPoint, ComparedFileSystem, Kit } from './kit';

/** The kit that is made with this library. */
export const ours: Kit = {
  fileSystem(scope: Construct, bucket?: s3.IBucket): ComparedFileSystem {
    const fileSystem = new S3FilesFileSystem(scope, 'Files', { bucket });
    return {
      accessPoint: compared(fileSystem.addAccessPoint('AccessPoint', { path: '/events' })),
      addMountTargets: (where, vpc, { securityGroup, subnets = vpc.privateSubnets } = {}) =>
        fileSystem.addMountTargets(where === scope ? fileSystem : where, {
          vpc,
          vpcSubnets: { subnets },
          securityGroup,
        }),
    };
  },

  importAccessPoint: (scope, accessPointArn, securityGroup) =>
    compared(S3FilesAccessPoint.fromAccessPointAttributes(scope, 'Imported', { accessPointArn, securityGroup })),
};

function compared(accessPoint: IS3FilesAccessPoint): ComparedAccessPoint {
  return {
    client(
      scope: Construct,
      id: string,
      vpc: ec2.IVpc,
      { access = MountAccess.READ_WRITE, directReads }: ClientOptions = {},
    ) {
      const fn = new lambda.Function(scope, id, functionProps(vpc, closedGroup(scope, id, vpc)));
      accessPoint.attachToFunction(fn, {
        mountPath: '/mnt/events',
        access,
        directS3Read: directReads ? DirectS3Read.ENABLED : undefined,
      });
      return fn;
    },
  };
}

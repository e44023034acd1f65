import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib/core';
import { MountAccess, type S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { newFunction, newVpc } from '../../support/stacks';
import { type Case, inStack } from '../case';

interface Mountable {
  readonly vpc: ec2.Vpc;
  readonly accessPoint: S3FilesAccessPoint;
}

/** The file system has cases of its own: here it belongs to what is there before. */
function mountable(stack: Stack): Mountable {
  const vpc = newVpc(stack);
  const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
  return { vpc, accessPoint: fileSystem.addAccessPoint('Events', { path: '/events' }) };
}

export const MOUNTING_CASES: readonly Case[] = [
  inStack('attachToFunction', (stack) => {
    const { vpc, accessPoint } = mountable(stack);
    const fn = newFunction(stack, { vpc });
    return () => accessPoint.attachToFunction(fn, { access: MountAccess.READ_WRITE });
  }),
];

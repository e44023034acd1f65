import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import { MountAccess } from '../../../../src';
import { newVpcWithPublicSubnets } from '../../../constructs/support/stacks';
import { observe } from '../observe';
import { both, newMountableWorld, type Row } from '../row';

const ARN = 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123/access-point/fsap-0123';

/** One stack; what differs is the function or the access point. */
export const FUNCTION_ROWS: readonly Row[] = [
  both('One function beside the file system', (kit, app) => {
    const { stack, vpc, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(stack, 'Function', vpc);
    return observe(app);
  }),

  both('A second function on the same access point', (kit, app) => {
    const { stack, vpc, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(stack, 'First', vpc);
    fileSystem.accessPoint.client(stack, 'Second', vpc);
    return observe(app, { clients: 2 });
  }),

  both('A function that only reads', (kit, app) => {
    const { stack, vpc, fileSystem } = newMountableWorld(kit, app);
    fileSystem.accessPoint.client(stack, 'Function', vpc, { access: MountAccess.READ });
    return observe(app, { access: MountAccess.READ });
  }),

  both('A function that reads large files from the bucket itself, which has a key', (kit, app) => {
    const stack = new Stack(app, 'Stack');
    const vpc = newVpcWithPublicSubnets(stack);
    const encryption = s3.BucketEncryption.KMS;
    const fileSystem = kit.fileSystem(stack, new s3.Bucket(stack, 'EncryptedBucket', { versioned: true, encryption }));
    fileSystem.addMountTargets(stack, vpc);
    fileSystem.accessPoint.client(stack, 'Function', vpc, { directReads: true });
    return observe(app, { directReads: true });
  }),

  both('An imported access point', (kit, app) => {
    const stack = new Stack(app, 'Stack');
    const securityGroup = ec2.SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123');
    kit.importAccessPoint(stack, ARN, securityGroup).client(stack, 'Function', newVpcWithPublicSubnets(stack));
    return observe(app, { securityGroups: ['sg-0123'] });
  }),
];

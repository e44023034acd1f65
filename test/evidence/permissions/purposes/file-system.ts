import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration } from 'aws-cdk-lib/core';
import { S3FilesFileSystem } from '../../../../src';
import { newStack } from '../../../constructs/support/stacks';
import { DEMO } from '../demo';
import { type Granted, logicalIdOf, type Purpose, permissionsOf, resourcesOf, worded } from '../purpose';
import { trustOfRole } from '../statement';

function serviceRole(by: string, encryption: s3.BucketEncryption): Granted {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Bucket', { versioned: true, encryption });
  const { role } = new S3FilesFileSystem(stack, 'Files', { bucket });
  const resources = resourcesOf(role);
  const trust = worded(trustOfRole(resources, logicalIdOf(role)), resources);
  return { by, permissions: [...trust, ...permissionsOf(role)] };
}

function synchronizationRole(): Granted {
  const stack = newStack();
  new S3FilesFileSystem(stack, 'Files', { synchronizationConfiguration: { dataExpiration: Duration.days(7) } });
  const role = stack.node.findAll().find((node) => iam.Role.isRole(node) && node.node.path.includes('/AWS679f'));
  if (!role) {
    throw new Error('the stack has no role of a custom resource: has the custom resource changed?');
  }
  return { by: "role of the custom resource's function", permissions: permissionsOf(role) };
}

export const FILE_SYSTEM_PURPOSES: readonly Purpose[] = [
  {
    title: 'The service keeps the file system and the bucket in step',
    about:
      'The role that the service assumes. These are the statements that the service documents, on this bucket only; wild cards in actions are in its own words.',
    demo: DEMO.serviceRole,
    ours: () => [
      serviceRole('a bucket that S3 encrypts', s3.BucketEncryption.S3_MANAGED),
      serviceRole('a bucket with a key', s3.BucketEncryption.KMS),
    ],
  },
  {
    title: 'Synchronization rules are put',
    about: 'Two actions on one file system, in the same deployment.',
    demo: 'by hand after the deployment, with whatever the person at the command line may do',
    ours: () => [synchronizationRole()],
  },
];

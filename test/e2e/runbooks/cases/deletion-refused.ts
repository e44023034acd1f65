import { RemovalPolicy } from 'aws-cdk-lib/core';
import { answer, metric } from '../answers';
import type { Case, Cases } from '../case';
import { VARIABLES } from '../world';

const failed = (LogicalResourceId: string, PhysicalResourceId: string, ResourceStatusReason: string): Case => ({
  answers: [
    answer('cloudformation ListStackResources', {
      StackResourceSummaries: [
        {
          LogicalResourceId,
          PhysicalResourceId,
          ResourceType: 'Any::Resource',
          ResourceStatus: 'DELETE_FAILED',
          ResourceStatusReason,
          LastUpdatedTimestamp: '2026-04-13T21:00:00Z',
        },
      ],
    }),
  ],
});

const ofOthers = (mountTargets: object[], accessPoints: object[]): Case => ({
  answers: [answer('s3files ListMountTargets', { mountTargets }), answer('s3files ListAccessPoints', { accessPoints })],
});

const OTHERS = { fileSystemId: 'fs-0123456789abcdef0', ownerId: '111111111111', status: 'available' };

export const DELETION_REFUSED: Cases = {
  cases: {
    pending: {
      given: async (world) => {
        const stack = world.newStack();
        const app = { scheme: 'custom resource', rules: 'A', removalPolicy: RemovalPolicy.DESTROY } as const;
        await stack.deploy(world.apps.of(app));
        world.cloud.server.write(stack.fileSystem('FileSystem'), 3);
        await stack.delete().catch(() => undefined);
      },
    },
    bucket: failed(
      'FilesBucket7C17EE2E',
      VARIABLES.BUCKET,
      'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    ),
    'in-use': failed('FileSystem', VARIABLES.FILE_SYSTEM, 'File system has mount targets.'),
    waiting: { answers: [metric('PendingExports', 'Sum', 120, 60, 12)] },
    exported: { answers: [metric('PendingExports', 'Sum', 4, 0, 0)] },
    used: ofOthers(
      [{ ...OTHERS, mountTargetId: 'fsmt-0123456789abcdef0', subnetId: 'subnet-0aaaaaaa' }],
      [
        {
          ...OTHERS,
          accessPointId: 'fsap-0123456789abcdef0',
          accessPointArn: VARIABLES.ACCESS_POINT,
          rootDirectory: { path: '/reports' },
        },
      ],
    ),
    unused: ofOthers([], []),
  },
  mends: {
    '--retain-resources': {
      answers: [
        ...(failed('FilesBucket7C17EE2E', VARIABLES.BUCKET, 'It is not empty.').answers ?? []),
        answer('cloudformation DeleteStack', {}, { RetainResources: ['FilesBucket7C17EE2E'] }),
      ],
    },
    'delete-mount-target': {
      variables: { MOUNT_TARGET: 'fsmt-0123456789abcdef0' },
      answers: [answer('s3files DeleteMountTarget', {}), answer('s3files DeleteAccessPoint', {})],
    },
  },
};

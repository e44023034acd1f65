import type { Fault } from '../../../../local/s3files/s3files-faults';
import { answer } from '../answers';
import type { Case, Cases } from '../case';
import { VARIABLES } from '../world';

/** A deployment of other rules that the service refuses at its last call; the SDK tries some refusals again. */
const refused = (error: Fault['error'], times = 1): Case => ({
  given: async (world) => {
    const stack = world.newStack();
    await stack.deploy(world.apps.of({ scheme: 'custom resource', rules: 'A' }));
    world.cloud.server.faults.refuse({
      operation: 'PutSynchronizationConfiguration',
      error,
      times,
      withVersion: true,
    });
    await stack.deploy(world.apps.of({ scheme: 'custom resource', rules: 'B' })).catch(() => undefined);
    world.cloud.server.faults.clear();
  },
});

const stuck: Case['given'] = async (world) => {
  const stack = world.newStack({ rollback: 'stored' });
  await stack.deploy(world.apps.of({ scheme: 'custom resource', rules: 'A' }));
  await stack.deploy(world.apps.of({ scheme: 'custom resource', rules: 'B', laterFails: true })).catch(() => undefined);
};

const event = {
  StackId: 'stack',
  EventId: 'event-1',
  StackName: VARIABLES.STACK,
  Timestamp: '2026-04-13T21:00:00Z',
  ResourceType: 'Custom::S3FilesSynchronization',
  ResourceStatus: 'CREATE_FAILED',
  ResourceStatusReason:
    'Received response status [FAILED] from custom resource. Message returned: Package @aws-sdk/client-s3files does not exist.',
};

export const CUSTOM_RESOURCE: Cases = {
  cases: {
    conflict: refused('ConflictException'),
    denied: refused('AccessDeniedException'),
    throttled: refused('ThrottlingException', 3),
    // The message is that of aws-cdk-lib's handler, which a test here runs with the SDK at hand.
    'no-sdk': { answers: [answer('cloudformation DescribeStackEvents', { StackEvents: [event] })] },
    rules: {
      given: async (world) => {
        await world.newStack().deploy(world.apps.of({ scheme: 'custom resource', rules: 'A' }));
      },
    },
    'rolled-back': {
      given: async (world) => {
        const stack = world.newStack();
        await stack.deploy(world.apps.of({ scheme: 'custom resource', rules: 'A' }));
        await stack
          .deploy(world.apps.of({ scheme: 'custom resource', rules: 'B', laterFails: true }))
          .catch(() => undefined);
      },
    },
    stuck: { given: stuck },
    creating: {
      given: async (world) => {
        await world.newStack().deploy(world.apps.of({ scheme: 'custom resource', rules: 'A' }));
      },
      answers: [answer('s3files GetFileSystem', { status: 'creating' })],
    },
  },
};

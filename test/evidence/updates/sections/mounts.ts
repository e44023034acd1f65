import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import {
  DirectS3Read,
  type FunctionMountOptions,
  type InstanceMountOptions,
  MountAccess,
  type TaskDefinitionMountOptions,
} from '../../../../src';
import { newFunction } from '../../../constructs/support/stacks';
import { section } from '../section';
import type { World } from '../world';

const ACCESS = { after: () => ({ access: MountAccess.READ_WRITE }) };
const DIRECT = { after: () => ({ directS3Read: DirectS3Read.ENABLED }) };

const ofFunction = section<FunctionMountOptions>({
  heading: 'A mount of a function (`attachToFunction`)',
  struct: 'FunctionMountOptions',
  build: (world, options) => {
    world.accessPoint().attachToFunction(newFunction(world.stack, { vpc: world.vpc }, 'Client'), options);
  },
  changes: { mountPath: { after: () => ({ mountPath: '/mnt/other' }) }, access: ACCESS, directS3Read: DIRECT },
});

/** The task definition of a world, with two containers. */
function taskOf({ stack }: World): ecs.FargateTaskDefinition {
  const made = stack.node.tryFindChild('Task') as ecs.FargateTaskDefinition | undefined;
  const task = made ?? new ecs.FargateTaskDefinition(stack, 'Task');
  for (const id of made ? [] : ['Main', 'Side']) {
    task.addContainer(id, { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/docker/library/busybox') });
  }
  return task;
}

const ofTask = section<TaskDefinitionMountOptions>({
  heading: 'A mount of Amazon ECS tasks (`attachToTaskDefinition`)',
  lead: 'A task definition that is replaced is a new revision, with which the service starts its tasks anew, one by one.',
  struct: 'TaskDefinitionMountOptions',
  base: () => ({ containerPath: '/mnt/data' }),
  build: (world, options) => {
    const connections = new ec2.Connections({ securityGroups: [world.securityGroup('Tasks')] });
    world.accessPoint().attachToTaskDefinition(taskOf(world), { connections, ...options });
  },
  changes: {
    containerPath: { after: () => ({ containerPath: '/mnt/other' }) },
    container: {
      after: (world) => ({ container: taskOf(world).findContainer('Side') }),
    },
    access: ACCESS,
    connections: {
      after: (world) => ({ connections: new ec2.Connections({ securityGroups: [world.securityGroup('Others')] }) }),
    },
    volumeName: { after: () => ({ volumeName: 'data' }) },
    directS3Read: DIRECT,
    transitEncryptionPort: { after: () => ({ transitEncryptionPort: 2050 }) },
  },
});

const ofInstance = section<InstanceMountOptions>({
  heading: 'A mount of an Amazon EC2 instance (`attachToInstance`)',
  lead: 'The commands run at the first boot only: [an instance on Amazon EBS is stopped and started](https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-instance.html) by a change of them, one on an instance store replaced, and only the latter mounts anew. Replace the instance yourself, or run `mountCommands(…)` on it.',
  struct: 'InstanceMountOptions',
  base: () => ({ mountPoint: '/mnt/data' }),
  build: (world, options) => {
    const { stack, vpc } = world;
    const instanceType = ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MICRO);
    const machineImage = ec2.MachineImage.genericLinux({ 'eu-central-1': 'ami-0123456789abcdef0' });
    const instance = new ec2.Instance(stack, 'Instance', { vpc, instanceType, machineImage });
    world.accessPoint().attachToInstance(instance, options);
  },
  changes: { mountPoint: { after: () => ({ mountPoint: '/mnt/other' }) }, access: ACCESS, directS3Read: DIRECT },
});

export const MOUNTS = [ofFunction, ofTask, ofInstance];

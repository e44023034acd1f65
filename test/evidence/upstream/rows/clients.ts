import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { App, Stack } from 'aws-cdk-lib/core';
import { MountAccess, S3FilesFileSystem } from '../../../../src';
import { newVpcWithPublicSubnets } from '../../../constructs/support/stacks';
import { closedGroup, functionProps } from '../functions';
import { upstream } from '../kit-upstream';
import { observe } from '../observe';
import { newMountableWorld, type Row } from '../row';

/** Clients that cannot be made by the same lines in both ways. */
export const CLIENT_ROWS: readonly Row[] = [
  {
    asked: 'A function that exists already, by its alias',
    upstream: () => {
      const methods = Object.getOwnPropertyNames(lambda.Function.prototype).filter((name) =>
        /file.?system/i.test(name),
      );
      return {
        works: methods.length > 0,
        text:
          methods.join(', ') || '`lambda.Function` takes a file system in its constructor, and has no method for it',
      };
    },
    ours: () => {
      const { app, stack, vpc, fileSystem } = ownWorld();
      const fn = new lambda.Function(stack, 'Function', functionProps(vpc, closedGroup(stack, 'Function', vpc)));
      const alias = new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion });
      fileSystem.addAccessPoint('Events').attachToFunction(alias, { access: MountAccess.READ_WRITE });
      return observe(app);
    },
  },

  {
    asked: 'A task of Amazon ECS',
    upstream: () => {
      const app = new App();
      const { stack, vpc } = newMountableWorld(upstream, app);
      const { taskDefinition, container } = newService(stack, vpc);
      // As the L1 has it; in a variable, so that TypeScript lets more through than `ecs.Volume` knows.
      const volume = { name: 'events', s3FilesVolumeConfiguration: { fileSystemArn: 'arn' } };
      taskDefinition.addVolume(volume);
      container.addMountPoints({ sourceVolume: 'events', containerPath: '/mnt/events', readOnly: false });
      return observe(app);
    },
    ours: () => {
      const { app, stack, vpc, fileSystem } = ownWorld();
      const { taskDefinition, service } = newService(stack, vpc);
      fileSystem.addAccessPoint('Events').attachToTaskDefinition(taskDefinition, {
        containerPath: '/mnt/events',
        access: MountAccess.READ_WRITE,
        connections: service,
      });
      return observe(app);
    },
  },
];

function ownWorld(): { app: App; stack: Stack; vpc: ec2.Vpc; fileSystem: S3FilesFileSystem } {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const vpc = newVpcWithPublicSubnets(stack);
  return { app, stack, vpc, fileSystem: new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } }) };
}

interface Service {
  readonly taskDefinition: ecs.FargateTaskDefinition;
  readonly container: ecs.ContainerDefinition;
  readonly service: ecs.FargateService;
}

function newService(stack: Stack, vpc: ec2.Vpc): Service {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  const container = taskDefinition.addContainer('App', { image: ecs.ContainerImage.fromRegistry('app') });
  const service = new ecs.FargateService(stack, 'Service', {
    cluster: new ecs.Cluster(stack, 'Cluster', { vpc }),
    taskDefinition,
    vpcSubnets: { subnets: vpc.privateSubnets },
    securityGroups: [closedGroup(stack, 'Service', vpc)],
  });
  return { taskDefinition, container, service };
}

import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Stack } from 'aws-cdk-lib/core';
import { DirectS3Read, MountAccess, type S3FilesAccessPoint, S3FilesFileSystem } from '../../../../src';
import { newFunction, newVpcWithPublicSubnets } from '../../../constructs/support/stacks';
import { type Case, inStack } from '../case';

interface Mountable {
  readonly vpc: ec2.Vpc;
  readonly accessPoint: S3FilesAccessPoint;
}

/** The file system has cases of its own: here it belongs to what is there before. */
function mountable(stack: Stack): Mountable {
  const vpc = newVpcWithPublicSubnets(stack);
  const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc } });
  return { vpc, accessPoint: fileSystem.addAccessPoint('Events', { path: '/events' }) };
}

function newTaskDefinition(stack: Stack): ecs.TaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('App', { image: ecs.ContainerImage.fromRegistry('busybox') });
  return taskDefinition;
}

function newInstance(stack: Stack, vpc: ec2.IVpc): ec2.Instance {
  return new ec2.Instance(stack, 'Instance', {
    vpc,
    instanceType: new ec2.InstanceType('t4g.nano'),
    machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
  });
}

export const MOUNTING_CASES: readonly Case[] = [
  inStack('attachToFunction', (stack) => {
    const { vpc, accessPoint } = mountable(stack);
    const fn = newFunction(stack, { vpc });
    return () => accessPoint.attachToFunction(fn, { access: MountAccess.READ_WRITE });
  }),

  inStack('attachToTaskDefinition', (stack) => {
    const { vpc, accessPoint } = mountable(stack);
    const taskDefinition = newTaskDefinition(stack);
    const connections = new ecs.FargateService(stack, 'Service', {
      cluster: new ecs.Cluster(stack, 'Cluster', { vpc }),
      taskDefinition,
    });
    return () =>
      accessPoint.attachToTaskDefinition(taskDefinition, {
        containerPath: '/mnt/data',
        connections,
        access: MountAccess.READ_WRITE,
      });
  }),

  inStack('attachToInstance', (stack) => {
    const { vpc, accessPoint } = mountable(stack);
    const instance = newInstance(stack, vpc);
    return () => accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data', access: MountAccess.READ_WRITE });
  }),

  inStack('direct reads of a function, a task and an instance', (stack) => {
    const { vpc, accessPoint } = mountable(stack);
    const directS3Read = DirectS3Read.ENABLED;
    const fn = newFunction(stack, { vpc });
    const taskDefinition = newTaskDefinition(stack);
    const instance = newInstance(stack, vpc);
    return () => {
      accessPoint.attachToFunction(fn, { directS3Read });
      accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/mnt/data', directS3Read });
      accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data', directS3Read });
    };
  }),
];

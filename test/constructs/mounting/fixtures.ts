import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { App, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import {
  type IS3FilesAccessPoint,
  S3FilesAccessPoint,
  type S3FilesAccessPointAttributes,
  S3FilesFileSystem,
  type S3FilesFileSystemProps,
} from '../../../src';
import { actionsOf, newApp, newStack, newVpc, statements } from '../support/stacks';

export const ACCESS_POINT_ARN = 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123/access-point/fsap-0123';

/** An access point at `/events` in one stack with everything that it needs. */
export interface MountableStack {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: ec2.Vpc;
  readonly fileSystem: S3FilesFileSystem;
  readonly accessPoint: S3FilesAccessPoint;
}

export function newMountableStack(props: S3FilesFileSystemProps = {}): MountableStack {
  const app = newApp();
  const stack = newStack(app);
  const vpc = newVpc(stack);
  const fileSystem = new S3FilesFileSystem(stack, 'Files', { vpcConfiguration: { vpc }, ...props });
  return { app, stack, vpc, fileSystem, accessPoint: fileSystem.addAccessPoint('Events', { path: '/events' }) };
}

/** Two empty stacks: `files` for the file system, and `below` for its clients. */
export interface TwoStacks {
  readonly app: App;
  readonly files: Stack;
  readonly below: Stack;
}

export function newTwoStacks(): TwoStacks {
  const app = newApp();
  return { app, files: newStack(app, 'Files'), below: newStack(app, 'Below') };
}

/** An access point of a new file system in the given stack. */
export function newAccessPoint(scope: Construct, props: S3FilesFileSystemProps = {}): S3FilesAccessPoint {
  return new S3FilesFileSystem(scope, 'Files', props).addAccessPoint('Events');
}

export function importedAccessPoint(
  scope: Construct,
  attributes: Partial<S3FilesAccessPointAttributes> = {},
  id = 'Imported',
): IS3FilesAccessPoint {
  return S3FilesAccessPoint.fromAccessPointAttributes(scope, id, { accessPointArn: ACCESS_POINT_ARN, ...attributes });
}

export function newInstance(
  scope: Construct,
  vpc: ec2.IVpc,
  props: Partial<ec2.InstanceProps> = {},
  id = 'Instance',
): ec2.Instance {
  return new ec2.Instance(scope, id, {
    vpc,
    instanceType: new ec2.InstanceType('t4g.nano'),
    machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
    ...props,
  });
}

export const image = ecs.ContainerImage.fromRegistry('busybox');

export function newTaskDefinition(scope: Construct, id = 'Task'): ecs.FargateTaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(scope, id);
  taskDefinition.addContainer('App', { image });
  return taskDefinition;
}

export function newService(scope: Construct, vpc: ec2.IVpc, taskDefinition: ecs.TaskDefinition): ecs.FargateService {
  const cluster = new ecs.Cluster(scope, 'Cluster', { vpc });
  return new ecs.FargateService(scope, 'Service', { cluster, taskDefinition });
}

const MADE_BY_A_MOUNT = /MountTarget|SecurityGroup[IE]|Policy/;

/**
 * The types of resources that the client in a stack waits for, of those that a mount makes.
 *
 * @param type the type of the client; of several functions the one with a mount is taken
 */
export function waitsFor(stack: Stack, type: string, among: RegExp = MADE_BY_A_MOUNT): string[] {
  const template = Template.fromStack(stack);
  const clients = Object.values(template.findResources(type));
  const client = clients.find(({ Properties }) => Properties.FileSystemConfigs) ?? clients[0];
  const types = [client?.DependsOn ?? []].flat().map((id: string) => template.toJSON().Resources[id].Type as string);
  return [...new Set(types)].filter((other) => among.test(other)).sort();
}

/** The actions of mounting that the roles of a stack are granted. */
export function mountActions(stack: Stack): string[] {
  return statements(stack)
    .flatMap(actionsOf)
    .filter((action) => action.startsWith('s3files:Client'));
}

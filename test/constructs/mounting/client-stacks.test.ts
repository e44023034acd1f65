import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type App, Stack, Stage } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type IS3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { newStack, newVpc } from '../support/stacks';
import {
  importedAccessPoint,
  newAccessPoint,
  newInstance,
  newService,
  newTaskDefinition,
  newTwoStacks,
} from './fixtures';

let app: App;
/** The stack of the file system. */
let files: Stack;
/** The stack of what mounts it. */
let below: Stack;
beforeEach(() => {
  ({ app, files, below } = newTwoStacks());
});

interface Client {
  readonly kind: string;
  readonly service: string;
  readonly type: string;
  attach(scope: Construct, vpc: ec2.IVpc, accessPoint: IS3FilesAccessPoint): void;
}

const clients: Client[] = [
  {
    kind: 'task definition',
    service: 'Amazon ECS',
    type: 'AWS::ECS::TaskDefinition',
    attach(scope, vpc, accessPoint) {
      const taskDefinition = newTaskDefinition(scope, 'Client');
      const connections = newService(scope, vpc, taskDefinition);
      accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/mnt/data', connections });
    },
  },
  {
    kind: 'instance',
    service: 'Amazon EC2',
    type: 'AWS::EC2::Instance',
    attach(scope, vpc, accessPoint) {
      const instance = newInstance(scope, vpc, {}, 'Client');
      accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data' });
    },
  },
];

describe.each(clients)('$kind', ({ kind, service, type, attach }) => {
  test('is refused at synth where the file system needs the VPC of its stack', () => {
    const vpc = newVpc(below);
    const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
    attach(below, vpc, accessPoint);
    expect(() => app.synth()).toThrow(
      `${kind} 'Below/Client' cannot mount access point 'Files/Files/Events', since 'Below/Client' of stack 'Below' would need stack 'Files', which needs stack 'Below' already ('Files/Files' needs 'Below/Vpc')`,
    );
  });

  test('is mounted where the mount targets stand in its own stack, beside the VPC', () => {
    const vpc = newVpc(below);
    const fileSystem = new S3FilesFileSystem(files, 'Files');
    fileSystem.addMountTargets(below, { vpc });
    attach(below, vpc, fileSystem.addAccessPoint('Events'));
    app.synth();
    Template.fromStack(below).resourceCountIs(type, 1);
  });

  test('is refused in another stage', () => {
    const vpc = newVpc(files);
    const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
    const stage = new Stack(new Stage(app, 'Production'), 'Stack');
    expect(() => attach(stage, newVpc(stage), accessPoint)).toThrow(
      `${kind} 'Production/Stack/Client' is in stage 'Production', and access point 'Files/Files/Events' in no stage of the app`,
    );
  });

  test.each([
    ['region', { account: '123456789012', region: 'eu-west-1' }, 'eu-west-1'],
    ['account', { account: '210987654321', region: 'eu-central-1' }, '210987654321'],
  ])('is refused in another %s', (part, env, theirs) => {
    const stack = newStack(app, 'Elsewhere', { env });
    const accessPoint = importedAccessPoint(stack);
    expect(() => attach(stack, newVpc(stack), accessPoint)).toThrow(
      `and ${kind} 'Elsewhere/Client' in ${part} '${theirs}', but ${service} mounts only what is in its own: put both in one ${part}`,
    );
  });

  test('is refused at synth in another VPC', () => {
    const vpc = newVpc(files);
    const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
    attach(files, new ec2.Vpc(files, 'Other', { maxAzs: 2 }), accessPoint);
    expect(() => app.synth()).toThrow("runs in another VPC than the file system's mount targets (Files/Vpc)");
  });
});

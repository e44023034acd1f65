import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3n from 'aws-cdk-lib/aws-s3-notifications';
import { App, Aspects, CfnOutput, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { newFunction, newStack, newVpc } from '../support/stacks';
import { ACCESS_POINT_ARN, newAccessPoint, newTwoStacks } from './fixtures';

let app: App;
/** The stack of the file system. */
let files: Stack;
/** The stack of the function. */
let below: Stack;
beforeEach(() => {
  ({ app, files, below } = newTwoStacks());
});

/**
 * Expects that the function has its mount, and that no two stacks depend on each other, which CDK refuses when it
 * synthesizes.
 */
function expectMounted(stack: Stack): void {
  app.synth();
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Function', {
    FileSystemConfigs: [{ LocalMountPath: '/mnt/events' }],
  });
}

describe('refused at synth, by what stands in the stack of the function: the', () => {
  test('VPC', () => {
    const vpc = newVpc(below);
    const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    expect(() => app.synth()).toThrow(
      "function 'Below/Function' cannot mount access point 'Files/Files/Events', " +
        "since 'Below/Function' of stack 'Below' would need stack 'Files', which needs stack 'Below' already ('Files/Files' needs 'Below/Vpc'), so that neither could be deployed first: " +
        "make the mount targets in stack 'Below', by 'fileSystem.addMountTargets(scope, { vpc })' with a scope of that stack in place of 'vpcConfiguration', " +
        "put 'Below/Vpc' in a third stack, or import the access point by its literal ARN, with 'S3FilesAccessPoint.fromAccessPointAttributes'",
    );
  });

  test('bucket, where other mount targets are no way out', () => {
    const vpc = newVpc(newStack(app, 'Network'));
    const bucket = new s3.Bucket(below, 'Bucket', { versioned: true });
    const accessPoint = newAccessPoint(files, { bucket, vpcConfiguration: { vpc } });
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    expect(() => app.synth()).toThrow(
      "('Files/Files' needs 'Below/Bucket'), so that neither could be deployed first: put 'Below/Bucket' in a third stack",
    );
  });

  test('role of the file system', () => {
    const vpc = newVpc(newStack(app, 'Network'));
    const role = new iam.Role(below, 'ServiceRole', {
      assumedBy: new iam.ServicePrincipal('elasticfilesystem.amazonaws.com'),
    });
    const accessPoint = newAccessPoint(files, { role, vpcConfiguration: { vpc } });
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    expect(() => app.synth()).toThrow("('Files/Files' needs 'Below/ServiceRole'");
  });

  test('key of the file system', () => {
    const vpc = newVpc(newStack(app, 'Network'));
    const kmsKey = new kms.Key(below, 'Key');
    const accessPoint = newAccessPoint(files, { kmsKey, vpcConfiguration: { vpc } });
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    expect(() => app.synth()).toThrow("('Files/Files' needs 'Below/Key'");
  });

  test('security group of the mount targets', () => {
    const vpc = newVpc(newStack(app, 'Network'));
    const securityGroup = new ec2.SecurityGroup(below, 'Group', { vpc });
    const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc, securityGroup } });
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    expect(() => app.synth()).toThrow(
      "('Files/Files' needs 'Below/Group'), so that neither could be deployed first: make the mount targets in stack 'Below'",
    );
  });

  test('bucket of a third stack that needs it', () => {
    const vpc = newVpc(newStack(app, 'Network'));
    const encryptionKey = new kms.Key(below, 'Key');
    const bucket = new s3.Bucket(newStack(app, 'Buckets'), 'Bucket', { versioned: true, encryptionKey });
    const accessPoint = newAccessPoint(files, { bucket, vpcConfiguration: { vpc } });
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    expect(() => app.synth()).toThrow("'Buckets/Bucket' needs 'Below/Key'");
  });
});

test('refused at synth, by a security group of the function that stands with the VPC, where the rule would stand', () => {
  const network = newStack(app, 'Network');
  const vpc = newVpc(network);
  const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
  const group = new ec2.SecurityGroup(network, 'Group', { vpc });
  accessPoint.attachToFunction(newFunction(below, { vpc, securityGroups: [group] }));
  expect(() => app.synth()).toThrow(
    "since 'Network/Group' of stack 'Network' would need stack 'Files', which needs stack 'Network' already ('Files/Files' needs 'Network/Vpc')",
  );
});

describe('refused at synth, by what is added later or stands beside the file system:', () => {
  let vpc: ec2.Vpc;
  let accessPoint: S3FilesAccessPoint;
  beforeEach(() => {
    vpc = newVpc(newStack(app, 'Network'));
    accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
  });

  test('mount targets', () => {
    const ownVpc = newVpc(below);
    const fileSystem = new S3FilesFileSystem(files, 'Late');
    fileSystem.addAccessPoint('AccessPoint').attachToFunction(newFunction(below, { vpc: ownVpc }));
    fileSystem.addMountTargets(fileSystem, { vpc: ownVpc });
    expect(() => app.synth()).toThrow("('Files/Late' needs 'Below/Vpc'");
  });

  test('a stack that is told to wait', () => {
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    expect(() => files.addStackDependency(below)).not.toThrow();
    expect(() => app.synth()).toThrow("which needs stack 'Below' already (stack 'Files' needs stack 'Below')");
  });

  test('a stack that waits for the function by way of another', () => {
    const between = newStack(app, 'Between');
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    files.addStackDependency(between);
    between.addStackDependency(below);
    expect(() => app.synth()).toThrow("(stack 'Between' needs stack 'Below'");
  });

  test('a construct that is told to wait', () => {
    const fn = newFunction(below, { vpc });
    accessPoint.attachToFunction(fn);
    new kms.Key(files, 'Key').node.addDependency(fn);
    expect(() => app.synth()).toThrow("'Files/Key' needs 'Below/Function'");
  });

  test('a construct that is told to wait for the whole stack', () => {
    accessPoint.attachToFunction(newFunction(below, { vpc }));
    new kms.Key(files, 'Key').node.addDependency(below);
    expect(() => app.synth()).toThrow("'Files/Key' needs stack 'Below'");
  });

  test("notifications of the file system's bucket, to the function itself", () => {
    const fn = newFunction(below, { vpc });
    accessPoint.attachToFunction(fn);
    accessPoint.fileSystem.sourceBucket?.addEventNotification(
      s3.EventType.OBJECT_CREATED,
      new s3n.LambdaDestination(fn),
    );
    expect(() => app.synth()).toThrow(/'Files\/Files\/Bucket\/Notifications|'Files\/Files' needs 'Below\/Function'/);
  });

  test.each([true, false])('what an aspect adds, with aspects stabilized: %j', (stabilized) => {
    const own = new App({ context: { '@aws-cdk/core:aspectStabilization': stabilized } });
    const ownFiles = newStack(own, 'Files');
    const ownBelow = newStack(own, 'Below');
    const ownVpc = newVpc(newStack(own, 'Network'));
    const fn = newFunction(ownBelow, { vpc: ownVpc });
    new S3FilesFileSystem(ownFiles, 'Files', { vpcConfiguration: { vpc: ownVpc } })
      .addAccessPoint('Events')
      .attachToFunction(fn);
    Aspects.of(ownFiles).add({
      visit: (node) => {
        if (node === ownFiles && !node.node.tryFindChild('Output')) {
          new CfnOutput(ownFiles, 'Output', { value: fn.functionArn });
        }
      },
    });
    expect(() => own.synth()).toThrow("'Files/Output' needs 'Below/Function'");
  });

  test('a role of the function that stands in a stack which the file system needs', () => {
    const roles = newStack(app, 'Roles');
    const role = new iam.Role(roles, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    files.addStackDependency(roles);
    accessPoint.attachToFunction(newFunction(below, { vpc, role }));
    expect(() => app.synth()).toThrow(
      "since 'Roles/Role' of stack 'Roles' would need stack 'Files', which needs stack 'Roles' already",
    );
  });
});

describe('ways out, each of which synthesizes:', () => {
  test("mount targets in the function's stack, which has the VPC", () => {
    const vpc = newVpc(below);
    const fileSystem = new S3FilesFileSystem(files, 'Files');
    fileSystem.addMountTargets(below, { vpc });
    fileSystem.addAccessPoint('Events').attachToFunction(newFunction(below, { vpc }));
    expectMounted(below);
    Template.fromStack(below).resourceCountIs('AWS::S3Files::MountTarget', 2);
    expect(files.dependencies).toEqual([]);
  });

  test("mount targets in the function's stack, added after it was attached", () => {
    const vpc = newVpc(below);
    const fileSystem = new S3FilesFileSystem(files, 'Files');
    fileSystem.addAccessPoint('Events').attachToFunction(newFunction(below, { vpc }));
    fileSystem.addMountTargets(below, { vpc });
    expectMounted(below);
    Template.fromStack(below).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
  });

  test('the VPC in a third stack', () => {
    const vpc = newVpc(newStack(app, 'Network'));
    newAccessPoint(files, { vpcConfiguration: { vpc } }).attachToFunction(newFunction(below, { vpc }));
    expectMounted(below);
  });

  test('the bucket, the roles and the keys in a third stack', () => {
    const third = newStack(app, 'Third');
    const vpc = newVpc(third);
    const bucket = new s3.Bucket(third, 'Bucket', { versioned: true, encryptionKey: new kms.Key(third, 'BucketKey') });
    const kmsKey = new kms.Key(third, 'Key');
    const role = new iam.Role(third, 'Role', {
      assumedBy: new iam.ServicePrincipal('elasticfilesystem.amazonaws.com'),
    });
    newAccessPoint(files, { bucket, kmsKey, role, vpcConfiguration: { vpc } }).attachToFunction(
      newFunction(below, { vpc }),
    );
    expectMounted(below);
  });

  test("the mount targets' security group where the function's is, beside the VPC", () => {
    const network = newStack(app, 'Network');
    const vpc = newVpc(network);
    const group = new ec2.SecurityGroup(network, 'Group', { vpc });
    const fileSystem = new S3FilesFileSystem(files, 'Files');
    fileSystem.addMountTargets(fileSystem, {
      vpc,
      securityGroup: new ec2.SecurityGroup(network, 'MountTargets', { vpc, allowAllOutbound: false }),
    });
    fileSystem.addAccessPoint('Events').attachToFunction(newFunction(below, { vpc, securityGroups: [group] }));
    expectMounted(below);
  });

  test('an import by literal ARN', () => {
    const vpc = newVpc(below);
    newAccessPoint(files, { vpcConfiguration: { vpc } });
    S3FilesAccessPoint.fromAccessPointAttributes(below, 'Imported', {
      accessPointArn: ACCESS_POINT_ARN,
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(below, 'MountTargets', 'sg-0123'),
    }).attachToFunction(newFunction(below, { vpc }));
    expectMounted(below);
    expect(below.dependencies).toEqual([]);
    expect(files.dependencies).toEqual([below]);
  });
});

describe('nested stacks', () => {
  test.each<[string, () => [fileSystem: Stack, fn: Stack, vpc: Stack]]>([
    ['a function nested below the file system and the VPC', () => [files, new NestedStack(files, 'Nested'), files]],
    ['a file system nested below the function and the VPC', () => [new NestedStack(files, 'Nested'), files, files]],
    [
      'a function and a file system nested beside each other',
      () => [new NestedStack(files, 'One'), new NestedStack(files, 'Other'), files],
    ],
    [
      'a function, a file system and a VPC nested beside each other',
      () => [new NestedStack(files, 'One'), new NestedStack(files, 'Other'), new NestedStack(files, 'Network')],
    ],
    [
      'a function nested in a nested stack',
      () => {
        const nested = new NestedStack(files, 'One');
        return [files, new NestedStack(nested, 'Other'), files];
      },
    ],
    [
      'nested stacks of two stacks',
      () => [new NestedStack(files, 'One'), new NestedStack(below, 'Other'), newStack(app, 'Network')],
    ],
  ])('%s are no cycle', (_, stacks) => {
    const [inFiles, inFunction, inVpc] = stacks();
    const vpc = newVpc(inVpc);
    new S3FilesFileSystem(inFiles, 'Files', { vpcConfiguration: { vpc } })
      .addAccessPoint('Events')
      .attachToFunction(newFunction(inFunction, { vpc }));
    expectMounted(inFunction);
    expectDeployable(files);
  });

  test('a function nested with the VPC that a file system above needs is one, which CDK does not see', () => {
    const nested = new NestedStack(files, 'Nested');
    const vpc = newVpc(nested);
    const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
    accessPoint.attachToFunction(newFunction(nested, { vpc }));
    expect(() => app.synth()).toThrow(
      "since 'Files/Nested/Function' of stack 'Files/Nested' would need stack 'Files', which needs stack 'Files/Nested' already ('Files/Files' needs 'Files/Nested/Vpc')",
    );
  });

  test('nor are mount targets that are made there', () => {
    const nested = new NestedStack(files, 'Nested');
    const vpc = newVpc(nested);
    const fileSystem = new S3FilesFileSystem(files, 'Files');
    fileSystem.addMountTargets(nested, { vpc });
    fileSystem.addAccessPoint('Events').attachToFunction(newFunction(nested, { vpc }));
    expectMounted(nested);
    expectDeployable(files);
  });
});

/**
 * Expects that the resources of a template do not wait for each other in a circle. Nothing checks this before a
 * deployment.
 */
function expectDeployable(stack: Stack): void {
  const { Resources } = Template.fromStack(stack).toJSON();
  const needs = new Map(
    Object.entries(Resources).map(([id, resource]) => {
      const text = JSON.stringify(resource);
      const ids = Object.keys(Resources).filter((other) => text.includes(`"${other}"`));
      return [id, ids.filter((other) => other !== id)];
    }),
  );
  for (let size = -1; size !== needs.size; ) {
    size = needs.size;
    for (const [id, others] of needs) {
      if (others.every((other) => !needs.has(other))) {
        needs.delete(id);
      }
    }
  }
  expect([...needs.keys()]).toEqual([]);
}

describe('stages', () => {
  test('an access point of another stage cannot be referred to, and the error says to import it', () => {
    const vpc = newVpc(newStack(app, 'Network'));
    const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
    const stage = new Stage(app, 'Prod');
    const inStage = new Stack(stage, 'Below');
    expect(() => accessPoint.attachToFunction(newFunction(inStage, { vpc: newVpc(inStage) }))).toThrow(
      "function 'Prod/Below/Function' is in stage 'Prod', and access point 'Files/Files/Events' in no stage of the app, which it cannot refer to since each is deployed by itself: import the access point in stage 'Prod' by its literal ARN",
    );
  });

  test('one that was imported by literal ARN in another stage is mounted', () => {
    const stage = new Stage(app, 'Prod');
    const inStage = new Stack(stage, 'Below');
    const imported = S3FilesAccessPoint.fromAccessPointAttributes(files, 'Imported', {
      accessPointArn: ACCESS_POINT_ARN,
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(files, 'MountTargets', 'sg-0123'),
    });
    imported.attachToFunction(newFunction(inStage, { vpc: newVpc(inStage) }));
    expectMounted(inStage);
  });

  test('both in one stage are mounted', () => {
    const stage = new Stage(app, 'Prod');
    const vpc = newVpc(new Stack(stage, 'Network'));
    const fn = newFunction(new Stack(stage, 'Below'), { vpc });
    new S3FilesFileSystem(new Stack(stage, 'Files'), 'Files', { vpcConfiguration: { vpc } })
      .addAccessPoint('Events')
      .attachToFunction(fn);
    expectMounted(Stack.of(fn));
  });
});

test('functions in many stacks below one file system are no cycle, versions and aliases included', () => {
  const vpc = newVpc(files);
  const accessPoint = newAccessPoint(files, { vpcConfiguration: { vpc } });
  for (const stack of [below, newStack(app, 'Further')]) {
    const fn = newFunction(stack, { vpc });
    accessPoint.attachToFunction(new lambda.Alias(stack, 'Live', { aliasName: 'live', version: fn.currentVersion }));
  }
  app.synth();
  expect(below.dependencies).toEqual([files]);
  expect(files.dependencies).toEqual([]);
});

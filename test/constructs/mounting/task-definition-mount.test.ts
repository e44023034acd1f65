import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type App, CfnParameter, NestedStack, type Stack } from 'aws-cdk-lib/core';
import { DirectS3Read, MountAccess, S3FilesAccessPoint, S3FilesFileSystem } from '../../../src';
import { actionsOf, newStack, statements, warnings } from '../support/stacks';
import {
  ACCESS_POINT_ARN,
  image,
  importedAccessPoint,
  mountActions,
  newMountableStack,
  newService,
  newTaskDefinition,
  waitsFor,
} from './fixtures';

let app: App;
let stack: Stack;
let vpc: ec2.Vpc;
let fileSystem: S3FilesFileSystem;
let accessPoint: S3FilesAccessPoint;
beforeEach(() => {
  ({ app, stack, vpc, fileSystem, accessPoint } = newMountableStack());
});

/** The volume of an access point as the template has it. */
function volume(of: S3FilesAccessPoint, name: unknown = expect.any(String)): unknown {
  return {
    Name: name,
    S3FilesVolumeConfiguration: {
      FileSystemArn: stack.resolve(of.fileSystem.fileSystemArn),
      AccessPointArn: stack.resolve(of.accessPointArn),
    },
  };
}

interface TaskDefinitionProperties {
  readonly Volumes: { readonly Name: string }[];
  readonly ContainerDefinitions: { readonly Name: string; readonly MountPoints?: unknown[] }[];
}

function taskDefinitionIn(scope: Stack): TaskDefinitionProperties {
  const [resource] = Object.values(Template.fromStack(scope).findResources('AWS::ECS::TaskDefinition'));
  return resource?.Properties;
}

describe('the volume', () => {
  test('shows the access point, and the container mounts it read-only', () => {
    accessPoint.attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/mnt/data' });
    const { Volumes, ContainerDefinitions } = taskDefinitionIn(stack);
    expect(Volumes).toEqual([volume(accessPoint)]);
    expect(ContainerDefinitions[0]?.MountPoints).toEqual([
      { ContainerPath: '/mnt/data', ReadOnly: true, SourceVolume: Volumes[0]?.Name },
    ]);
  });

  test('outlives volumes that are added before and after', () => {
    const taskDefinition = newTaskDefinition(stack);
    taskDefinition.addVolume({ name: 'before' });
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/mnt/data', volumeName: 'files' });
    taskDefinition.addVolume({ name: 'after', efsVolumeConfiguration: { fileSystemId: 'fs-0123' } });
    taskDefinition.addVolume({ name: 'last' });
    expect(taskDefinitionIn(stack).Volumes).toEqual([
      { Name: 'before' },
      { Name: 'after', EFSVolumeConfiguration: { FilesystemId: 'fs-0123' } },
      { Name: 'last' },
      volume(accessPoint, 'files'),
    ]);
  });

  test('leaves the others where an override by number finds them', () => {
    const taskDefinition = newTaskDefinition(stack);
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/mnt/data', volumeName: 'files' });
    taskDefinition.addVolume({ name: 'scratch' });
    const resource = taskDefinition.node.defaultChild as ecs.CfnTaskDefinition;
    resource.addPropertyOverride('Volumes.0.Host.SourcePath', '/scratch');
    expect(taskDefinitionIn(stack).Volumes).toEqual([
      { Name: 'scratch', Host: { SourcePath: '/scratch' } },
      volume(accessPoint, 'files'),
    ]);
  });

  test('is another one for each access point', () => {
    const other = fileSystem.addAccessPoint('Other');
    const taskDefinition = newTaskDefinition(stack);
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/mnt/events' });
    other.attachToTaskDefinition(taskDefinition, { containerPath: '/mnt/other' });
    const { Volumes } = taskDefinitionIn(stack);
    expect(Volumes).toEqual([volume(accessPoint), volume(other)]);
    expect(Volumes[0]?.Name).not.toBe(Volumes[1]?.Name);
  });

  test('is one for all containers that mount an access point, each with its own access', () => {
    const taskDefinition = newTaskDefinition(stack);
    const writer = taskDefinition.addContainer('Writer', { image });
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/in' });
    accessPoint.attachToTaskDefinition(taskDefinition, {
      container: writer,
      containerPath: '/out',
      access: MountAccess.READ_WRITE,
    });
    const { Volumes, ContainerDefinitions } = taskDefinitionIn(stack);
    expect(Volumes).toHaveLength(1);
    const [{ Name: SourceVolume } = {}] = Volumes;
    expect(ContainerDefinitions.map(({ Name, MountPoints }) => [Name, MountPoints])).toEqual([
      ['App', [{ ContainerPath: '/in', ReadOnly: true, SourceVolume }]],
      ['Writer', [{ ContainerPath: '/out', ReadOnly: false, SourceVolume }]],
    ]);
  });

  test('has the port that was asked for', () => {
    accessPoint.attachToTaskDefinition(newTaskDefinition(stack), {
      containerPath: '/data',
      transitEncryptionPort: 20_049,
    });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      Volumes: [{ S3FilesVolumeConfiguration: { TransitEncryptionPort: 20_049 } }],
    });
  });

  test('shows an imported access point', () => {
    const accessPointArn = ACCESS_POINT_ARN;
    S3FilesAccessPoint.fromAccessPointAttributes(stack, 'Imported', { accessPointArn }).attachToTaskDefinition(
      newTaskDefinition(stack),
      { containerPath: '/data' },
    );
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      Volumes: [
        {
          S3FilesVolumeConfiguration: {
            FileSystemArn: 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123',
            AccessPointArn: accessPointArn,
          },
        },
      ],
    });
  });
});

describe('the task role', () => {
  test('may read by default, by this access point only', () => {
    accessPoint.attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/data' });
    const [statement] = statements(stack).filter(({ Action }) => Action === 's3files:ClientMount');
    expect(statement).toMatchObject({
      Resource: stack.resolve(fileSystem.fileSystemArn),
      Condition: { StringEquals: { 's3files:AccessPointArn': stack.resolve(accessPoint.accessPointArn) } },
    });
    expect(mountActions(stack)).toEqual(['s3files:ClientMount']);
  });

  test('writes when asked', () => {
    accessPoint.attachToTaskDefinition(newTaskDefinition(stack), {
      containerPath: '/data',
      access: MountAccess.READ_WRITE,
    });
    expect(mountActions(stack)).toEqual(['s3files:ClientMount', 's3files:ClientWrite']);
    expect(taskDefinitionIn(stack).ContainerDefinitions[0]?.MountPoints).toMatchObject([{ ReadOnly: false }]);
  });

  test('that takes no policy is warned of, with what it lacks', () => {
    const taskRole = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::123456789012:role/tasks', { mutable: false });
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', { taskRole });
    taskDefinition.addContainer('App', { image });
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data', access: MountAccess.READ_WRITE });
    expect(warnings(stack).filter((warning) => warning.includes('immutableRole'))).toEqual([
      expect.stringMatching(/role 'Stack\/Role' of 'Stack\/Task' takes no policy .*s3files:ClientWrite/),
    ]);
  });

  const reads = () =>
    statements(stack).filter(
      (statement) =>
        actionsOf(statement).includes('s3:GetObjectVersion') && !actionsOf(statement).includes('s3:PutObject*'),
    );

  test('reads the bucket itself when direct reads are enabled', () => {
    accessPoint.attachToTaskDefinition(newTaskDefinition(stack), {
      containerPath: '/data',
      directS3Read: DirectS3Read.ENABLED,
    });
    expect(JSON.stringify(reads())).toContain('/events/*');
  });

  test('is granted nothing on the bucket otherwise', () => {
    accessPoint.attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/data' });
    expect(reads()).toEqual([]);
  });
});

describe('a service', () => {
  test('that was defined before is let in, and waits for the rule and for the grant', () => {
    const taskDefinition = newTaskDefinition(stack);
    const service = newService(stack, vpc, taskDefinition);
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data', connections: service });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 2049,
      SourceSecurityGroupId: stack.resolve(service.connections.securityGroups[0]?.securityGroupId),
      GroupId: stack.resolve(fileSystem.connections.securityGroups[0]?.securityGroupId),
    });
    expect(waitsFor(stack, 'AWS::ECS::Service')).toEqual(['AWS::EC2::SecurityGroupIngress', 'AWS::IAM::Policy']);
  });

  test('has a task definition that waits for the mount targets, later ones included', () => {
    const late = new S3FilesFileSystem(stack, 'Late');
    late.addAccessPoint('AccessPoint').attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/data' });
    late.addMountTargets(late, { vpc });
    expect(waitsFor(stack, 'AWS::ECS::TaskDefinition')).toEqual(['AWS::S3Files::MountTarget']);
  });

  test('with a closed security group is let out too', () => {
    const closed = new ec2.SecurityGroup(stack, 'Closed', { vpc, allowAllOutbound: false });
    const taskDefinition = newTaskDefinition(stack);
    const service = new ecs.FargateService(stack, 'Service', {
      cluster: new ecs.Cluster(stack, 'Cluster', { vpc }),
      taskDefinition,
      securityGroups: [closed],
    });
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data', connections: service });
    expect(waitsFor(stack, 'AWS::ECS::Service')).toEqual([
      'AWS::EC2::SecurityGroupEgress',
      'AWS::EC2::SecurityGroupIngress',
      'AWS::IAM::Policy',
    ]);
  });

  test('in a stack below the file system has the rules in its own stack, and nothing points back', () => {
    const below = newStack(app, 'Below');
    const taskDefinition = newTaskDefinition(below);
    accessPoint.attachToTaskDefinition(taskDefinition, {
      containerPath: '/data',
      connections: newService(below, vpc, taskDefinition),
    });
    expect(taskDefinitionIn(below).Volumes).toHaveLength(1);
    Template.fromStack(below).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    expect(waitsFor(below, 'AWS::ECS::Service')).toEqual(['AWS::EC2::SecurityGroupIngress', 'AWS::IAM::Policy']);
    expect([below.dependencies, stack.dependencies]).toEqual([[stack], []]);
  });

  test('in a stack below that of its task definition', () => {
    const middle = newStack(app, 'Middle');
    const below = newStack(app, 'Below');
    const taskDefinition = newTaskDefinition(middle);
    accessPoint.attachToTaskDefinition(taskDefinition, {
      containerPath: '/data',
      connections: newService(below, vpc, taskDefinition),
    });
    Template.fromStack(below).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    expect([stack.dependencies, middle.dependencies]).toEqual([[], [stack]]);
  });

  test('in a nested stack', () => {
    const nested = new NestedStack(stack, 'Nested');
    const taskDefinition = newTaskDefinition(nested);
    accessPoint.attachToTaskDefinition(taskDefinition, {
      containerPath: '/data',
      connections: newService(nested, vpc, taskDefinition),
    });
    expect(taskDefinitionIn(nested).Volumes).toHaveLength(1);
    expect(() => app.synth()).not.toThrow();
  });

  test('that is defined later is let in by its own connections', () => {
    const taskDefinition = newTaskDefinition(stack);
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data' });
    newService(stack, vpc, taskDefinition).connections.allowToDefaultPort(accessPoint.fileSystem);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 2049 });
  });
});

test('tasks that are started one by one are let in by their security group', () => {
  const group = new ec2.SecurityGroup(stack, 'Tasks', { vpc });
  accessPoint.attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/data', connections: group });
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
    FromPort: 2049,
    SourceSecurityGroupId: stack.resolve(group.securityGroupId),
  });
});

describe('refused at once', () => {
  const attach = (containerPath: string) => () =>
    accessPoint.attachToTaskDefinition(newTaskDefinition(stack), { containerPath });

  test.each(['data', '/', '', '/data/', '/a//b', '/a b', '/a:b', '/a/../b', '/.'])('container path %j', (path) => {
    expect(attach(path)).toThrow(
      `container path '${path}' cannot be mounted on: give an absolute path other than '/', such as '/mnt/data'`,
    );
  });

  test.each(['/data', '/mnt/a.b/..c', '/usr/share/nginx/html'])('not: container path %j', (path) => {
    expect(attach(path)).not.toThrow();
  });

  test('not: a container path, a volume name and a port that only the deployment tells', () => {
    const [path, name] = ['Path', 'Name'].map((id) => new CfnParameter(stack, id).valueAsString);
    const transitEncryptionPort = new CfnParameter(stack, 'Port', { type: 'Number' }).valueAsNumber;
    accessPoint.attachToTaskDefinition(newTaskDefinition(stack), {
      containerPath: path ?? '',
      volumeName: name,
      transitEncryptionPort,
    });
    const { Volumes, ContainerDefinitions } = taskDefinitionIn(stack);
    expect(Volumes).toMatchObject([{ Name: { Ref: 'Name' } }]);
    expect(Volumes).toMatchObject([{ S3FilesVolumeConfiguration: { TransitEncryptionPort: { Ref: 'Port' } } }]);
    expect(ContainerDefinitions[0]?.MountPoints).toMatchObject([{ ContainerPath: { Ref: 'Path' } }]);
  });

  test('a container path twice', () => {
    const taskDefinition = newTaskDefinition(stack);
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data', volumeName: 'first' });
    expect(() =>
      fileSystem.addAccessPoint('Other').attachToTaskDefinition(taskDefinition, { containerPath: '/data' }),
    ).toThrow("container 'Stack/Task/App' has volume 'first' at '/data' already: give another 'containerPath'");
  });

  test('a volume name for two access points', () => {
    const taskDefinition = newTaskDefinition(stack);
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/a', volumeName: 'files' });
    expect(() =>
      fileSystem
        .addAccessPoint('Other')
        .attachToTaskDefinition(taskDefinition, { containerPath: '/b', volumeName: 'files' }),
    ).toThrow(
      "task definition 'Stack/Task' has a volume 'files' already, which shows 'Stack/Files/Events': give another 'volumeName'",
    );
  });

  test('one volume with two ports', () => {
    const taskDefinition = newTaskDefinition(stack);
    accessPoint.attachToTaskDefinition(taskDefinition, {
      containerPath: '/a',
      volumeName: 'files',
      transitEncryptionPort: 20_049,
    });
    expect(() =>
      accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/b', volumeName: 'files' }),
    ).toThrow("which shows 'Stack/Files/Events' by port 20049: give another 'volumeName'");
  });

  test.each(['a b', 'a/b', '', 'a'.repeat(256)])('volume name %j', (volumeName) => {
    expect(() =>
      accessPoint.attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/data', volumeName }),
    ).toThrow(`volume name '${volumeName}' cannot be used by Amazon ECS: give 1 to 255 letters, digits, '-' and '_'`);
  });

  test.each([0, 65_536, 1.5])('port %d', (transitEncryptionPort) => {
    expect(() =>
      accessPoint.attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/data', transitEncryptionPort }),
    ).toThrow(`transit encryption port ${transitEncryptionPort} is no port: give a whole number from 1 to 65535`);
  });

  test('direct reads that are to be disabled', () => {
    expect(() =>
      accessPoint.attachToTaskDefinition(newTaskDefinition(stack), {
        containerPath: '/data',
        directS3Read: DirectS3Read.DISABLED,
      }),
    ).toThrow('direct reads cannot be disabled for Amazon ECS, which has no setting for it');
  });

  test('a task definition without a container', () => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
    expect(() => accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data' })).toThrow(
      "task definition 'Stack/Task' has no essential container yet to mount the access point on: add one before attaching",
    );
  });

  test('a container of another task definition', () => {
    const container = newTaskDefinition(stack, 'Other').defaultContainer;
    expect(() =>
      accessPoint.attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/data', container }),
    ).toThrow("container 'Stack/Other/App' is not one of task definition 'Stack/Task'");
  });

  test('an imported task definition', () => {
    const imported = ecs.FargateTaskDefinition.fromFargateTaskDefinitionArn(
      stack,
      'Task',
      'arn:aws:ecs:eu-central-1:123456789012:task-definition/family:1',
    );
    expect(() =>
      accessPoint.attachToTaskDefinition(imported as ecs.TaskDefinition, { containerPath: '/data' }),
    ).toThrow("task definition 'Stack/Task' is not defined in this app, so it cannot be given a volume");
  });

  test('a task definition for Windows', () => {
    const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', {
      cpu: 1024,
      memoryLimitMiB: 2048,
      runtimePlatform: { operatingSystemFamily: ecs.OperatingSystemFamily.WINDOWS_SERVER_2022_CORE },
    });
    taskDefinition.addContainer('App', { image });
    expect(() => accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data' })).toThrow(
      "task definition 'Stack/Task' runs Windows containers, and Amazon S3 Files is mounted by Linux ones only",
    );
  });

  test('a task definition for external instances', () => {
    const taskDefinition = new ecs.TaskDefinition(stack, 'Task', {
      compatibility: ecs.Compatibility.EXTERNAL,
      networkMode: ecs.NetworkMode.BRIDGE,
    });
    taskDefinition.addContainer('App', { image, memoryLimitMiB: 256 });
    expect(() => accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data' })).toThrow(
      "task definition 'Stack/Task' is for external instances, which Amazon S3 Files is not available to",
    );
  });

  test('direct reads of an imported access point whose bucket is not known', () => {
    const imported = importedAccessPoint(stack);
    expect(() =>
      imported.attachToTaskDefinition(newTaskDefinition(stack), {
        containerPath: '/data',
        directS3Read: DirectS3Read.ENABLED,
      }),
    ).toThrow("the bucket of access point 'Stack/Imported' is not known");
  });
});

describe('refused at synth', () => {
  test.each(['before', 'after'])('a volume of the same name that was added %s', (order) => {
    const taskDefinition = newTaskDefinition(stack);
    const add = () => taskDefinition.addVolume({ name: 'files' });
    if (order === 'before') {
      add();
    }
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data', volumeName: 'files' });
    if (order === 'after') {
      add();
    }
    expect(() => app.synth()).toThrow(
      "volume 'files' of access point 'Stack/Files/Events' has the name of another volume of this task definition: give another 'volumeName'",
    );
  });

  test('a file system that has no mount target', () => {
    const bare = new S3FilesFileSystem(stack, 'Bare', { bucket: new s3.Bucket(stack, 'Bucket', { versioned: true }) });
    bare.addAccessPoint('AccessPoint').attachToTaskDefinition(newTaskDefinition(stack), { containerPath: '/data' });
    expect(() => app.synth()).toThrow('the file system has no mount target, so that the task could not mount it');
  });
});

describe('a task definition for instances', () => {
  function warningsOf(compatibility: ecs.Compatibility): string[] {
    const taskDefinition = new ecs.TaskDefinition(stack, 'Task', {
      compatibility,
      networkMode: ecs.NetworkMode.AWS_VPC,
      cpu: '256',
      memoryMiB: '512',
    });
    taskDefinition.addContainer('App', { image });
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data' });
    return warnings(stack).filter((warning) => warning.includes('taskDefinitionForInstances'));
  }

  test("of one's own alone is warned of", () => {
    expect(warningsOf(ecs.Compatibility.EC2)).toEqual([
      expect.stringContaining(
        "task definition 'Stack/Task' is for container instances of your own only, where tasks with a volume of Amazon S3 Files failed to start when the service came out",
      ),
    ]);
  });

  test('in a network mode without interfaces of the tasks: whose connections count is said', () => {
    const taskDefinition = new ecs.Ec2TaskDefinition(stack, 'Task');
    taskDefinition.addContainer('App', { image, memoryLimitMiB: 256 });
    accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/data' });
    expect(warnings(stack)).toContainEqual(
      expect.stringContaining("in network mode 'bridge' it is the instances that reach the mount targets"),
    );
  });

  test.each([ecs.Compatibility.FARGATE, ecs.Compatibility.EC2_AND_FARGATE, ecs.Compatibility.MANAGED_INSTANCES])(
    'is not, where it runs elsewhere too (%d)',
    (compatibility) => {
      expect(warningsOf(compatibility)).toEqual([]);
    },
  );
});

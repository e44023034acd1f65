import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Annotations, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { DirectS3Read } from '../interfaces/direct-s3-read';
import { MountAccess } from '../interfaces/mount-access';
import type { TaskDefinitionMountOptions } from '../interfaces/task-definition-mount-options';
import { checkProperties, having, NUMBER, objectWith, oneOf, STRING } from '../property-check';
import { validateEnvironment } from './client-environment';
import { connectionErrors } from './client-network';
import { grantDirectRead } from './direct-read-grant';
import { grantWatched } from './immutable-role';
import { refuseCycles } from './mount-cycle';
import type { KnownMountTargets } from './mount-target-placement';
import { allowNfs, nfsRules } from './nfs-rules';
import { TaskVolumes } from './task-volumes';

/**
 * Mounts an access point on a container of a task definition.
 *
 * The file system's stack must not depend on the task definition's. Therefore the grant changes the policy of the task
 * role, the security group rules are made in the tasks' stack, and only the `CfnTaskDefinition` waits for the mount
 * targets. A service depends on its task definition and its task role, so it waits too. The dependency on the rules is
 * added to the service here.
 */
export function mountOnTaskDefinition(
  accessPoint: IS3FilesAccessPoint,
  taskDefinition: ecs.TaskDefinition,
  options: TaskDefinitionMountOptions,
  known: KnownMountTargets | undefined,
): void {
  checkProperties(
    accessPoint,
    { taskDefinition },
    { taskDefinition: { shape: having('taskDefinitionArn', 'a task definition'), required: true } },
  );
  checkProperties(taskDefinition, options, {
    containerPath: { shape: STRING, required: true },
    container: { shape: objectWith('addMountPoints', 'a ContainerDefinition') },
    access: { shape: oneOf('MountAccess', MountAccess) },
    connections: { shape: having('connections', 'a service or a security group') },
    volumeName: { shape: STRING },
    directS3Read: { shape: oneOf('DirectS3Read', DirectS3Read) },
    transitEncryptionPort: { shape: NUMBER },
  });
  const { containerPath, directS3Read, transitEncryptionPort } = options;
  const { access = MountAccess.READ, connections = new ec2.Connections() } = options;
  const resource = mountableTaskDefinition(taskDefinition);
  const container = containerOf(taskDefinition, options.container);
  validateContainerPath(container, containerPath);
  validateVolumeName(taskDefinition, options.volumeName);
  validatePort(taskDefinition, transitEncryptionPort);
  validateDirectRead(taskDefinition, directS3Read);
  validateEnvironment('task definition', 'Amazon ECS', taskDefinition, accessPoint);

  container.addMountPoints({
    containerPath,
    sourceVolume: TaskVolumes.of(taskDefinition, resource).nameFor(
      accessPoint,
      options.volumeName,
      transitEncryptionPort,
    ),
    readOnly: access === MountAccess.READ,
  });
  grantWatched(taskDefinition, taskDefinition.taskRole, (grantee) => [
    accessPoint.grantMount(grantee, access),
    ...(directS3Read === DirectS3Read.ENABLED ? [grantDirectRead(grantee, accessPoint, { listBucket: true })] : []),
  ]);
  allowNfs(connections, accessPoint.fileSystem);
  resource.node.addDependency(accessPoint.fileSystem.mountTargetsAvailable);
  serviceOf(connections)?.node.addDependency(nfsRules(connections, accessPoint.fileSystem));
  refuseCycles(
    { kind: 'task definition', construct: taskDefinition, resource, grantable: taskDefinition.taskRole, connections },
    accessPoint,
  );
  taskDefinition.node.addValidation({ validate: () => connectionErrors('the task', connections, [], known) });
  warnOfInstances(taskDefinition);
}

function mountableTaskDefinition(taskDefinition: ecs.TaskDefinition): ecs.CfnTaskDefinition {
  const path = taskDefinition.node.path;
  const resource = taskDefinition.node.defaultChild;
  if (!resource || !ecs.CfnTaskDefinition.isCfnTaskDefinition(resource)) {
    throw constructError(
      taskDefinition,
      `task definition '${path}' is not defined in this app, so it cannot be given a volume: attach where it is defined`,
    );
  }
  if (taskDefinition.compatibility === ecs.Compatibility.EXTERNAL) {
    throw constructError(
      taskDefinition,
      `task definition '${path}' is for external instances, which Amazon S3 Files is not available to: choose Fargate or Managed Instances`,
    );
  }
  if (operatingSystemOf(resource)?.startsWith('WINDOWS')) {
    throw constructError(
      taskDefinition,
      `task definition '${path}' runs Windows containers, and Amazon S3 Files is mounted by Linux ones only: choose a Linux 'operatingSystemFamily'`,
    );
  }
  return resource;
}

function operatingSystemOf({ runtimePlatform }: ecs.CfnTaskDefinition): string | undefined {
  return runtimePlatform && 'operatingSystemFamily' in runtimePlatform
    ? runtimePlatform.operatingSystemFamily
    : undefined;
}

function containerOf(
  taskDefinition: ecs.TaskDefinition,
  container: ecs.ContainerDefinition | undefined,
): ecs.ContainerDefinition {
  const path = taskDefinition.node.path;
  const chosen = container ?? taskDefinition.defaultContainer;
  if (!chosen) {
    throw constructError(
      taskDefinition,
      `task definition '${path}' has no essential container yet to mount the access point on: add one before attaching, or give 'container'`,
    );
  }
  if (chosen.taskDefinition !== taskDefinition) {
    throw constructError(
      taskDefinition,
      `container '${chosen.node.path}' is not one of task definition '${path}': give a container that was added to it`,
    );
  }
  return chosen;
}

function validateContainerPath(container: ecs.ContainerDefinition, containerPath: string): void {
  if (Token.isUnresolved(containerPath)) {
    return;
  }
  if (!/^(\/(?!\.{1,2}(\/|$))[^/:\s]+)+$/.test(containerPath)) {
    throw constructError(
      container,
      `container path '${containerPath}' cannot be mounted on: give an absolute path other than '/', such as '/mnt/data', without white space, ':', '.', '..' or a trailing '/'`,
    );
  }
  const present = container.mountPoints.find((mountPoint) => mountPoint.containerPath === containerPath);
  if (present) {
    throw constructError(
      container,
      `container '${container.node.path}' has volume '${present.sourceVolume}' at '${containerPath}' already: give another 'containerPath'`,
    );
  }
}

function validateVolumeName(taskDefinition: ecs.TaskDefinition, name: string | undefined): void {
  if (name !== undefined && !Token.isUnresolved(name) && !/^[A-Za-z0-9_-]{1,255}$/.test(name)) {
    throw constructError(
      taskDefinition,
      `volume name '${name}' cannot be used by Amazon ECS: give 1 to 255 letters, digits, '-' and '_', or leave it out`,
    );
  }
}

function validatePort(taskDefinition: ecs.TaskDefinition, port: number | undefined): void {
  if (port !== undefined && !Token.isUnresolved(port) && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw constructError(
      taskDefinition,
      `transit encryption port ${port} is no port: give a whole number from 1 to 65535, or leave it out for a free one`,
    );
  }
}

function validateDirectRead(taskDefinition: ecs.TaskDefinition, directS3Read: DirectS3Read | undefined): void {
  if (directS3Read === DirectS3Read.DISABLED) {
    throw constructError(
      taskDefinition,
      "direct reads cannot be disabled for Amazon ECS, which has no setting for it: leave 'directS3Read' out, and the task reads directly only if its role may read the bucket",
    );
  }
}

/** See "Availability" in https://docs.aws.amazon.com/AmazonECS/latest/developerguide/s3files-volumes.html. */
function warnOfInstances(taskDefinition: ecs.TaskDefinition): void {
  if (!taskDefinition.isFargateCompatible && !taskDefinition.isManagedInstancesCompatible) {
    const { networkMode } = taskDefinition;
    const hint =
      networkMode === ecs.NetworkMode.AWS_VPC
        ? ''
        : `; in network mode '${networkMode}' it is the instances that reach the mount targets: give theirs as 'connections'`;
    Annotations.of(taskDefinition).addWarningV2(
      'cdk-s3files:taskDefinitionForInstances',
      `task definition '${taskDefinition.node.path}' is for container instances of your own only, where tasks with a volume of Amazon S3 Files failed to start when the service came out, and need a recent ECS agent since: prefer Fargate or Managed Instances, or try it with your instances' image${hint}`,
    );
  }
}

/** The resource of a service, if a service was given. A security group alone has nothing that could wait. */
function serviceOf(connections: ec2.IConnectable): ecs.CfnService | undefined {
  return Construct.isConstruct(connections)
    ? connections.node.children.find((child) => ecs.CfnService.isCfnService(child))
    : undefined;
}

import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import type { IResource } from 'aws-cdk-lib/core';
import type { IS3FilesFileSystem } from './file-system';
import type { FunctionMountOptions } from './function-mount-options';
import type { InstanceMountOptions } from './instance-mount-options';
import type { MountAccess } from './mount-access';
import type { TaskDefinitionMountOptions } from './task-definition-mount-options';

/**
 * An application's view of a file system.
 */
export interface IS3FilesAccessPoint extends IResource, s3files.IAccessPointRef {
  /**
   * The id, `fsap-…`.
   *
   * @attribute
   */
  readonly accessPointId: string;

  /**
   * The ARN, `arn:…:file-system/fs-…/access-point/fsap-…`.
   *
   * @attribute
   */
  readonly accessPointArn: string;

  /**
   * The file system that this is a view of.
   */
  readonly fileSystem: IS3FilesFileSystem;

  /**
   * The directory of the file system that clients see as their root.
   */
  readonly rootDirectory: string;

  /**
   * Grants mounting the file system by this access point, and by no other.
   *
   * @param grantee who may mount it
   * @param access @default MountAccess.READ
   */
  grantMount(grantee: iam.IGrantable, access?: MountAccess): iam.Grant;

  /**
   * Mounts this access point on a function that has been defined.
   *
   * It writes the function's configuration, the grant and the security group rules, and makes the function wait for the
   * mount targets. An alias or a version stands for its function. The function must be in the VPC of the mount targets, in
   * Availability Zones that have one; Lambda takes one mount for each function.
   *
   * The function's stack comes to depend on the file system's, never the other way round. Where the file system needs
   * something of the function's stack already, such as its VPC, the two would need each other: make the mount targets in the
   * function's stack (`addMountTargets`), put what is needed in a third stack, or import the access point by its ARN.
   *
   * @throws if the function is imported, has no VPC, has a mount already or uses SnapStart; if it is in another account,
   *   Region or stage, or the two stacks would need each other; if the mount path cannot be used; if direct reads are to be
   *   enabled on an access point that was imported without its bucket
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
   *
   * @example
   * accessPoint.attachToFunction(myFunction, {
   *   mountPath: '/mnt/data',
   *   access: MountAccess.READ_WRITE,
   *   directS3Read: DirectS3Read.ENABLED,
   * });
   */
  attachToFunction(fn: lambda.IFunction, options?: FunctionMountOptions): void;

  /**
   * Mounts this access point on a container of an Amazon ECS task definition.
   *
   * The volume and the container's mount point, the grant to the task role, the security group rules, and waiting for the
   * mount targets. Attach when the containers have been added and, to have the rules written too, when the service has
   * been defined.
   *
   * @throws if the task definition is imported, runs Windows or is for external instances, has no such container, or has something at the container path already; if it is in another account or
   *   Region, or the two stacks would need each other; if the container path, the volume name or the port cannot be used; if
   *   direct reads are to be disabled
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/s3files-volumes.html
   *
   * @example
   * const service = new ecs.FargateService(this, 'Service', { cluster: ecsCluster, taskDefinition });
   * accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/mnt/data', connections: service });
   */
  attachToTaskDefinition(taskDefinition: ecs.TaskDefinition, options: TaskDefinitionMountOptions): void;

  /**
   * Mounts this access point on an Amazon EC2 instance that runs Linux.
   *
   * The commands in its user data, the grant to its role, the security group rules, and waiting for the mount targets. The
   * commands install `amazon-efs-utils` where the image does not have `mount.s3files`, which needs a route to the package
   * repositories. They run in the order of the user data, and what comes after them runs even if they fail, which the log
   * of cloud-init tells.
   *
   * User data runs when an instance boots for the first time: one that exists already is mounted when it is replaced.
   *
   * @throws if the instance runs Windows or macOS, if its user data is no shell script, if it is in another account or
   *   Region, if the two stacks would need each other, or if the mount point cannot be used
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-mounting.html
   *
   * @example
   * accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data', access: MountAccess.READ_WRITE });
   */
  attachToInstance(instance: ec2.Instance, options: InstanceMountOptions): void;

  /**
   * The commands by which `attachToInstance` mounts, for machines that it does not take, such as those of a launch template
   * or an Auto Scaling group.
   *
   * They are lines of a shell script that root runs. They grant nothing: the machines' role needs `grantMount`, and their
   * security group access to the mount targets.
   *
   * @throws if the mount point cannot be used
   *
   * @example
   * autoScalingGroup.addUserData(accessPoint.mountCommands({ mountPoint: '/mnt/data' }));
   * accessPoint.grantMount(autoScalingGroup);
   * autoScalingGroup.connections.allowToDefaultPort(accessPoint.fileSystem);
   */
  mountCommands(options: InstanceMountOptions): string;
}

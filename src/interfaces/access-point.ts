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
 * An application's view of a file system: a user and group of its own, and a directory that it sees as the root.
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
   * The file system that clients of this access point mount.
   */
  readonly fileSystem: IS3FilesFileSystem;

  /**
   * The directory of the file system that clients see as their root.
   */
  readonly rootDirectory: string;

  /**
   * Grants mounting the file system by this access point, and by no other. Only the policy of the grantee is changed.
   *
   * @param grantee who may mount the access point
   * @param access the actions to grant @default MountAccess.READ
   * @returns the grant
   * @throws Error if the grantee is missing
   */
  grantMount(grantee: iam.IGrantable, access?: MountAccess): iam.Grant;

  /**
   * Mounts this access point on a function that is already defined.
   *
   * It sets the configuration of the function, grants its role the access, adds the security group rules, and makes the
   * function wait for the mount targets. For an alias or a version the function behind it is mounted. The function must
   * run in the VPC of the mount targets, in Availability Zones that have one. Lambda allows one mount for each function.
   *
   * Afterwards the stack of the function depends on the stack of the file system, never the other way round. If the file
   * system already needs something of the function's stack, such as its VPC, the two stacks would need each other. Then make
   * the mount targets in the function's stack (`addMountTargets`), put what is needed in a third stack, or import the
   * access point by its ARN.
   *
   * @param fn the function, or an alias or version of it
   * @param options the mount path, the access, and whether reads go to the bucket @default - those of `FunctionMountOptions`
   * @throws Error if the function is imported, has no VPC, has a mount already or uses SnapStart; if it is in another
   *   account, Region or stage, or the two stacks would need each other; if the mount path cannot be used; if direct reads
   *   are to be enabled on an access point that was imported without its bucket
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
   * It adds the volume and the mount point of the container, grants the task role the access, adds the security group
   * rules, and makes the task definition wait for the mount targets. Call it after the containers have been added. For the
   * security group rules, define the service first and give it as `connections`.
   *
   * @param taskDefinition the task definition, made in this app
   * @param options the container, its path, and the access
   * @throws Error if the task definition is imported, runs Windows or is for external instances, has no such container, or
   *   has something at the container path already; if it is in another account or Region, or the two stacks would need each
   *   other; if the container path, the volume name or the port cannot be used; if direct reads are to be disabled
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
   * It adds commands to the user data, grants the instance's role the access, adds the security group rules, and makes the
   * instance wait for the mount targets. The commands install `amazon-efs-utils` if the image does not have
   * `mount.s3files`; for that the instance needs a route to the package repositories. The commands run in the order of the
   * user data. If they fail, the commands after them still run, and the log of cloud-init shows the error.
   *
   * User data runs when an instance boots for the first time. An instance that exists already is mounted when it is
   * replaced.
   *
   * @param instance the instance, made in this app
   * @param options the mount point and the access
   * @throws Error if the instance runs Windows or macOS, if its user data is no shell script, if it is in another account or
   *   Region, if the two stacks would need each other, or if the mount point cannot be used
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-mounting.html
   *
   * @example
   * accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data', access: MountAccess.READ_WRITE });
   */
  attachToInstance(instance: ec2.Instance, options: InstanceMountOptions): void;

  /**
   * Returns the commands by which `attachToInstance` mounts, for machines that it does not take, such as those of a launch
   * template or an Auto Scaling group.
   *
   * They are lines of a shell script that root runs. They grant nothing: the role of the machines needs `grantMount`, and
   * their security group needs access to the mount targets.
   *
   * @param options the mount point and the access
   * @returns the lines of the script
   * @throws Error if the mount point cannot be used
   *
   * @example
   * autoScalingGroup.addUserData(accessPoint.mountCommands({ mountPoint: '/mnt/data' }));
   * accessPoint.grantMount(autoScalingGroup);
   * autoScalingGroup.connections.allowToDefaultPort(accessPoint.fileSystem);
   */
  mountCommands(options: InstanceMountOptions): string;
}

import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import { Resource } from 'aws-cdk-lib/core';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { grantClient } from '../interfaces/file-system-grants';
import type { FunctionMountOptions } from '../interfaces/function-mount-options';
import type { InstanceMountOptions } from '../interfaces/instance-mount-options';
import { MountAccess } from '../interfaces/mount-access';
import type { TaskDefinitionMountOptions } from '../interfaces/task-definition-mount-options';
import { mountOnFunction } from '../mounting/function-mount';
import { mountCommands, mountOnInstance } from '../mounting/instance-mount';
import type { KnownMountTargets } from '../mounting/mount-target-placement';
import { mountOnTaskDefinition } from '../mounting/task-definition-mount';
import { isFileSystemBase } from './file-system-base';

/**
 * The base class of the access points of this app and of imported ones.
 *
 * @internal
 */
export abstract class S3FilesAccessPointBase extends Resource implements IS3FilesAccessPoint {
  public abstract readonly accessPointId: string;
  public abstract readonly accessPointArn: string;
  public abstract readonly fileSystem: IS3FilesFileSystem;
  public abstract readonly rootDirectory: string;

  public get accessPointRef(): s3files.AccessPointReference {
    return { accessPointId: this.accessPointId, accessPointArn: this.accessPointArn };
  }

  /**
   * Grants mounting the file system by this access point, and by no other. Only the policy of the grantee is changed.
   *
   * @param grantee who may mount the access point
   * @param access the actions to grant @default MountAccess.READ
   * @returns the grant
   * @throws Error if the grantee is missing
   */
  public grantMount(grantee: iam.IGrantable, access: MountAccess = MountAccess.READ): iam.Grant {
    return grantClient(this.fileSystem, grantee, access, this);
  }

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
   */
  public attachToFunction(fn: lambda.IFunction, options: FunctionMountOptions = {}): void {
    mountOnFunction(this, fn, options, this.mountTargets);
  }

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
   */
  public attachToTaskDefinition(taskDefinition: ecs.TaskDefinition, options: TaskDefinitionMountOptions): void {
    mountOnTaskDefinition(this, taskDefinition, options, this.mountTargets);
  }

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
   */
  public attachToInstance(instance: ec2.Instance, options: InstanceMountOptions): void {
    mountOnInstance(this, instance, options, this.mountTargets);
  }

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
   */
  public mountCommands(options: InstanceMountOptions): string {
    return mountCommands(this, options);
  }

  private get mountTargets(): KnownMountTargets | undefined {
    const { fileSystem } = this;
    return isFileSystemBase(fileSystem) ? fileSystem._mountTargets : undefined;
  }
}

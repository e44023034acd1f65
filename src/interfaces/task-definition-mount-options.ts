import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { DirectS3Read } from './direct-s3-read';
import type { MountAccess } from './mount-access';

/**
 * Options of mounting an access point on a container of an Amazon ECS task definition.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/s3files-volumes.html
 */
export interface TaskDefinitionMountOptions {
  /**
   * The path at which the container sees the access point's root directory: an absolute path other than `/`.
   */
  readonly containerPath: string;

  /**
   * The container that mounts the access point. For several containers, attach several times.
   *
   * @default - the task definition's default container, which is its first essential one
   */
  readonly container?: ecs.ContainerDefinition;

  /**
   * The access that the task role is granted. All containers of the task have this role. With `READ` the container mounts
   * read-only.
   *
   * @default MountAccess.READ
   */
  readonly access?: MountAccess;

  /**
   * The service that runs the tasks, or the security group that single tasks are started with.
   *
   * It is let in to the mount targets on TCP 2049, and a service waits for these rules. The service may have been defined
   * before this call.
   *
   * @default - no rules; the tasks cannot start without them, so add them by
   *   `service.connections.allowToDefaultPort(accessPoint.fileSystem)`
   */
  readonly connections?: ec2.IConnectable;

  /**
   * The name of the volume in the task definition: letters, digits, `-` and `_`, 255 characters at most.
   *
   * @default - a name made of the access point's path in the tree; containers that mount the same access point share a volume
   */
  readonly volumeName?: string;

  /**
   * Reads of large files from the bucket itself, past the file system.
   *
   * `ENABLED` grants the task role to read the objects that the access point shows. `AUTO` grants nothing, so a task reads
   * directly only if its role may read the bucket by other permissions. `DISABLED` is an error, because Amazon ECS has no
   * setting for it.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-performance.html
   * @default DirectS3Read.AUTO
   */
  readonly directS3Read?: DirectS3Read;

  /**
   * The port of the task's host that encrypted data goes through: a whole number from 1 to 65535.
   *
   * @default - the client chooses a free one
   */
  readonly transitEncryptionPort?: number;
}

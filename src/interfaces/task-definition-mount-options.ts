import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { DirectS3Read } from './direct-s3-read';
import type { MountAccess } from './mount-access';

/**
 * How the containers of an Amazon ECS task mount an access point.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/s3files-volumes.html
 */
export interface TaskDefinitionMountOptions {
  /**
   * Where the container sees the access point's root directory.
   *
   * An absolute path other than `/`.
   */
  readonly containerPath: string;

  /**
   * The container that mounts it. Attach once for each container that does.
   *
   * @default - the task definition's default container, which is its first essential one
   */
  readonly container?: ecs.ContainerDefinition;

  /**
   * What the container may do there.
   *
   * The task role is granted it, and the role is that of all containers. With `READ` the container mounts read-only.
   *
   * @default MountAccess.READ
   */
  readonly access?: MountAccess;

  /**
   * What the tasks' network interfaces are behind.
   *
   * The service that runs the tasks, or the security group that single tasks are started with. It is let in to the mount
   * targets on TCP 2049, and a service waits for these rules. A service can be given that was defined before the task
   * definition was attached to.
   *
   * @default - no rules; without them the tasks cannot start, so write them with the service's
   *   `connections.allowToDefaultPort(accessPoint.fileSystem)`
   */
  readonly connections?: ec2.IConnectable;

  /**
   * The name of the volume in the task definition: letters, digits, `-` and `_`, 255 characters at most.
   *
   * @default - a name made of the access point's path; containers that mount one access point share its volume
   */
  readonly volumeName?: string;

  /**
   * Whether tasks may read large files from the bucket itself, past the file system.
   *
   * `ENABLED` grants the task role to read the objects that the access point shows. `AUTO` grants nothing, so that a task
   * reads directly only where its role may read the bucket by other means. Amazon ECS has no setting for `DISABLED`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-performance.html
   * @default DirectS3Read.AUTO
   */
  readonly directS3Read?: DirectS3Read;

  /**
   * The port of the task's host that encrypted data goes through, 1 to 65535.
   *
   * @default - the client chooses a free one
   */
  readonly transitEncryptionPort?: number;
}

import type { DirectS3Read } from './direct-s3-read';
import type { MountAccess } from './mount-access';

/**
 * How an Amazon EC2 instance mounts an access point.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-mounting.html
 */
export interface InstanceMountOptions {
  /**
   * The directory that shows the access point's root directory. It is made when it is not there.
   *
   * An absolute path of letters, digits, `.`, `_` and `-`, which is not a directory of the system, such as `/mnt/data`.
   */
  readonly mountPoint: string;

  /**
   * What the instance may do there. With `READ` it mounts read-only.
   *
   * @default MountAccess.READ
   */
  readonly access?: MountAccess;

  /**
   * Whether the instance reads large files from the bucket itself, past the file system.
   *
   * `ENABLED` grants the instance's role to read the objects that the access point shows. `AUTO` grants nothing, so that it
   * takes effect only where the role may read the bucket by other means. `DISABLED` mounts with `nodirects3read`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-performance.html
   * @default DirectS3Read.AUTO
   */
  readonly directS3Read?: DirectS3Read;
}

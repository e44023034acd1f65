import type { DirectS3Read } from './direct-s3-read';
import type { MountAccess } from './mount-access';

/**
 * Options of mounting an access point on an Amazon EC2 instance.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-mounting.html
 */
export interface InstanceMountOptions {
  /**
   * The directory at which the instance sees the access point's root directory. It is made if it does not exist.
   *
   * An absolute path of letters, digits, `.`, `_` and `-`, such as `/mnt/data`. Directories that the system needs are
   * refused.
   */
  readonly mountPoint: string;

  /**
   * The access that the instance's role is granted. With `READ` the instance mounts read-only.
   *
   * @default MountAccess.READ
   */
  readonly access?: MountAccess;

  /**
   * Reads of large files from the bucket itself, past the file system.
   *
   * `ENABLED` grants the instance's role to read the objects that the access point shows. `AUTO` grants nothing, so it
   * takes effect only if the role may read the bucket by other permissions. `DISABLED` mounts with the option
   * `nodirects3read`.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-performance.html
   * @default DirectS3Read.AUTO
   */
  readonly directS3Read?: DirectS3Read;
}

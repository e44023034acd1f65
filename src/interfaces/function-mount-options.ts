import type { DirectS3Read } from './direct-s3-read';
import type { MountAccess } from './mount-access';

/**
 * Options of mounting an access point on a Lambda function.
 */
export interface FunctionMountOptions {
  /**
   * The path at which the function sees the access point's root directory: `/mnt/` and a name of letters, digits, `-`, `_`
   * and `.`, 160 characters at most.
   *
   * @default '/mnt/events'
   */
  readonly mountPath?: string;

  /**
   * The access that the function's role is granted.
   *
   * @default MountAccess.READ
   */
  readonly access?: MountAccess;

  /**
   * Reads from the bucket itself, past the file system, which is faster for much data.
   *
   * `ENABLED` grants the function's role to read the objects that the access point shows, and no others. The S3 API does
   * not know the access point's POSIX user, nor the modes of the files. `AUTO` and `DISABLED` grant nothing.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
   * @default - nothing is set, and Lambda does the same as for `DirectS3Read.AUTO`
   */
  readonly directS3Read?: DirectS3Read;
}

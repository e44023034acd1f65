import type { DirectS3Read } from './direct-s3-read';
import type { MountAccess } from './mount-access';

/**
 * How a function mounts an access point.
 */
export interface FunctionMountOptions {
  /**
   * Where the function sees the access point's root directory: `/mnt/` and a name of letters, digits, `-`, `_` and `.`,
   * 160 characters at most.
   *
   * @default '/mnt/events'
   */
  readonly mountPath?: string;

  /**
   * What the function may do there.
   *
   * @default MountAccess.READ
   */
  readonly access?: MountAccess;

  /**
   * Whether reads go to the bucket itself, past the file system, which is faster for much data.
   *
   * `ENABLED` grants the function's role to read the objects that the access point shows: these and no others, but by the
   * S3 API, which knows neither the access point's POSIX user nor its policies. The other two grant nothing.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
   * @default - left to Lambda: as `DirectS3Read.AUTO`
   */
  readonly directS3Read?: DirectS3Read;
}

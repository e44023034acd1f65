/**
 * Direct reads: a client reads from the bucket itself, past the file system.
 *
 * They are faster for much data. If the reader may not read the bucket, or cannot reach Amazon S3 from its network, it
 * reads through the file system and reports nothing.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-performance.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
 */
export enum DirectS3Read {
  /**
   * The service decides.
   *
   * Lambda reads directly with 512 MB of memory or more, and does so too when nothing is given.
   *
   * This grants nothing: it takes effect only if the reader may read the objects by other permissions.
   */
  AUTO = 'AUTO',

  /**
   * Every read goes to the bucket, with any memory.
   *
   * The role is granted to read the objects that the access point shows, and to decrypt them if the bucket has a key.
   * Amazon S3 knows nothing of access points. Through its API the role may then read these objects and their older versions,
   * whatever the POSIX user and the modes of the files are.
   */
  ENABLED = 'ENABLED',

  /**
   * Every read goes through the file system.
   */
  DISABLED = 'DISABLED',
}

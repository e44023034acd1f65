/**
 * Whether reads go to the bucket itself, past the file system.
 *
 * That is faster for much data. Where the reader may not read the bucket, or cannot reach Amazon S3 from its network, the
 * file system is read silently.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-performance.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
 */
export enum DirectS3Read {
  /**
   * As the service decides.
   *
   * For a function: on from 512 MB of memory, off below. This is what Lambda keeps where nothing is given.
   *
   * It grants nothing, so that it takes effect only where the reader may read the objects by other means.
   */
  AUTO = 'AUTO',

  /**
   * Every read, with any memory.
   *
   * The role is granted to read the objects that the access point shows, and to decrypt them where the bucket has a key.
   * Amazon S3 knows nothing of access points: by its API the role may then read these objects and their older versions
   * whatever the POSIX user and the modes of the files are.
   */
  ENABLED = 'ENABLED',

  /**
   * Never: every read goes through the file system.
   */
  DISABLED = 'DISABLED',
}

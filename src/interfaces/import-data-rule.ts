import type { Size } from 'aws-cdk-lib/core';

/**
 * The moment at which the data of a file is copied from the bucket to the file system's fast storage.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-synchronization-customizing.html
 */
export enum ImportDataRuleTrigger {
  /**
   * The first access to the directory that holds the file.
   */
  ON_DIRECTORY_FIRST_ACCESS = 'ON_DIRECTORY_FIRST_ACCESS',

  /**
   * The first access to the file itself.
   */
  ON_FILE_ACCESS = 'ON_FILE_ACCESS',
}

/**
 * A rule that says which files are copied from the bucket to the file system's fast storage, and when.
 *
 * If several prefixes match a file, the longest one decides.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-synchronization-customizing.html
 */
export interface ImportDataRule {
  /**
   * The beginning of the files' keys in the bucket: empty for all files, otherwise with a `/` at the end, 1,024 characters
   * at most.
   *
   * This is a key of the bucket, not a path on a mount: the directory `hot/` of an access point rooted at `/events` has
   * the prefix `events/hot/`. On a file system with a prefix of its own, the prefix of every rule starts with that one.
   */
  readonly prefix: string;

  /**
   * The size below which the data of a file is imported. Of larger files only the metadata is imported.
   *
   * From 0 to 52,673,613,135,872 bytes (48 TiB).
   */
  readonly sizeLessThan: Size;

  /**
   * The moment at which the data is imported.
   *
   * @default ImportDataRuleTrigger.ON_DIRECTORY_FIRST_ACCESS
   */
  readonly trigger?: ImportDataRuleTrigger;
}

import type { Size } from 'aws-cdk-lib/core';

/**
 * When the data of a file is brought from the bucket to the file system's fast storage.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-synchronization-customizing.html
 */
export enum ImportDataRuleTrigger {
  /**
   * When the directory that holds the file is accessed for the first time.
   */
  ON_DIRECTORY_FIRST_ACCESS = 'ON_DIRECTORY_FIRST_ACCESS',

  /**
   * When the file itself is accessed for the first time.
   */
  ON_FILE_ACCESS = 'ON_FILE_ACCESS',
}

/**
 * Which files are brought from the bucket to the file system's fast storage, and when.
 *
 * The most specific prefix that matches a file decides.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-synchronization-customizing.html
 */
export interface ImportDataRule {
  /**
   * The prefix of the files' keys in the bucket: empty for all, else with a `/` at the end.
   *
   * This is a key of the bucket, not a path on a mount: below an access point rooted at `/events`, the directory `hot/`
   * has the prefix `events/hot/`. On a file system with a prefix of its own, every rule's prefix starts with that one.
   */
  readonly prefix: string;

  /**
   * Files smaller than this are imported; of larger ones only the metadata.
   *
   * From 0 to 52,673,613,135,872 bytes (48 TiB).
   */
  readonly sizeLessThan: Size;

  /**
   * When the data is imported.
   *
   * @default ImportDataRuleTrigger.ON_DIRECTORY_FIRST_ACCESS
   */
  readonly trigger?: ImportDataRuleTrigger;
}

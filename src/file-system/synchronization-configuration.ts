import type { Duration } from 'aws-cdk-lib/core';
import type { ImportDataRule } from '../interfaces/import-data-rule';

/**
 * How the synchronization rules of a file system are applied.
 */
export enum SynchronizationMode {
  /**
   * By a custom resource, in the same deployment. It works in the same way for file systems of the app and imported ones.
   *
   * docs/synchronization-matrix.md shows what each deployment leaves behind.
   */
  CUSTOM_RESOURCE = 'CUSTOM_RESOURCE',

  /**
   * By the property of `AWS::S3Files::FileSystem`, for file systems of the app only. It needs no function, and
   * CloudFormation's drift detection sees changes made by hand.
   */
  CLOUDFORMATION = 'CLOUDFORMATION',
}

/**
 * What is imported from the bucket to the file system's fast storage, and how long it stays.
 */
export interface SynchronizationConfiguration {
  /**
   * What is imported, and when. At most 10 rules, the root's among them; where none is given for the root, the service's
   * default is added: files below 128 KiB, on the first access to their directory.
   *
   * @default - the root's rule only
   */
  readonly importDataRules?: ImportDataRule[];

  /**
   * How long after its last access a file's data leaves the fast storage: 1 to 365 days. Its metadata stays, and data
   * that is not yet in the bucket stays until it is.
   *
   * @default Duration.days(30)
   */
  readonly dataExpiration?: Duration;

  /**
   * How the rules are applied.
   *
   * @default SynchronizationMode.CUSTOM_RESOURCE
   */
  readonly mode?: SynchronizationMode;

  /**
   * Whether the custom resource installs the newest AWS SDK before it calls the service. With `false` the SDK in
   * Lambda's Node.js runtime must know Amazon S3 Files. With `SynchronizationMode.CLOUDFORMATION`, which deploys no
   * function, giving it is an error.
   *
   * @default true
   */
  readonly installLatestAwsSdk?: boolean;
}

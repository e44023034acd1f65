import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Duration } from 'aws-cdk-lib/core';
import type { ImportDataRule } from '../interfaces/import-data-rule';

/**
 * The way in which the synchronization rules of a file system are applied.
 */
export enum SynchronizationMode {
  /**
   * A custom resource applies the rules in the same deployment. It works for file systems of the app and for imported ones.
   */
  CUSTOM_RESOURCE = 'CUSTOM_RESOURCE',

  /**
   * The property of `AWS::S3Files::FileSystem` applies them, for file systems of the app only. It needs no function, and
   * CloudFormation's drift detection sees changes that were made by hand.
   */
  CLOUDFORMATION = 'CLOUDFORMATION',
}

/**
 * The rules of what is imported from the bucket to the file system's fast storage, and of how long it stays there.
 */
export interface SynchronizationConfiguration {
  /**
   * The rules of what is imported, and when: at most 10, including the rule of the root. If no rule is given for the root,
   * the service's default is added: files below 128 KiB, on the first access to their directory. If there would be more than
   * 10 then, the root takes the setting that most of them ask for, and those that say no more than the root are left out.
   *
   * @default - the root's rule only
   */
  readonly importDataRules?: ImportDataRule[];

  /**
   * The time after its last access at which a file's data leaves the fast storage: 1 to 365 whole days. Its metadata stays.
   * Data that is not in the bucket yet stays until it is.
   *
   * @default Duration.days(30)
   */
  readonly dataExpiration?: Duration;

  /**
   * The way in which the rules are applied.
   *
   * @default SynchronizationMode.CUSTOM_RESOURCE
   */
  readonly mode?: SynchronizationMode;

  /**
   * Installs the newest AWS SDK before the custom resource calls the service. With `false`, the SDK of Lambda's Node.js
   * runtime must know Amazon S3 Files: whether it does could not be seen without an AWS account, so the default is `true`.
   * It is an error to give this with `SynchronizationMode.CLOUDFORMATION`, which deploys
   * no function.
   *
   * @default true
   */
  readonly installLatestAwsSdk?: boolean;

  /**
   * The log group of the function that runs the custom resource. One function runs all custom resources of this kind in a
   * stack (`AwsCustomResource`), so all of them log there. It is an error to give this with
   * `SynchronizationMode.CLOUDFORMATION`.
   *
   * @default - the group that Lambda makes with the first line, which nothing deletes
   */
  readonly logGroup?: logs.ILogGroup;
}

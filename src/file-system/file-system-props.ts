import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { VpcConfiguration } from '../interfaces/vpc-configuration';
import type { SynchronizationConfiguration } from './synchronization-configuration';

/**
 * Options of a file system: all but where it can be mounted.
 */
export interface S3FilesFileSystemOptions {
  /**
   * The bucket that holds the files as objects: versioned, in this account and Region, encrypted by S3 or KMS. It may be a
   * `CfnBucket`. Another one replaces the file system.
   *
   * @default - a versioned, encrypted, private bucket, whose noncurrent versions expire after 30 days
   */
  readonly bucket?: s3.IBucketRef;

  /**
   * The part of the bucket that the file system shows: keys that begin with this text, which ends with a `/` and has 1,024
   * characters at most. Changing it replaces the file system.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;

  /**
   * The key that encrypts the file system's fast storage. The objects of the bucket are encrypted by the bucket's own key.
   * Changing it replaces the file system.
   *
   * @default - a key that AWS owns
   */
  readonly kmsKey?: kms.IKeyRef;

  /**
   * The role with which the service reads and writes the bucket. A role that is given is not changed: it must trust the
   * service and have the permissions that the service documents. Another one replaces the file system.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prereq-policies.html
   * @default - a role with the permissions that the service documents, on this bucket only
   */
  readonly role?: iam.IRoleRef;

  /**
   * The first statements of the file system policy, which says who may mount the file system and who may not.
   *
   * The document itself is not changed. `addToResourcePolicy` and `confineToAccessPoints` add further statements.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-security-iam.html
   * @default - no policy: identity policies decide
   */
  readonly fileSystemPolicy?: iam.PolicyDocument;

  /**
   * The fate of the file system when it is removed from the stack, and of the bucket and the role that were made for it.
   * `RemovalPolicy.DESTROY` empties and deletes that bucket: every file is lost.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Creates the file system although the service warns of the bucket.
   *
   * The service warns if there are very many objects below the prefix: renaming the root would take hours. Changing this
   * replaces the file system, too.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-synchronization.html
   * @default true
   */
  readonly acceptBucketWarning?: boolean;

  /**
   * A text of 1 to 64 characters by which the service recognizes a repeated request to create the file system. Changing it
   * replaces the file system.
   *
   * @default - none: CloudFormation does not need one
   */
  readonly clientToken?: string;

  /**
   * The rules of what is imported from the bucket to the fast storage, and of how long it stays there.
   *
   * @default - the rules of the service: files below 128 KiB on the first access to their directory, for 30 days
   */
  readonly synchronizationConfiguration?: SynchronizationConfiguration;
}

/**
 * Properties of a file system.
 */
export interface S3FilesFileSystemProps extends S3FilesFileSystemOptions {
  /**
   * The VPC that clients mount from. The file system gets one mount target for each Availability Zone there. Another VPC
   * replaces the mount targets.
   *
   * @default - no mount targets; `addMountTargets` adds them
   */
  readonly vpcConfiguration?: VpcConfiguration;
}

import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import type { IResource } from 'aws-cdk-lib/core';
import type { Construct, IDependable } from 'constructs';
import type { S3FilesFileSystemGrants } from './file-system-grants';
import type { IS3FilesFileSystemMetrics } from './file-system-metrics';
import type { ImportDataRule } from './import-data-rule';
import type { MountAccess } from './mount-access';
import type { VpcConfiguration } from './vpc-configuration';

/**
 * A file system of Amazon S3 Files: a POSIX mount over a bucket.
 *
 * `addToResourcePolicy` adds a statement to the file system policy. On an imported file system it adds nothing, and its
 * result says so: the policy is one document, and another app keeps it.
 */
export interface IS3FilesFileSystem
  extends IResource,
    ec2.IConnectable,
    s3files.IFileSystemRef,
    iam.IResourceWithPolicyV2,
    IS3FilesFileSystemMetrics {
  /**
   * The id, `fs-…`.
   *
   * @attribute
   */
  readonly fileSystemId: string;

  /**
   * The ARN, `arn:…:s3files:…:file-system/fs-…`.
   *
   * @attribute
   */
  readonly fileSystemArn: string;

  /**
   * The bucket that holds the files as objects.
   *
   * A file system of this app always has it (as `bucket` too). An imported file system has it only if it was given.
   */
  readonly sourceBucket?: s3.IBucket;

  /**
   * The part of the bucket that the file system shows: keys that begin with this text, which ends with a `/`.
   *
   * Without a prefix the file system shows all keys.
   */
  readonly prefix?: string;

  /**
   * Grants to mount the whole file system. To grant one access point only, use `grantMount` of the access point.
   */
  readonly grants: S3FilesFileSystemGrants;

  /**
   * A dependency for clients: they can mount only after the mount targets exist. It includes mount targets that are added
   * later.
   */
  readonly mountTargetsAvailable: IDependable;

  /**
   * Grants mounting the whole file system. Only the policy of the grantee is changed.
   *
   * @param grantee who may mount the file system
   * @param access the actions to grant @default MountAccess.READ
   * @returns the grant
   * @throws Error if the grantee is missing
   */
  grantMount(grantee: iam.IGrantable, access?: MountAccess): iam.Grant;

  /**
   * Adds mount targets, one for each Availability Zone of the selected subnets.
   *
   * An imported file system may get them too, such as one that was kept when its stack was deleted. The service has one
   * mount target for each zone, and all of them in one VPC: those that are not of this app are not known here.
   *
   * @param scope the construct to define them in: the file system itself, or a construct of the VPC's stack if that stack
   *   depends on the file system's
   * @param vpcConfiguration the VPC, the subnets and the security groups
   * @throws Error if there is a mount target of this app in one of these zones already, or in another VPC
   */
  addMountTargets(scope: Construct, vpcConfiguration: VpcConfiguration): void;

  /**
   * Adds a rule that says which files are imported to the fast storage, and when. Adding the same rule twice changes
   * nothing.
   *
   * @param rule the rule; its prefix is a key of the bucket
   * @throws Error if the rule contradicts one with the same prefix, is outside the file system's prefix or is the eleventh that says
   *   something of its own;
   *   on an imported file system also if no `S3FilesSynchronization` of this app has its rules
   */
  addImportDataRule(rule: ImportDataRule): void;
}

import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import type { IResource } from 'aws-cdk-lib/core';
import type { IDependable } from 'constructs';
import type { S3FilesFileSystemGrants } from './file-system-grants';
import type { IS3FilesFileSystemMetrics } from './file-system-metrics';
import type { ImportDataRule } from './import-data-rule';
import type { MountAccess } from './mount-access';

/**
 * A file system of Amazon S3 Files: a POSIX mount over a bucket.
 *
 * `addToResourcePolicy` adds to the file system policy. On an imported file system it adds nothing, and says so in what it
 * returns: that policy is one document, which somebody else keeps.
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
   * A file system of this app always has it (there it is `bucket` too), an imported one only if it was given.
   */
  readonly sourceBucket?: s3.IBucket;

  /**
   * The prefix of the bucket's keys that the file system shows, with a `/` at the end.
   *
   * Without one it shows all of them.
   */
  readonly prefix?: string;

  /**
   * Grants to mount the whole file system.
   */
  readonly grants: S3FilesFileSystemGrants;

  /**
   * What a client must wait for before it can mount: the mount targets, later ones included.
   */
  readonly mountTargetsAvailable: IDependable;

  /**
   * Grants mounting the whole file system.
   *
   * @param grantee who may mount it
   * @param access @default MountAccess.READ
   */
  grantMount(grantee: iam.IGrantable, access?: MountAccess): iam.Grant;

  /**
   * Adds a rule on what is imported to the fast storage, and when. The same rule twice counts once.
   *
   * @throws on an imported file system, unless an `S3FilesSynchronization` of this app owns its rules
   */
  addImportDataRule(rule: ImportDataRule): void;
}

import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import { Annotations, Fn, Stack, Token } from 'aws-cdk-lib/core';
import type * as interfaces from 'aws-cdk-lib/interfaces';
import type { Construct, IDependable } from 'constructs';
import { constructError, type Place, placeOf } from '../construct-error';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { NFS_PORT } from '../mounting/nfs-rules';
import { checkProperties, having, listOf, STRING } from '../property-check';
import { isFileSystemBase, S3FilesFileSystemBase } from './file-system-base';
import { PlacedMountTargets } from './placed-mount-targets';
import { validatePrefix } from './prefix';
import { bucketOf } from './resource-references';
import { synchronizationOwner } from './synchronization-registry';

/**
 * Attributes of a file system that exists already, or that another app makes.
 */
export interface S3FilesFileSystemAttributes {
  /**
   * The ARN, `arn:…:s3files:…:file-system/fs-…`. Give this or `fileSystemId`.
   *
   * @default - made of `fileSystemId` and the stack's account and Region
   */
  readonly fileSystemArn?: string;

  /**
   * The id, `fs-…`. Give this or `fileSystemArn`.
   *
   * @default - taken from `fileSystemArn`
   */
  readonly fileSystemId?: string;

  /**
   * The security group of the mount targets. Clients that are attached are let in there on TCP 2049.
   *
   * @default - none: clients that are attached get no rule, and a warning says so
   */
  readonly securityGroup?: ec2.ISecurityGroup;

  /**
   * The mount targets that clients wait for, where this app makes them by `CfnMountTarget` or by another library.
   *
   * @default - none: the mount targets exist already
   */
  readonly mountTargets?: s3files.IMountTargetRef[];

  /**
   * The bucket that holds the files as objects. `DirectS3Read.ENABLED` needs it.
   *
   * @default - unknown
   */
  readonly bucket?: s3.IBucketRef;

  /**
   * The part of the bucket that the file system shows: keys that begin with this text, which ends with a `/`.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}

/** A file system that was made elsewhere: its rules, its policy, and mount targets that are not of this app are unknown. */
export class ImportedFileSystem extends S3FilesFileSystemBase {
  public readonly fileSystemId: string;
  public readonly fileSystemArn: string;
  public readonly sourceBucket?: s3.IBucket;
  public readonly prefix?: string;
  public readonly connections: ec2.Connections;
  /** @internal */
  public readonly _mountTargets: PlacedMountTargets;
  public readonly mountTargetsAvailable: IDependable;

  /** @param env the account and Region, where they are known better than from the ARN */
  constructor(scope: Construct, id: string, attrs: S3FilesFileSystemAttributes, env?: interfaces.ResourceEnvironment) {
    const place = placeOf(scope, id);
    checkProperties(place, attrs, {
      fileSystemArn: { shape: STRING },
      fileSystemId: { shape: STRING },
      securityGroup: { shape: having('securityGroupId', 'a security group') },
      mountTargets: { shape: listOf(having('mountTargetRef', 'a mount target'), 'a list of mount targets') },
      bucket: { shape: having('bucketRef', 'a bucket') },
      prefix: { shape: STRING },
    });
    const fileSystemArn = arnOf(scope, place, attrs);
    super(scope, id, env ?? { environmentFromArn: fileSystemArn });
    this.fileSystemArn = fileSystemArn;
    // arn:…:file-system / fs-…
    const [, fileSystemId] = Fn.split('/', fileSystemArn, 2);
    this.fileSystemId = attrs.fileSystemId ?? fileSystemId;
    this.sourceBucket = attrs.bucket && bucketOf(this, attrs.bucket);
    validatePrefix(this, attrs.prefix);
    this.prefix = attrs.prefix;
    this._mountTargets = new PlacedMountTargets(this, false, attrs.securityGroup);
    this._mountTargets.available.add(...(attrs.mountTargets ?? []));
    this.mountTargetsAvailable = this._mountTargets.available;
    this.connections = new ec2.Connections({
      securityGroups: attrs.securityGroup ? [attrs.securityGroup] : [],
      defaultPort: NFS_PORT,
    });
  }

  /** Adds nothing: the policy is one document that is not known here, and writing one would replace it. */
  public addToResourcePolicy(_statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return { statementAdded: false };
  }

  public addImportDataRule(rule: ImportDataRule): void {
    const owner = synchronizationOwner(this);
    if (!owner) {
      throw constructError(
        this,
        `the import rule for prefix '${rule.prefix}' cannot be added to imported file system '${this.node.path}', since one set of rules replaces the other: make 'new S3FilesSynchronization(…, { fileSystem })' with all of them first`,
      );
    }
    owner.addImportDataRule(rule);
  }
}

/**
 * Warns that clients which attach get no rule, unless a security group is known in the end.
 *
 * @param fileSystem an imported file system
 * @param remedy says where the security group can be given
 */
export function warnOfUnknownSecurityGroup(fileSystem: IS3FilesFileSystem, remedy: string): void {
  fileSystem.node.addValidation({
    validate: () => {
      if (fileSystem.connections.securityGroups.length === 0) {
        Annotations.of(fileSystem).addWarningV2(
          'cdk-s3files:importedFileSystemWithoutSecurityGroup',
          `of file system '${fileSystem.node.path}' the security group of the mount targets is not known, so that nobody who attaches is let in to them: ${remedy}, or open TCP 2049 there yourself`,
        );
      }
      return [];
    },
  });
}

/** Tells a file system that was imported from one that this app makes. */
export function isImportedFileSystem(fileSystem: s3files.IFileSystemRef): boolean {
  return isFileSystemBase(fileSystem) && !fileSystem._mountTargets.complete;
}

function arnOf(scope: Construct, place: Place, attrs: S3FilesFileSystemAttributes): string {
  if (attrs.fileSystemArn) {
    validateArn(place, attrs.fileSystemArn, attrs.fileSystemId);
    return attrs.fileSystemArn;
  }
  if (!attrs.fileSystemId) {
    throw constructError(place, "an imported file system needs 'fileSystemArn' or 'fileSystemId': neither was given");
  }
  return Stack.of(scope).formatArn({ service: 's3files', resource: 'file-system', resourceName: attrs.fileSystemId });
}

function validateArn(scope: Place, fileSystemArn: string, fileSystemId?: string): void {
  if (Token.isUnresolved(fileSystemArn)) {
    return;
  }
  const [, id] = /^arn:[^:]+:s3files:[^:]*:[^:]*:file-system\/([^/]+)$/.exec(fileSystemArn) ?? [];
  if (!id) {
    throw constructError(
      scope,
      `'${fileSystemArn}' is not the ARN of a file system of Amazon S3 Files: it is 'arn:…:s3files:…:file-system/fs-…' (for an access point, use S3FilesAccessPoint.fromAccessPointAttributes)`,
    );
  }
  if (fileSystemId && !Token.isUnresolved(fileSystemId) && fileSystemId !== id) {
    throw constructError(
      scope,
      `fileSystemId '${fileSystemId}' contradicts fileSystemArn '${fileSystemArn}': give one of them`,
    );
  }
}

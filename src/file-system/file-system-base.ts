import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import type { IConstruct, IDependable } from 'constructs';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { grantClient, S3FilesFileSystemGrants } from '../interfaces/file-system-grants';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { MountAccess } from '../interfaces/mount-access';
import { OpenList } from '../interfaces/open-list';
import type { MountTargetPlacement } from '../mounting/mount-target-placement';
import { MeasuredFileSystem } from './file-system-metrics';

/**
 * The base class of the file systems of this app and of imported ones.
 *
 * @internal
 */
export abstract class S3FilesFileSystemBase extends MeasuredFileSystem implements IS3FilesFileSystem {
  public abstract readonly fileSystemArn: string;
  public abstract readonly sourceBucket?: s3.IBucket;
  public abstract readonly prefix?: string;
  public abstract readonly connections: ec2.Connections;
  public abstract readonly mountTargetsAvailable: IDependable;

  /** Marks the objects of this class, including those of another copy of this package. @internal */
  public readonly _isS3FilesFileSystemBase = true;

  /** The places of the mount targets; not known of an imported file system. @internal */
  public abstract readonly _placements?: MountTargetPlacement[];

  /** The access points that this app makes on this file system. @internal */
  public readonly _accessPoints = new OpenList<IS3FilesAccessPoint>();

  public abstract addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
  public abstract addImportDataRule(rule: ImportDataRule): void;

  public get fileSystemRef(): s3files.FileSystemReference {
    return { fileSystemArn: this.fileSystemArn };
  }

  public get grants(): S3FilesFileSystemGrants {
    return S3FilesFileSystemGrants.fromFileSystem(this);
  }

  /**
   * Grants mounting the whole file system. Only the policy of the grantee is changed.
   *
   * @param grantee who may mount the file system
   * @param access the actions to grant @default MountAccess.READ
   * @returns the grant
   * @throws Error if the grantee is missing
   */
  public grantMount(grantee: iam.IGrantable, access: MountAccess = MountAccess.READ): iam.Grant {
    return grantClient(this, grantee, access);
  }
}

/**
 * Recognizes a file system of this package. `instanceof` would not recognize one of a second copy of the package.
 *
 * @internal
 */
export function isFileSystemBase(fileSystem: IConstruct): fileSystem is S3FilesFileSystemBase {
  return '_isS3FilesFileSystemBase' in fileSystem;
}

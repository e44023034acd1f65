import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import type { Construct, IConstruct, IDependable } from 'constructs';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { grantClient, S3FilesFileSystemGrants } from '../interfaces/file-system-grants';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { MountAccess } from '../interfaces/mount-access';
import { OpenList } from '../interfaces/open-list';
import type { VpcConfiguration } from '../interfaces/vpc-configuration';
import { MeasuredFileSystem } from './file-system-metrics';
import type { PlacedMountTargets } from './placed-mount-targets';

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

  /** The mount targets that this app makes. @internal */
  public abstract readonly _mountTargets: PlacedMountTargets;

  /** The access points that this app makes on this file system. @internal */
  public readonly _accessPoints = new OpenList<IS3FilesAccessPoint>();

  public abstract addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult;
  public abstract addImportDataRule(rule: ImportDataRule): void;

  /**
   * Adds mount targets, one for each Availability Zone of the selected subnets.
   *
   * @param scope the construct to define them in: the file system itself, or a construct of the VPC's stack if that stack
   *   depends on the file system's
   * @param vpcConfiguration the VPC, the subnets and the security groups
   * @throws Error if there is a mount target of this app in one of these zones already, or in another VPC
   */
  public addMountTargets(scope: Construct, vpcConfiguration: VpcConfiguration): void {
    this._mountTargets.add(scope, vpcConfiguration);
  }

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

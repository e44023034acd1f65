import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct, IDependable } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { ImportDataRule } from '../interfaces/import-data-rule';
import { validateKey } from '../key-check';
import { NFS_PORT } from '../mounting/nfs-rules';
import { BOOLEAN, checkProperties, having, listOf, OBJECT, objectWith, oneOf, STRING } from '../property-check';
import { S3FilesAccessPoint } from './access-point';
import type { AccessPointOptions } from './access-point-props';
import { warnOfArchiving } from './archiving-warning';
import { createBucket, validateBucket, warnOfNotifications } from './bucket';
import { refuseSameClientToken, validateClientToken } from './client-token';
import { Confinement, type ConfinementOptions, fileSystemIn } from './confinement';
import { warnOfEmptiedBucket } from './emptied-bucket-warning';
import { isFileSystemBase, S3FilesFileSystemBase } from './file-system-base';
import { FileSystemPolicy } from './file-system-policy';
import type { S3FilesFileSystemProps } from './file-system-props';
import {
  ImportedFileSystem,
  type S3FilesFileSystemAttributes,
  warnOfUnknownSecurityGroup,
} from './imported-file-system';
import { ownRules, type RuleSink } from './own-rules';
import { PlacedMountTargets } from './placed-mount-targets';
import { validatePrefix } from './prefix';
import { prerequisites } from './prerequisites';
import { bucketOf, roleOf } from './resource-references';
import { createServiceRole, validateServiceRole } from './service-role';
import { SynchronizationMode } from './synchronization-configuration';

const { SNAPSHOT, ...WITHOUT_SNAPSHOT } = RemovalPolicy; // CloudFormation makes no snapshots of file systems
const REMOVAL_POLICY = oneOf('RemovalPolicy', WITHOUT_SNAPSHOT);

/**
 * A POSIX mount over an S3 bucket: the file system, the role of the service, the mount targets, and the rules of what is
 * kept in fast storage.
 *
 * @resource AWS::S3Files::FileSystem
 *
 * @example
 * const files = new S3FilesFileSystem(this, 'Files', {
 *   vpcConfiguration: { vpc },
 *   synchronizationConfiguration: {
 *     importDataRules: [
 *       { prefix: 'hot/', sizeLessThan: Size.mebibytes(2), trigger: ImportDataRuleTrigger.ON_FILE_ACCESS },
 *     ],
 *     dataExpiration: Duration.days(7),
 *   },
 * });
 */
export class S3FilesFileSystem extends S3FilesFileSystemBase {
  /**
   * Imports a file system that exists already, or that another app makes.
   *
   * @param scope the construct to define it in
   * @param id the id in that scope
   * @param attrs the id or the ARN of the file system, and what else is known of it
   * @throws Error if neither the id nor the ARN is given or if they contradict each other, or if the prefix cannot be used
   */
  public static fromFileSystemAttributes(
    scope: Construct,
    id: string,
    attrs: S3FilesFileSystemAttributes,
  ): IS3FilesFileSystem {
    const fileSystem = new ImportedFileSystem(scope, id, attrs);
    warnOfUnknownSecurityGroup(fileSystem, "give 'securityGroup' where it is imported");
    return fileSystem;
  }

  /**
   * The id, `fs-…`.
   */
  public readonly fileSystemId: string;
  public readonly fileSystemArn: string;
  public readonly sourceBucket?: s3.IBucket;
  public readonly prefix?: string;
  /** The security groups of the mount targets, with NFS (TCP 2049) as the default port. */
  public readonly connections = new ec2.Connections({ defaultPort: NFS_PORT });
  public readonly mountTargetsAvailable: IDependable;

  /**
   * The bucket that holds the files as objects.
   */
  public readonly bucket: s3.IBucket;

  /**
   * The role with which the service reads and writes the bucket.
   */
  public readonly role: iam.IRole;

  /** @internal */
  public readonly _mountTargets = new PlacedMountTargets(this, true);

  private readonly rules: RuleSink;
  private readonly policy: FileSystemPolicy;
  private confinement?: Confinement;

  /**
   * @param scope the construct to define it in
   * @param id the id in that scope
   * @param props the bucket, the VPC, the rules and so on @default - a file system over a new bucket, without mount targets
   * @throws Error if the bucket cannot be used by the service, or a property is outside the limits that are said there
   */
  constructor(scope: Construct, id: string, props: S3FilesFileSystemProps = {}) {
    super(scope, id);
    checkProperties(this, props, {
      bucket: { shape: having('bucketRef', 'a bucket') },
      vpcConfiguration: { shape: OBJECT },
      prefix: { shape: STRING },
      kmsKey: { shape: having('keyRef', 'a key of AWS KMS') },
      role: { shape: having('roleRef', 'a role') },
      removalPolicy: { shape: REMOVAL_POLICY },
      fileSystemPolicy: { shape: objectWith('addStatements', 'a PolicyDocument') },
      acceptBucketWarning: { shape: BOOLEAN },
      clientToken: { shape: STRING },
      synchronizationConfiguration: { shape: OBJECT },
    });
    validatePrefix(this, props.prefix);
    validateClientToken(this, props.clientToken);
    validateKey(this, 'kmsKey', props.kmsKey);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const { mode, ...synchronization } = props.synchronizationConfiguration ?? {};
    checkProperties(this, { mode }, { mode: { shape: oneOf('SynchronizationMode', SynchronizationMode) } });

    this.bucket = props.bucket ? bucketOf(this, props.bucket) : createBucket(this, 'Bucket', removalPolicy);
    if (props.bucket) {
      validateBucket(this, this.bucket);
      warnOfNotifications(this, this.bucket);
    }
    this.sourceBucket = this.bucket;
    this.role = props.role
      ? roleOf(this, props.role)
      : createServiceRole(this, 'ServiceRole', this.bucket, removalPolicy);
    if (props.role) {
      validateServiceRole(this, props.role);
    }
    this.prefix = props.prefix;

    const resource = new s3files.CfnFileSystem(this, 'Resource', {
      bucket: this.bucket.bucketArn,
      roleArn: this.role.roleArn,
      prefix: props.prefix,
      kmsKeyId: props.kmsKey?.keyRef.keyArn,
      acceptBucketWarning: props.acceptBucketWarning ?? true,
      clientToken: props.clientToken,
    });
    resource.applyRemovalPolicy(removalPolicy);
    refuseSameClientToken(this, resource);
    warnOfArchiving(this, this.bucket);
    if (props.bucket) {
      warnOfEmptiedBucket(this, this.bucket, resource);
    }
    resource.node.addDependency(prerequisites(this, this.bucket, props.role ?? this.role));
    this.fileSystemId = resource.attrFileSystemId;
    this.fileSystemArn = resource.attrFileSystemArn;

    this.policy = new FileSystemPolicy(this, props.fileSystemPolicy);
    this.mountTargetsAvailable = this._mountTargets.available;
    if (props.vpcConfiguration) {
      this.addMountTargets(this, props.vpcConfiguration);
    }
    this.rules = ownRules(this, resource, mode ?? SynchronizationMode.CUSTOM_RESOURCE, synchronization);
  }

  /**
   * Adds an access point: an application's view of this file system, with a user and a root directory of its own.
   *
   * @param id the id of the access point below this file system
   * @param options the directory, the user and the owner @default - the root of the file system, as user and group 1000
   * @returns the access point
   * @throws Error if the path, an id or the mode cannot be used
   */
  public addAccessPoint(id: string, options: AccessPointOptions = {}): S3FilesAccessPoint {
    checkProperties(this, options, {});
    return new S3FilesAccessPoint(this, id, { ...options, fileSystem: this });
  }

  /**
   * Adds a statement to the file system policy. The first statement makes the policy.
   *
   * A statement without a resource gets the file system's ARN. Do not name a role of a stack that depends on the file
   * system's stack, because the two stacks would then need each other: grant such a role with `grantMount`, which changes
   * the role's policy.
   *
   * @param statement the statement, with its principals
   * @returns that the statement was added, and the policy to depend on
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-security-iam.html
   */
  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    return this.policy.addStatement(statement);
  }

  /**
   * Confines clients to the access points that they were granted.
   *
   * The file system policy denies everybody to mount without an access point. The own policy of each client that this app
   * grants access points denies it all other access points. A broad policy such as `AmazonS3FilesClientFullAccess` cannot
   * undo this. The order of calls does not matter: access points and grants that come later count too.
   *
   * Roles that this app grants nothing, and roles whose policies it cannot change (such as one imported with
   * `mutable: false`), are held by the file system policy alone: if other permissions let them mount, they can choose among
   * the access points.
   *
   * The file system policy names each access point twice, and the service takes 20,000 characters: enough for about 70.
   *
   * Synthesis fails if there is no access point, if the whole file system was granted to somebody (`grantMount`, `grants`),
   * or if an access point was made in a stack that depends on the file system's.
   *
   * @param options access points to let in besides those of this app @default - none
   * @throws Error if one of them belongs to another file system
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-access-point-policy-examples.html
   *
   * @example
   * const events = fileSystem.addAccessPoint('Events', { path: '/events' });
   * events.grantMount(myFunction, MountAccess.READ_WRITE);
   * fileSystem.confineToAccessPoints();
   */
  public confineToAccessPoints(options: ConfinementOptions = {}): void {
    checkProperties(this, options, {
      accessPoints: { shape: listOf(having('accessPointRef', 'an access point'), 'a list of access points') },
    });
    options.accessPoints?.forEach((accessPoint) => {
      this.validateOwn(accessPoint);
    });
    this.confinement ??= new Confinement(this);
    for (const accessPoint of options.accessPoints ?? []) {
      this.confinement.add(accessPoint);
    }
  }

  /**
   * Adds a rule that says which files are imported to the fast storage, and when. Adding the same rule twice changes
   * nothing.
   *
   * @param rule the rule; its prefix is a key of the bucket
   * @throws Error if the rule contradicts one with the same prefix, is outside the file system's prefix or is the eleventh that says
   *   something of its own;
   *   on an imported file system also if no `S3FilesSynchronization` of this app has its rules
   */
  public addImportDataRule(rule: ImportDataRule): void {
    this.rules.addImportDataRule(rule);
  }

  private validateOwn(accessPoint: s3files.IAccessPointRef): void {
    const fileSystem = fileSystemIn(accessPoint);
    if (fileSystem && isFileSystemBase(fileSystem) && fileSystem._mountTargets.complete && fileSystem !== this) {
      throw constructError(
        this,
        `access point '${accessPoint.node.path}' is one of file system '${fileSystem.node.path}' and cannot be let in to '${this.node.path}': name access points of this file system only`,
      );
    }
  }
}

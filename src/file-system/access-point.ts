import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Fn, Resource, Token } from 'aws-cdk-lib/core';
import type * as interfaces from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { grantClient } from '../interfaces/file-system-grants';
import type { FunctionMountOptions } from '../interfaces/function-mount-options';
import type { InstanceMountOptions } from '../interfaces/instance-mount-options';
import { MountAccess } from '../interfaces/mount-access';
import type { TaskDefinitionMountOptions } from '../interfaces/task-definition-mount-options';
import { mountOnFunction } from '../mounting/function-mount';
import { mountCommands, mountOnInstance } from '../mounting/instance-mount';
import type { MountTargetPlacement } from '../mounting/mount-target-placement';
import { mountOnTaskDefinition } from '../mounting/task-definition-mount';
import { checkProperties, having, LIST, OBJECT, STRING } from '../property-check';
import { type Acl, type PosixUser, validateAcl, validatePath, validatePosixUser } from './access-point-identity';
import { validateClientToken } from './client-token';
import { isFileSystemBase } from './file-system-base';
import { fileSystemOf } from './file-system-reference';
import { ImportedFileSystem } from './imported-file-system';

/**
 * Options of an access point, without its file system.
 */
export interface AccessPointOptions {
  /**
   * The directory of the file system that clients see as their root: `/`, or up to four levels, 100 characters at most. The
   * service makes it if it does not exist.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * The user and group of every access, whatever user the client runs as.
   *
   * @default - uid 1000 and gid 1000, the user and group of Lambda functions
   */
  readonly posixUser?: PosixUser;

  /**
   * The owner and the mode of the directory, if the service has to make it.
   *
   * @default - the uid and gid of the POSIX user, and mode 755
   */
  readonly createAcl?: Acl;

  /**
   * A text of 1 to 64 characters by which the service recognizes a repeated request to create the access point. Changing it
   * replaces the access point.
   *
   * @default - none: CloudFormation does not need one
   */
  readonly clientToken?: string;
}

/**
 * Properties of an access point.
 */
export interface S3FilesAccessPointProps extends AccessPointOptions {
  /**
   * The file system. It may be an imported file system, a `CfnFileSystem`, or a construct of another library. To let
   * clients in to the mount targets of the latter two, import the file system with its security group instead.
   */
  readonly fileSystem: s3files.IFileSystemRef;
}

/**
 * Facts about the file system of an access point, which the access point itself does not tell.
 */
export interface AccessPointReferenceOptions {
  /**
   * The security group of the file system's mount targets. Clients that are attached are let in there on TCP 2049.
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
   * The directory of the file system that clients see as their root: `/`, or up to four levels, 100 characters at most.
   *
   * @default - the directory that a `CfnAccessPoint` of this app names, otherwise '/'
   */
  readonly rootDirectory?: string;

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

/**
 * An access point that exists already, or that another app makes.
 */
export interface S3FilesAccessPointAttributes extends AccessPointReferenceOptions {
  /**
   * The ARN, `arn:…:file-system/fs-…/access-point/fsap-…`. It names the file system too.
   */
  readonly accessPointArn: string;
}

abstract class S3FilesAccessPointBase extends Resource implements IS3FilesAccessPoint {
  public abstract readonly accessPointId: string;
  public abstract readonly accessPointArn: string;
  public abstract readonly fileSystem: IS3FilesFileSystem;
  public abstract readonly rootDirectory: string;

  public get accessPointRef(): s3files.AccessPointReference {
    return { accessPointId: this.accessPointId, accessPointArn: this.accessPointArn };
  }

  /**
   * Grants mounting the file system by this access point, and by no other. Only the policy of the grantee is changed.
   *
   * @param grantee who may mount the access point
   * @param access the actions to grant @default MountAccess.READ
   * @returns the grant
   * @throws Error if the grantee is missing
   */
  public grantMount(grantee: iam.IGrantable, access: MountAccess = MountAccess.READ): iam.Grant {
    return grantClient(this.fileSystem, grantee, access, this);
  }

  /**
   * Mounts this access point on a function that is already defined.
   *
   * It sets the configuration of the function, grants its role the access, adds the security group rules, and makes the
   * function wait for the mount targets. For an alias or a version the function behind it is mounted. The function must
   * run in the VPC of the mount targets, in Availability Zones that have one. Lambda allows one mount for each function.
   *
   * Afterwards the stack of the function depends on the stack of the file system, never the other way round. If the file
   * system already needs something of the function's stack, such as its VPC, the two stacks would need each other. Then make
   * the mount targets in the function's stack (`addMountTargets`), put what is needed in a third stack, or import the
   * access point by its ARN.
   *
   * @param fn the function, or an alias or version of it
   * @param options the mount path, the access, and whether reads go to the bucket @default - those of `FunctionMountOptions`
   * @throws Error if the function is imported, has no VPC, has a mount already or uses SnapStart; if it is in another
   *   account, Region or stage, or the two stacks would need each other; if the mount path cannot be used; if direct reads
   *   are to be enabled on an access point that was imported without its bucket
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
   */
  public attachToFunction(fn: lambda.IFunction, options: FunctionMountOptions = {}): void {
    mountOnFunction(this, fn, options, this.placements);
  }

  /**
   * Mounts this access point on a container of an Amazon ECS task definition.
   *
   * It adds the volume and the mount point of the container, grants the task role the access, adds the security group
   * rules, and makes the task definition wait for the mount targets. Call it after the containers have been added. For the
   * security group rules, define the service first and give it as `connections`.
   *
   * @param taskDefinition the task definition, made in this app
   * @param options the container, its path, and the access
   * @throws Error if the task definition is imported, runs Windows or is for external instances, has no such container, or
   *   has something at the container path already; if it is in another account or Region, or the two stacks would need each
   *   other; if the container path, the volume name or the port cannot be used; if direct reads are to be disabled
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/s3files-volumes.html
   */
  public attachToTaskDefinition(taskDefinition: ecs.TaskDefinition, options: TaskDefinitionMountOptions): void {
    mountOnTaskDefinition(this, taskDefinition, options, this.placements);
  }

  /**
   * Mounts this access point on an Amazon EC2 instance that runs Linux.
   *
   * It adds commands to the user data, grants the instance's role the access, adds the security group rules, and makes the
   * instance wait for the mount targets. The commands install `amazon-efs-utils` if the image does not have
   * `mount.s3files`; for that the instance needs a route to the package repositories. The commands run in the order of the
   * user data. If they fail, the commands after them still run, and the log of cloud-init shows the error.
   *
   * User data runs when an instance boots for the first time. An instance that exists already is mounted when it is
   * replaced.
   *
   * @param instance the instance, made in this app
   * @param options the mount point and the access
   * @throws Error if the instance runs Windows or macOS, if its user data is no shell script, if it is in another account or
   *   Region, if the two stacks would need each other, or if the mount point cannot be used
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-mounting.html
   */
  public attachToInstance(instance: ec2.Instance, options: InstanceMountOptions): void {
    mountOnInstance(this, instance, options, this.placements);
  }

  /**
   * Returns the commands by which `attachToInstance` mounts, for machines that it does not take, such as those of a launch
   * template or an Auto Scaling group.
   *
   * They are lines of a shell script that root runs. They grant nothing: the role of the machines needs `grantMount`, and
   * their security group needs access to the mount targets.
   *
   * @param options the mount point and the access
   * @returns the lines of the script
   * @throws Error if the mount point cannot be used
   */
  public mountCommands(options: InstanceMountOptions): string {
    return mountCommands(this, options);
  }

  private get placements(): MountTargetPlacement[] | undefined {
    const { fileSystem } = this;
    return isFileSystemBase(fileSystem) ? fileSystem._placements : undefined;
  }
}

/**
 * An application's view of a file system: a user and group of its own, and a directory that it sees as the root.
 *
 * A change of any property replaces the access point; a change of its tags does not.
 *
 * @resource AWS::S3Files::AccessPoint
 *
 * @example
 * const data = fileSystem.addAccessPoint('Data', { path: '/data', posixUser: { uid: '1001', gid: '1001' } });
 * data.attachToFunction(myFunction, { mountPath: '/mnt/data', access: MountAccess.READ_WRITE });
 */
export class S3FilesAccessPoint extends S3FilesAccessPointBase {
  /**
   * Imports an access point that exists already, or that another app makes.
   *
   * @param scope the construct to define it in
   * @param id the id in that scope
   * @param attrs the ARN of the access point, and what is known of its file system
   * @throws Error if the ARN is not one of an access point, or if the root directory or the prefix cannot be used
   */
  public static fromAccessPointAttributes(
    scope: Construct,
    id: string,
    attrs: S3FilesAccessPointAttributes,
  ): IS3FilesAccessPoint {
    return new ImportedAccessPoint(scope, id, attrs);
  }

  /**
   * Wraps an access point that is an L1 or a construct of another library, so that it can be attached and granted.
   *
   * @param scope the construct to define it in
   * @param id the id in that scope
   * @param accessPoint such as a `CfnAccessPoint`
   * @param options what is known of its file system
   * @throws Error if the root directory or the prefix cannot be used
   *
   * @example
   * declare const cfnAccessPoint: s3files.CfnAccessPoint;
   * declare const cfnMountTarget: s3files.CfnMountTarget;
   * declare const securityGroup: ec2.ISecurityGroup;
   *
   * S3FilesAccessPoint.fromAccessPointRef(this, 'AccessPoint', cfnAccessPoint, {
   *   mountTargets: [cfnMountTarget],
   *   securityGroup,
   * }).attachToFunction(myFunction);
   */
  public static fromAccessPointRef(
    scope: Construct,
    id: string,
    accessPoint: s3files.IAccessPointRef,
    options: AccessPointReferenceOptions = {},
  ): IS3FilesAccessPoint {
    const { accessPointArn } = accessPoint.accessPointRef;
    const rootDirectory = options.rootDirectory ?? pathOf(accessPoint);
    return new ImportedAccessPoint(scope, id, { ...options, accessPointArn, rootDirectory }, accessPoint.env);
  }

  public readonly accessPointId: string;
  public readonly accessPointArn: string;
  public readonly fileSystem: IS3FilesFileSystem;
  public readonly rootDirectory: string;

  /**
   * @param scope the construct to define it in
   * @param id the id in that scope
   * @param props the file system, and options of the access point
   * @throws Error if the path, an id or the mode cannot be used
   */
  constructor(scope: Construct, id: string, props: S3FilesAccessPointProps) {
    super(scope, id);
    checkProperties(this, props, {
      fileSystem: { shape: having('fileSystemRef', 'a file system'), required: true },
      path: { shape: STRING },
      posixUser: { shape: OBJECT },
      createAcl: { shape: OBJECT },
      clientToken: { shape: STRING },
    });
    const path = props.path ?? '/';
    const posixUser = props.posixUser ?? { uid: '1000', gid: '1000' };
    const createAcl = props.createAcl ?? { ownerUid: posixUser.uid, ownerGid: posixUser.gid, permissions: '755' };
    validatePath(this, path);
    validatePosixUser(this, posixUser);
    validateAcl(this, createAcl);
    validateClientToken(this, props.clientToken);

    const fileSystem = fileSystemOf(this, props.fileSystem);
    const resource = new s3files.CfnAccessPoint(this, 'Resource', {
      fileSystemId: fileSystem.fileSystemId,
      posixUser: { uid: posixUser.uid, gid: posixUser.gid, secondaryGids: posixUser.secondaryGids },
      rootDirectory: { path, creationPermissions: createAcl },
      clientToken: props.clientToken,
    });
    this.accessPointId = resource.attrAccessPointId;
    this.accessPointArn = resource.attrAccessPointArn;
    this.fileSystem = fileSystem;
    this.rootDirectory = path;
    if (isFileSystemBase(fileSystem)) {
      fileSystem._accessPoints.add(this);
    }
  }
}

class ImportedAccessPoint extends S3FilesAccessPointBase {
  public readonly accessPointId: string;
  public readonly accessPointArn: string;
  public readonly fileSystem: IS3FilesFileSystem;
  public readonly rootDirectory: string;

  /** @param env the account and Region, where they are known better than from the ARN */
  constructor(scope: Construct, id: string, attrs: S3FilesAccessPointAttributes, env?: interfaces.ResourceEnvironment) {
    checkProperties(scope, attrs, {
      accessPointArn: { shape: STRING, required: true },
      securityGroup: { shape: having('securityGroupId', 'a security group') },
      mountTargets: { shape: LIST },
      rootDirectory: { shape: STRING },
      bucket: { shape: having('bucketRef', 'a bucket') },
      prefix: { shape: STRING },
    });
    const { accessPointArn, rootDirectory, ...fileSystem } = attrs;
    validateArn(scope, accessPointArn);
    validatePath(scope, rootDirectory ?? '/');
    super(scope, id, env ?? { environmentFromArn: accessPointArn });
    // arn:…:file-system / fs-… / access-point / fsap-…
    const [fileSystemResource, fileSystemId, , accessPointId] = Fn.split('/', accessPointArn, 4);
    this.accessPointArn = accessPointArn;
    this.accessPointId = accessPointId;
    this.rootDirectory = rootDirectory ?? '/';
    this.fileSystem = new ImportedFileSystem(
      this,
      'FileSystem',
      { ...fileSystem, fileSystemArn: `${fileSystemResource}/${fileSystemId}`, fileSystemId },
      env,
    );
  }
}

/** The directory that an L1 of this app names; not known if it was given as a token as a whole. */
function pathOf(accessPoint: s3files.IAccessPointRef): string | undefined {
  const root = s3files.CfnAccessPoint.isCfnAccessPoint(accessPoint) ? accessPoint.rootDirectory : undefined;
  return root && 'path' in root ? root.path : undefined;
}

function validateArn(scope: Construct, accessPointArn: string): void {
  if (!Token.isUnresolved(accessPointArn) && !/:file-system\/[^/]+\/access-point\/[^/]+$/.test(accessPointArn)) {
    throw constructError(
      scope,
      `'${accessPointArn}' is not the ARN of an access point: it ends in ':file-system/fs-…/access-point/fsap-…'`,
    );
  }
}

import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3files from 'aws-cdk-lib/aws-s3files';
import { Fn, type IResource, Resource, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { type FunctionMountOptions, mountOnFunction } from '../mounting/function-mount';
import { type InstanceMountOptions, mountCommands, mountOnInstance } from '../mounting/instance-mount';
import { MountAccess } from '../mounting/mount-access';
import type { MountTargetPlacement } from '../mounting/mount-target-placement';
import { mountOnTaskDefinition, type TaskDefinitionMountOptions } from '../mounting/task-definition-mount';
import { type Acl, type PosixUser, validateAcl, validatePath, validatePosixUser } from './access-point-identity';
import { validateClientToken } from './client-token';
import { type IS3FilesFileSystem, S3FilesFileSystemBase } from './file-system-base';
import { grantClient } from './grants';
import { ImportedFileSystem } from './imported-file-system';

/**
 * An application's view of a file system.
 */
export interface IS3FilesAccessPoint extends IResource, s3files.IAccessPointRef {
  /**
   * The id, `fsap-…`.
   *
   * @attribute
   */
  readonly accessPointId: string;

  /**
   * The ARN, `arn:…:file-system/fs-…/access-point/fsap-…`.
   *
   * @attribute
   */
  readonly accessPointArn: string;

  /**
   * The file system that this is a view of.
   */
  readonly fileSystem: IS3FilesFileSystem;

  /**
   * The directory of the file system that clients see as their root.
   */
  readonly rootDirectory: string;

  /**
   * Grants mounting the file system by this access point, and by no other.
   *
   * @param grantee who may mount it
   * @param access @default MountAccess.READ
   */
  grantMount(grantee: iam.IGrantable, access?: MountAccess): iam.Grant;

  /**
   * Mounts this access point on a function that has been defined.
   *
   * It writes the function's configuration, the grant and the security group rules, and makes the function wait for the
   * mount targets. An alias or a version stands for its function. The function must be in the VPC of the mount targets, in
   * Availability Zones that have one; Lambda takes one mount for each function.
   *
   * The function's stack comes to depend on the file system's, never the other way round. Where the file system needs
   * something of the function's stack already, such as its VPC, the two would need each other: make the mount targets in the
   * function's stack (`addMountTargets`), put what is needed in a third stack, or import the access point by its ARN.
   *
   * @throws if the function is imported, has no VPC, has a mount already or uses SnapStart; if it is in another account,
   *   Region or stage, or the two stacks would need each other; if the mount path cannot be used; if direct reads are to be
   *   enabled on an access point that was imported without its bucket
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
   *
   * @example
   * accessPoint.attachToFunction(myFunction, {
   *   mountPath: '/mnt/data',
   *   access: MountAccess.READ_WRITE,
   *   directS3Read: DirectS3Read.ENABLED,
   * });
   */
  attachToFunction(fn: lambda.IFunction, options?: FunctionMountOptions): void;

  /**
   * Mounts this access point on a container of an Amazon ECS task definition.
   *
   * The volume and the container's mount point, the grant to the task role, the security group rules, and waiting for the
   * mount targets. Attach when the containers have been added and, to have the rules written too, when the service has
   * been defined.
   *
   * @throws if the task definition is imported, runs Windows or is for external instances, has no such container, or has something at the container path already; if it is in another account or
   *   Region, or the two stacks would need each other; if the container path, the volume name or the port cannot be used; if
   *   direct reads are to be disabled
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/s3files-volumes.html
   *
   * @example
   * const service = new ecs.FargateService(this, 'Service', { cluster: ecsCluster, taskDefinition });
   * accessPoint.attachToTaskDefinition(taskDefinition, { containerPath: '/mnt/data', connections: service });
   */
  attachToTaskDefinition(taskDefinition: ecs.TaskDefinition, options: TaskDefinitionMountOptions): void;

  /**
   * Mounts this access point on an Amazon EC2 instance that runs Linux.
   *
   * The commands in its user data, the grant to its role, the security group rules, and waiting for the mount targets. The
   * commands install `amazon-efs-utils` where the image does not have `mount.s3files`, which needs a route to the package
   * repositories. They run in the order of the user data, and what comes after them runs even if they fail, which the log
   * of cloud-init tells.
   *
   * User data runs when an instance boots for the first time: one that exists already is mounted when it is replaced.
   *
   * @throws if the instance runs Windows or macOS, if its user data is no shell script, if it is in another account or
   *   Region, if the two stacks would need each other, or if the mount point cannot be used
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-mounting.html
   *
   * @example
   * accessPoint.attachToInstance(instance, { mountPoint: '/mnt/data', access: MountAccess.READ_WRITE });
   */
  attachToInstance(instance: ec2.Instance, options: InstanceMountOptions): void;

  /**
   * The commands by which `attachToInstance` mounts, for machines that it does not take, such as those of a launch template
   * or an Auto Scaling group.
   *
   * They are lines of a shell script that root runs. They grant nothing: the machines' role needs `grantMount`, and their
   * security group access to the mount targets.
   *
   * @throws if the mount point cannot be used
   *
   * @example
   * autoScalingGroup.addUserData(accessPoint.mountCommands({ mountPoint: '/mnt/data' }));
   * accessPoint.grantMount(autoScalingGroup);
   * autoScalingGroup.connections.allowToDefaultPort(accessPoint.fileSystem);
   */
  mountCommands(options: InstanceMountOptions): string;
}

/**
 * Options of an access point.
 */
export interface AccessPointOptions {
  /**
   * The directory that clients see as their root: `/`, or up to four levels, 100 characters at most. It is made when it
   * is not there.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * The user and group that every access is made by.
   *
   * @default - uid 1000, gid 1000: those that Lambda's functions run by
   */
  readonly posixUser?: PosixUser;

  /**
   * Owner and mode of the directory, where it has to be made.
   *
   * @default - the POSIX user's uid and gid, mode 755
   */
  readonly createAcl?: Acl;

  /**
   * A text of 1 to 64 characters by which the service knows a repeated request to create the access point. Another one
   * replaces the access point.
   *
   * @default - none: CloudFormation takes care of that
   */
  readonly clientToken?: string;
}

/**
 * An access point.
 */
export interface S3FilesAccessPointProps extends AccessPointOptions {
  /**
   * The file system to give a view of.
   */
  readonly fileSystem: IS3FilesFileSystem;
}

/**
 * An access point that exists already, or stands in another app.
 */
export interface S3FilesAccessPointAttributes {
  /**
   * The ARN, `arn:…:file-system/fs-…/access-point/fsap-…`. It names the file system too.
   */
  readonly accessPointArn: string;

  /**
   * The security group of the file system's mount targets: clients are let in there.
   *
   * @default - none; clients that attach get no rule, which a warning says
   */
  readonly securityGroup?: ec2.ISecurityGroup;

  /**
   * The directory of the file system that clients see as their root.
   *
   * @default '/'
   */
  readonly rootDirectory?: string;

  /**
   * The bucket that holds the files as objects.
   *
   * @default - unknown
   */
  readonly bucket?: s3.IBucket;

  /**
   * The prefix of the bucket's keys that the file system shows.
   *
   * @default - the whole bucket
   */
  readonly prefix?: string;
}

abstract class S3FilesAccessPointBase extends Resource implements IS3FilesAccessPoint {
  public abstract readonly accessPointId: string;
  public abstract readonly accessPointArn: string;
  public abstract readonly fileSystem: IS3FilesFileSystem;
  public abstract readonly rootDirectory: string;

  public get accessPointRef(): s3files.AccessPointReference {
    return { accessPointId: this.accessPointId, accessPointArn: this.accessPointArn };
  }

  public grantMount(grantee: iam.IGrantable, access: MountAccess = MountAccess.READ): iam.Grant {
    return grantClient(this.fileSystem, grantee, access, this);
  }

  public attachToFunction(fn: lambda.IFunction, options: FunctionMountOptions = {}): void {
    mountOnFunction(this, fn, options, this.placements);
  }

  public attachToTaskDefinition(taskDefinition: ecs.TaskDefinition, options: TaskDefinitionMountOptions): void {
    mountOnTaskDefinition(this, taskDefinition, options, this.placements);
  }

  public attachToInstance(instance: ec2.Instance, options: InstanceMountOptions): void {
    mountOnInstance(this, instance, options, this.placements);
  }

  public mountCommands(options: InstanceMountOptions): string {
    return mountCommands(this, options);
  }

  private get placements(): MountTargetPlacement[] | undefined {
    const { fileSystem } = this;
    return fileSystem instanceof S3FilesFileSystemBase ? fileSystem._placements : undefined;
  }
}

/**
 * An application's view of a file system: a POSIX identity and a root directory of its own.
 *
 * Everything but its tags replaces it.
 *
 * @resource AWS::S3Files::AccessPoint
 *
 * @example
 * const data = fileSystem.addAccessPoint('Data', { path: '/data', posixUser: { uid: '1001', gid: '1001' } });
 * data.attachToFunction(myFunction, { mountPath: '/mnt/data', access: MountAccess.READ_WRITE });
 */
export class S3FilesAccessPoint extends S3FilesAccessPointBase {
  /**
   * An access point that exists already, or stands in another app.
   */
  public static fromAccessPointAttributes(
    scope: Construct,
    id: string,
    attrs: S3FilesAccessPointAttributes,
  ): IS3FilesAccessPoint {
    return new ImportedAccessPoint(scope, id, attrs);
  }

  public readonly accessPointId: string;
  public readonly accessPointArn: string;
  public readonly fileSystem: IS3FilesFileSystem;
  public readonly rootDirectory: string;

  constructor(scope: Construct, id: string, props: S3FilesAccessPointProps) {
    super(scope, id);
    const path = props.path ?? '/';
    const posixUser = props.posixUser ?? { uid: '1000', gid: '1000' };
    const createAcl = props.createAcl ?? { ownerUid: posixUser.uid, ownerGid: posixUser.gid, permissions: '755' };
    validatePath(path);
    validatePosixUser(posixUser);
    validateAcl(createAcl);
    validateClientToken(props.clientToken);

    const resource = new s3files.CfnAccessPoint(this, 'Resource', {
      fileSystemId: props.fileSystem.fileSystemId,
      posixUser: { uid: posixUser.uid, gid: posixUser.gid, secondaryGids: posixUser.secondaryGids },
      rootDirectory: { path, creationPermissions: createAcl },
      clientToken: props.clientToken,
    });
    this.accessPointId = resource.attrAccessPointId;
    this.accessPointArn = resource.attrAccessPointArn;
    this.fileSystem = props.fileSystem;
    this.rootDirectory = path;
    if (props.fileSystem instanceof S3FilesFileSystemBase) {
      props.fileSystem._accessPoints.add(this);
    }
  }
}

class ImportedAccessPoint extends S3FilesAccessPointBase {
  public readonly accessPointId: string;
  public readonly accessPointArn: string;
  public readonly fileSystem: IS3FilesFileSystem;
  public readonly rootDirectory: string;

  constructor(scope: Construct, id: string, attrs: S3FilesAccessPointAttributes) {
    const { accessPointArn, rootDirectory, ...fileSystem } = attrs;
    validateArn(accessPointArn);
    validatePath(rootDirectory ?? '/');
    super(scope, id, { environmentFromArn: accessPointArn });
    // arn:…:file-system / fs-… / access-point / fsap-…
    const [fileSystemResource, fileSystemId, , accessPointId] = Fn.split('/', accessPointArn, 4);
    this.accessPointArn = accessPointArn;
    this.accessPointId = accessPointId;
    this.rootDirectory = rootDirectory ?? '/';
    this.fileSystem = new ImportedFileSystem(this, 'FileSystem', {
      ...fileSystem,
      fileSystemArn: `${fileSystemResource}/${fileSystemId}`,
      fileSystemId,
    });
  }
}

function validateArn(accessPointArn: string): void {
  if (!Token.isUnresolved(accessPointArn) && !/:file-system\/[^/]+\/access-point\/[^/]+$/.test(accessPointArn)) {
    throw new Error(
      `'${accessPointArn}' is not the ARN of an access point: it ends in ':file-system/fs-…/access-point/fsap-…'`,
    );
  }
}

import * as s3files from 'aws-cdk-lib/aws-s3files';
import type { Construct } from 'constructs';
import { placeOf } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { checkProperties, having, OBJECT, STRING } from '../property-check';
import { resourceOf } from '../resource-of';
import { S3FilesAccessPointBase } from './access-point-base';
import { validateAcl, validatePath, validatePosixUser } from './access-point-identity';
import type {
  AccessPointReferenceOptions,
  S3FilesAccessPointAttributes,
  S3FilesAccessPointProps,
} from './access-point-props';
import { refuseSameClientToken, validateClientToken } from './client-token';
import { constructBehind } from './construct-behind';
import { isFileSystemBase } from './file-system-base';
import { fileSystemOf } from './file-system-reference';
import { ImportedAccessPoint } from './imported-access-point';
import { warnOfUnknownSecurityGroup } from './imported-file-system';

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
    const place = placeOf(scope, id);
    checkProperties(
      place,
      { accessPoint },
      { accessPoint: { shape: having('accessPointRef', 'an access point, such as a CfnAccessPoint'), required: true } },
    );
    checkProperties(place, options, {});
    const { accessPointArn } = accessPoint.accessPointRef;
    const resource = constructBehind(accessPoint, s3files.CfnAccessPoint.isCfnAccessPoint);
    const fileSystem = resourceOf(resource?.fileSystemId);
    const imported = new ImportedAccessPoint(
      scope,
      id,
      {
        ...options,
        accessPointArn,
        rootDirectory: options.rootDirectory ?? pathOf(resource),
        prefix: options.prefix ?? (s3files.CfnFileSystem.isCfnFileSystem(fileSystem) ? fileSystem.prefix : undefined),
      },
      accessPoint.env,
    );
    // A file system of this app that is confined lets its clients in, too.
    const owner = fileSystem && constructBehind(fileSystem, isFileSystemBase);
    owner?._accessPoints.add(imported);
    return imported;
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
    if (fileSystem.node.scope === this) {
      warnOfUnknownSecurityGroup(
        fileSystem,
        "give S3FilesFileSystem.fromFileSystemAttributes(…) with 'securityGroup' as 'fileSystem' in place of the resource",
      );
    }
    const resource = new s3files.CfnAccessPoint(this, 'Resource', {
      fileSystemId: fileSystem.fileSystemId,
      posixUser: { uid: posixUser.uid, gid: posixUser.gid, secondaryGids: posixUser.secondaryGids },
      rootDirectory: { path, creationPermissions: createAcl },
      clientToken: props.clientToken,
    });
    refuseSameClientToken(this, resource);
    this.accessPointId = resource.attrAccessPointId;
    this.accessPointArn = resource.attrAccessPointArn;
    this.fileSystem = fileSystem;
    this.rootDirectory = path;
    if (isFileSystemBase(fileSystem)) {
      fileSystem._accessPoints.add(this);
    }
  }
}

/** The directory that an L1 of this app names; not known if it was given as a token as a whole. */
function pathOf(accessPoint: s3files.CfnAccessPoint | undefined): string | undefined {
  const root = accessPoint?.rootDirectory;
  return root && 'path' in root ? root.path : undefined;
}

import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import { checkProperties, GRANTEE, having, oneOf } from '../property-check';
import { clientActions, MountAccess } from './mount-access';
import { clientsOf } from './mount-clients';

/**
 * Grants to mount a whole file system. To grant one access point only, use `grantMount` of the access point.
 */
export class S3FilesFileSystemGrants {
  /**
   * Makes the grants of a file system, which may be imported, a `CfnFileSystem` or a construct of another library.
   *
   * @param fileSystem the file system that may be mounted
   * @throws Error if it is missing, or no file system
   */
  public static fromFileSystem(fileSystem: s3files.IFileSystemRef): S3FilesFileSystemGrants {
    checkProperties<{ readonly fileSystem?: s3files.IFileSystemRef }>(
      'S3FilesFileSystemGrants.fromFileSystem',
      { fileSystem },
      { fileSystem: { shape: having('fileSystemRef', 'a file system, such as a CfnFileSystem'), required: true } },
    );
    return new S3FilesFileSystemGrants(fileSystem);
  }

  private constructor(private readonly fileSystem: s3files.IFileSystemRef) {}

  /**
   * Grants mounting and reading: `s3files:ClientMount`.
   *
   * @param grantee who may mount the file system
   * @returns the grant
   */
  public read(grantee: iam.IGrantable): iam.Grant {
    return grantClient(this.fileSystem, grantee, MountAccess.READ);
  }

  /**
   * Grants mounting, reading and writing: `s3files:ClientMount` and `s3files:ClientWrite`.
   *
   * @param grantee who may mount the file system
   * @returns the grant
   */
  public readWrite(grantee: iam.IGrantable): iam.Grant {
    return grantClient(this.fileSystem, grantee, MountAccess.READ_WRITE);
  }

  /**
   * Grants reading and writing as POSIX root: `s3files:ClientRootAccess` besides the others.
   *
   * @param grantee who may mount the file system
   * @returns the grant
   */
  public rootAccess(grantee: iam.IGrantable): iam.Grant {
    return grantClient(this.fileSystem, grantee, MountAccess.ROOT);
  }
}

/**
 * Grants the client actions on a file system, or on one access point of it.
 *
 * The resource of these actions is always the file system; an access point is a condition.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-access-points.html
 *
 * Only the grantee's own policy is changed, so the stack of the file system does not depend on the grantee's. The grant
 * is recorded for `confineToAccessPoints`.
 */
export function grantClient(
  fileSystem: s3files.IFileSystemRef,
  grantee: iam.IGrantable,
  access: MountAccess,
  accessPoint?: s3files.IAccessPointRef,
): iam.Grant {
  checkProperties(
    fileSystem,
    { grantee, access },
    {
      grantee: { shape: GRANTEE, required: true },
      access: { shape: oneOf('MountAccess', MountAccess), required: true },
    },
  );
  const { fileSystemArn } = fileSystem.fileSystemRef;
  const accessPointArn = accessPoint?.accessPointRef.accessPointArn;
  const grant = iam.Grant.addToPrincipal({
    grantee,
    actions: clientActions(access),
    resourceArns: [fileSystemArn],
    conditions: accessPointArn ? { StringEquals: { 's3files:AccessPointArn': accessPointArn } } : undefined,
  });
  if (grant.success) {
    clientsOf(fileSystem, accessPointArn ?? fileSystemArn).add(grantee.grantPrincipal);
  }
  return grant;
}

import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import { checkProperties, having } from '../property-check';
import { clientActions, MountAccess } from './mount-access';
import { clientsOf } from './mount-clients';

/**
 * Grants to mount a whole file system. For one access point of it, use the access point's `grantMount`.
 */
export class S3FilesFileSystemGrants {
  /**
   * The grants of a file system, owned or imported.
   */
  public static fromFileSystem(fileSystem: s3files.IFileSystemRef): S3FilesFileSystemGrants {
    return new S3FilesFileSystemGrants(fileSystem);
  }

  private constructor(private readonly fileSystem: s3files.IFileSystemRef) {}

  /**
   * Mount and read: `s3files:ClientMount`.
   */
  public read(grantee: iam.IGrantable): iam.Grant {
    return grantClient(this.fileSystem, grantee, MountAccess.READ);
  }

  /**
   * Mount, read and write: `s3files:ClientWrite` too.
   */
  public readWrite(grantee: iam.IGrantable): iam.Grant {
    return grantClient(this.fileSystem, grantee, MountAccess.READ_WRITE);
  }

  /**
   * Read and write as POSIX root: `s3files:ClientRootAccess` too.
   */
  public rootAccess(grantee: iam.IGrantable): iam.Grant {
    return grantClient(this.fileSystem, grantee, MountAccess.ROOT);
  }
}

/**
 * Client actions have the file system as their resource, also for an access point, which is a condition.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-access-points.html
 *
 * Only the grantee's own policy is written, so that no stack of a grantee is needed by the file system's. Who was granted
 * what is noted for `confineToAccessPoints`.
 */
export function grantClient(
  fileSystem: s3files.IFileSystemRef,
  grantee: iam.IGrantable,
  access: MountAccess,
  accessPoint?: s3files.IAccessPointRef,
): iam.Grant {
  checkProperties(
    fileSystem,
    { grantee },
    { grantee: { shape: having('grantPrincipal', 'a role, or a construct that has one'), required: true } },
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

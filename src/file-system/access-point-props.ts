import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as s3files from 'aws-cdk-lib/aws-s3files';
import type { Acl, PosixUser } from './access-point-identity';

/**
 * Options of an access point, without its file system.
 */
export interface AccessPointOptions {
  /**
   * The directory of the file system that clients see as their root: `/`, or up to four levels, 100 characters at most. The
   * service makes it if it does not exist. Another one replaces the access point and moves no files.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * The user and group of every access, whatever user the client runs as. Others replace the access point; files keep their
   * owner.
   *
   * @default - uid 1000 and gid 1000, the user and group of Lambda functions
   */
  readonly posixUser?: PosixUser;

  /**
   * The owner and the mode of the directory, if the service has to make it. A change replaces the access point; a directory
   * that exists stays as it is.
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
   * clients in to the mount targets of the latter two, import the file system with its security group instead. Another one
   * replaces the access point.
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

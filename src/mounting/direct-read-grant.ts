import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Fn, Token } from 'aws-cdk-lib/core';
import { inAccountOf } from '../bucket-account';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { keyInPolicy } from '../key-in-policy';
import { literally } from '../literal-key';

/** Options for the different kinds of clients. */
export interface DirectReadOptions {
  /**
   * True to grant also listing the keys below the access point's directory, and reading the object of the file system's
   * own directory.
   *
   * Instances and tasks need this. Their client, amazon-efs-utils, first asks S3 for the object `<prefix>/`, and does
   * not read directly if S3 answers 403. For an object that does not exist, S3 answers 404 only to those who may list
   * the bucket with that key as the prefix.
   * https://github.com/aws/efs-utils/blob/master/src/proxy/src/aws/s3_client.rs (check_bucket_permissions)
   */
  readonly listBucket?: boolean;
}

/**
 * Grants reading the objects that an access point shows, directly from the bucket. S3 knows nothing of access points, so
 * the statement names the keys of the access point's directory.
 *
 * Only the grantee's own policy is changed: the stacks of the bucket and the key must not depend on the grantee's stack.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-filesystem-s3files.html
 */
export function grantDirectRead(
  grantee: iam.IGrantable,
  accessPoint: IS3FilesAccessPoint,
  options: DirectReadOptions = {},
): iam.Grant {
  const bucket = bucketOf(accessPoint);
  const keys = visibleKeys(accessPoint);
  const asked = options.listBucket ? askedFirst(accessPoint) : [];
  const objects = iam.Grant.addToPrincipal({
    grantee,
    actions: ['s3:GetObject', 's3:GetObjectVersion'],
    resourceArns: [keys, ...asked].map((key) => bucket.arnForObjects(key)),
    conditions: inAccountOf(bucket),
  });
  const further = [
    bucket.encryptionKey && grantDecrypt(grantee, accessPoint.env.region, bucket, bucket.encryptionKey, keys),
    options.listBucket ? grantListing(grantee, bucket, [keys, ...asked.filter((key) => key === '/')]) : undefined,
  ].filter((grant) => grant !== undefined);
  return further.reduce((all, grant) => all.combine(grant), objects);
}

function bucketOf(accessPoint: IS3FilesAccessPoint): s3.IBucket {
  const bucket = accessPoint.fileSystem.sourceBucket;
  if (!bucket) {
    throw constructError(
      accessPoint,
      `the bucket of access point '${accessPoint.node.path}' is not known, so that reading it directly from S3 cannot be granted: give 'bucket' (and 'prefix', if the file system has one) to S3FilesAccessPoint.fromAccessPointAttributes or fromAccessPointRef; for a file system that is an L1, to S3FilesFileSystem.fromFileSystemAttributes`,
    );
  }
  return bucket;
}

/** S3 uses the key for the reader. The conditions are the same as in the service's own role. */
function grantDecrypt(
  grantee: iam.IGrantable,
  region: string,
  bucket: s3.IBucket,
  key: kms.IKey,
  keys: string,
): iam.Grant {
  const { resourceArns, conditions } = keyInPolicy(key);
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns,
    conditions: {
      ...conditions,
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
      // With an S3 Bucket Key the context is the bucket, without it the object.
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, bucket.arnForObjects(keys)] },
    },
  });
}

function grantListing(grantee: iam.IGrantable, bucket: s3.IBucket, prefixes: string[]): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['s3:ListBucket'],
    resourceArns: [bucket.bucketArn],
    conditions: { ...inAccountOf(bucket), StringLike: { 's3:prefix': prefixes } },
  });
}

/**
 * The key of the object that the client asks for first. It is not documented whether this is the file system's own
 * directory or the access point's. The second is among the visible keys, so the first is added here.
 *
 * Listing may be granted for the prefix '/', which shows nothing. For the file system's prefix it would show the names of
 * all keys, so there only the object itself may be read.
 */
function askedFirst({ fileSystem, rootDirectory }: IS3FilesAccessPoint): string[] {
  return rootDirectory === '/' ? [] : [literally(fileSystem.prefix || '/')];
}

/** The keys of the bucket that clients of an access point see, as a pattern of IAM. */
function visibleKeys({ fileSystem, rootDirectory }: IS3FilesAccessPoint): string {
  const prefix = literally(fileSystem.prefix ?? '');
  if (!Token.isUnresolved(rootDirectory)) {
    return rootDirectory === '/' ? `${prefix}*` : `${prefix}${rootDirectory.slice(1)}/*`;
  }
  // The root directory is a token, so CloudFormation has to remove its first slash, and both if it is '/'. Up to three
  // slashes can follow each other, which takes two rounds. '<key>' marks the beginning: no root directory contains it.
  return Fn.select(1, Fn.split('<key>/', oneSlash(oneSlash(`<key>/${prefix}${rootDirectory}/*`))));
}

/** Makes `a/b` of `a//b`. */
function oneSlash(path: string): string {
  return Fn.join('/', Fn.split('//', path));
}

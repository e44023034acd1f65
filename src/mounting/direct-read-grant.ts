import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Fn, Token } from 'aws-cdk-lib/core';
import { constructError } from '../construct-error';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';

/** What clients of one kind need besides. */
export interface DirectReadOptions {
  /**
   * Also lets the keys below the access point's directory be listed, and the file system's own directory be asked for.
   *
   * This is for instances and tasks. Their client, amazon-efs-utils, first asks S3 for the object `<prefix>/`, and leaves
   * direct reads off where S3 answers 403. For an object that is not there S3 answers 404 only to those who may list the
   * bucket with that key as the prefix.
   * https://github.com/aws/efs-utils/blob/master/src/proxy/src/aws/s3_client.rs (check_bucket_permissions)
   */
  readonly listBucket?: boolean;
}

/**
 * Grants reading from the bucket exactly what an access point shows. S3 does not know of the access point, so that its
 * confinement to a directory has to be repeated here in terms of keys.
 *
 * Only the grantee's own policy is written: nothing of the bucket's or the key's stack may wait for the grantee's.
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
      `access point '${accessPoint.node.path}' was imported without 'bucket', so that reading it directly from S3 cannot be granted: give 'bucket' (and 'prefix', if the file system has one) where it is imported`,
    );
  }
  return bucket;
}

/** The key is used by S3 on the reader's behalf, hence the conditions, which are those of the service's own role. */
function grantDecrypt(
  grantee: iam.IGrantable,
  region: string,
  bucket: s3.IBucket,
  key: kms.IKey,
  keys: string,
): iam.Grant {
  return iam.Grant.addToPrincipal({
    grantee,
    actions: ['kms:Decrypt'],
    resourceArns: [key.keyArn],
    conditions: {
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
    conditions: { StringLike: { 's3:prefix': prefixes } },
  });
}

/**
 * The key that stands for the file system's own directory. Whether the service names this one to its client or the access
 * point's is not documented; the latter is among the visible keys.
 *
 * Listing by the prefix '/' shows nothing. By that of the file system it would show the names of all its keys, so that
 * there only the object itself may be asked for.
 */
function askedFirst({ fileSystem, rootDirectory }: IS3FilesAccessPoint): string[] {
  return rootDirectory === '/' ? [] : [literally(fileSystem.prefix || '/')];
}

/** The keys of the bucket that clients of an access point see, as IAM writes them. */
function visibleKeys({ fileSystem, rootDirectory }: IS3FilesAccessPoint): string {
  const prefix = literally(fileSystem.prefix ?? '');
  if (!Token.isUnresolved(rootDirectory)) {
    return rootDirectory === '/' ? `${prefix}*` : `${prefix}${rootDirectory.slice(1)}/*`;
  }
  // Its slash doubles the prefix's or begins the key, and all of it may be '/': only CloudFormation can tell. Three slashes
  // in a row need two rounds; '<key>' stands for the beginning, and no root directory holds it.
  return Fn.select(1, Fn.split('<key>/', oneSlash(oneSlash(`<key>/${prefix}${rootDirectory}/*`))));
}

/** `a//b` as `a/b`. */
function oneSlash(path: string): string {
  return Fn.join('/', Fn.split('//', path));
}

/** A prefix may hold characters that IAM reads as wildcards or variables; a root directory may not. */
function literally(prefix: string): string {
  return Token.isUnresolved(prefix) ? prefix : prefix.replace(/[*?$]/g, (character) => `\${${character}}`);
}

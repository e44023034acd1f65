import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { inAccountOf } from '../bucket-account';
import { keyInPolicy } from '../key-in-policy';
import { literally } from '../literal-key';

/** The resources that a query reads. */
export interface Readable {
  readonly bucket: s3.IBucket;
  /** The beginnings of the keys of the files. */
  readonly prefixes: readonly string[];
  /** The ARNs of catalog, database, table and view. */
  readonly catalogArns: readonly string[];
  readonly region: string;
}

/**
 * Grants reading a table and the objects that are its rows, as Amazon Athena does in the name of whoever queries:
 * https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html and
 * https://docs.aws.amazon.com/athena/latest/ug/s3-permissions.html
 */
export function grantReadOf(grantee: iam.IGrantable, { bucket, prefixes, catalogArns, region }: Readable): iam.Grant {
  const keys = prefixes.map((prefix) => `${literally(prefix)}*`);
  const objects = keys.map((key) => bucket.arnForObjects(key));
  const catalog = iam.Grant.addToPrincipal({
    grantee,
    actions: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions', 'glue:BatchGetPartition'],
    resourceArns: [...catalogArns],
  });
  const files = iam.Grant.addToPrincipal({
    grantee,
    actions: ['s3:GetObject'],
    resourceArns: objects,
    conditions: inAccountOf(bucket),
  });
  const place = iam.Grant.addToPrincipal({
    grantee,
    actions: ['s3:GetBucketLocation'],
    resourceArns: [bucket.bucketArn],
    conditions: inAccountOf(bucket),
  });
  const listing = iam.Grant.addToPrincipal({
    grantee,
    actions: ['s3:ListBucket'],
    resourceArns: [bucket.bucketArn],
    conditions: { ...inAccountOf(bucket), StringLike: { 's3:prefix': keys } },
  });
  const key = bucket.encryptionKey && keyInPolicy(bucket.encryptionKey);
  const decrypt =
    key &&
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['kms:Decrypt'],
      resourceArns: key.resourceArns,
      conditions: {
        ...key.conditions,
        StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
        // With an S3 Bucket Key the context is the bucket, without it the object.
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, ...objects] },
      },
    });
  return [catalog, files, place, listing, decrypt]
    .filter((grant) => grant !== undefined)
    .reduce((all, grant) => all.combine(grant));
}

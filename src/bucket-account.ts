import type * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * The condition that a bucket still belongs to the account that it was granted in. Its ARN does not name the account, and a
 * name is free again once its bucket is deleted, for everybody.
 */
export function inAccountOf(bucket: s3.IBucket): { StringEquals: Record<string, string> } {
  return { StringEquals: { 'aws:ResourceAccount': bucket.env.account } };
}

import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/**
 * The full construct behind a bucket that may be given as an L1 or as a construct of another library.
 *
 * @param scope where a bucket that only tells its name and ARN is imported
 * @param bucket as the user gave it
 */
export function bucketOf(scope: Construct, bucket: s3.IBucketRef): s3.IBucket {
  if (isBucket(bucket)) return bucket;
  if (s3.CfnBucket.isCfnBucket(bucket)) return s3.Bucket.fromCfnBucket(bucket);
  return s3.Bucket.fromBucketAttributes(scope, 'BucketReference', { ...bucket.bucketRef, ...bucket.env });
}

/** The full construct behind a role that may be given as an L1 or as a construct of another library. */
export function roleOf(scope: Construct, role: iam.IRoleRef): iam.IRole {
  return isRole(role) ? role : iam.Role.fromRoleArn(scope, 'RoleReference', role.roleRef.roleArn);
}

function isBucket(bucket: s3.IBucketRef): bucket is s3.IBucket {
  return 'arnForObjects' in bucket;
}

function isRole(role: iam.IRoleRef): role is iam.IRole {
  return 'grantPrincipal' in role;
}

import { PhysicalName, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** The buckets that a restore needs: that of the files, and that of the cluster's snapshots. */
export interface RestoreBuckets {
  readonly files: s3.IBucket;
  readonly runs: s3.IBucket;
}

/** A bucket that takes part in replication: both sides need versions. */
export function replicatedBucket(scope: Construct, id: string, copy?: s3.IBucket): s3.Bucket {
  // The role that the AWS CDK would make has one name in all of an account, so that a second bucket could not be deployed.
  const replicationRole =
    copy && new iam.Role(scope, `${id}Replication`, { assumedBy: new iam.ServicePrincipal('s3.amazonaws.com') });
  const bucket = new s3.Bucket(scope, id, {
    bucketName: PhysicalName.GENERATE_IF_NEEDED, // a stack of another Region can only refer to it by its name
    versioned: true,
    eventBridgeEnabled: true, // Amazon S3 Files hears of new objects by it
    enforceSSL: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: s3.BucketEncryption.S3_MANAGED,
    removalPolicy: RemovalPolicy.RETAIN,
    ...(copy && { replicationRole, replicationRules: [{ destination: copy }] }),
  });
  if (copy && replicationRole) {
    bucket.grantReplicationPermission(replicationRole, { destinations: [{ bucket: copy }] });
  }
  return bucket;
}

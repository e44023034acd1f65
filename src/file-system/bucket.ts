import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * A bucket as the service wants it: versioned, encrypted by S3, private, sending events to EventBridge, where the service
 * listens. Every rewrite of a file makes a version, so that noncurrent ones expire.
 */
export function createBucket(scope: Construct, id: string, removalPolicy: RemovalPolicy): s3.Bucket {
  return new s3.Bucket(scope, id, {
    versioned: true,
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    eventBridgeEnabled: true,
    lifecycleRules: [
      { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) },
    ],
    removalPolicy,
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
  });
}

/**
 * Refuses a bucket that the service would refuse. Of an imported one nothing is known.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html
 */
export function validateBucket(bucket: s3.IBucket): void {
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) {
    return;
  }
  const versioning = resource.versioningConfiguration;
  if (!versioning || ('status' in versioning && versioning.status !== 'Enabled')) {
    throw new Error(
      `bucket '${bucket.node.path}' is not versioned, which Amazon S3 Files requires: give it 'versioned: true'`,
    );
  }
}

/** The service edits the bucket's event configuration, and so does CDK for a bucket with notifications. */
export function warnOfNotifications(scope: Construct, bucket: s3.IBucket): void {
  scope.node.addValidation({
    validate: () => {
      if (bucket.node.tryFindChild('Notifications')) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:bucketWithNotifications',
          `bucket '${bucket.node.path}' has notifications of its own, and Amazon S3 Files edits the bucket's event configuration too: this combination was not tried on AWS, use EventBridge rules where you can`,
        );
      }
      return [];
    },
  });
}

import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * A bucket as the service wants it: versioned, encrypted by S3, private, sending events to EventBridge, where the service
 * listens. Every rewrite of a file makes a version, so that noncurrent ones expire.
 *
 * EventBridge is a property of the bucket here, not CDK's custom resource (`eventBridgeEnabled`): that one goes with the
 * stack and switches EventBridge off, also where bucket and file system stay.
 */
export function createBucket(scope: Construct, id: string, removalPolicy: RemovalPolicy): s3.Bucket {
  const bucket = new s3.Bucket(scope, id, {
    versioned: true,
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    lifecycleRules: [
      { noncurrentVersionExpiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(7) },
    ],
    removalPolicy,
    autoDeleteObjects: removalPolicy === RemovalPolicy.DESTROY,
  });
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  return bucket;
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
      if (hasDestinations(bucket)) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:bucketWithNotifications',
          `bucket '${bucket.node.path}' has notifications of its own, and Amazon S3 Files edits the bucket's event configuration too: this combination was not tried on AWS, use EventBridge rules where you can, and call 'enableEventBridgeNotification()' on the bucket where you cannot`,
        );
      }
      return [];
    },
  });
}

/** EventBridge alone is what the service wants; CDK has it in the same resource as functions, queues and topics. */
function hasDestinations(bucket: s3.IBucket): boolean {
  const resource = bucket.node.tryFindChild('Notifications')?.node.tryFindChild('Resource');
  if (!CfnResource.isCfnResource(resource)) {
    return false;
  }
  const rendered = Stack.of(resource).resolve(resource._toCloudFormation());
  const [{ Properties }] = Object.values<{ Properties: NotificationProperties }>(rendered.Resources);
  return Object.keys(Properties.NotificationConfiguration).some((key) => key !== 'EventBridgeConfiguration');
}

interface NotificationProperties {
  readonly NotificationConfiguration: Record<string, unknown>;
}

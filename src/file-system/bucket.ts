import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { S3_KEEP_NOTIFICATION_IN_IMPORTED_BUCKET } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { validateKindOfKey } from '../key-check';
import { areDifferent } from '../known-difference';

/**
 * Makes a bucket that meets the service's needs: versioned, encrypted by S3, private, and sending its events to EventBridge,
 * from where the service receives them. Every rewrite of a file makes a version, so noncurrent versions expire.
 *
 * EventBridge is enabled by a property of the bucket, and not by CDK's custom resource (`eventBridgeEnabled`): when the
 * stack is deleted, the custom resource would disable EventBridge even if the bucket and the file system are retained.
 *
 * Notifications that the user adds still come by that custom resource. CDK's flag for imported buckets makes it add its
 * own to those that exist. Without the flag it would overwrite the whole configuration, which has EventBridge and what the
 * service added. The flag is set for the scope, which must have no children yet.
 */
export function createBucket(scope: Construct, id: string, removalPolicy: RemovalPolicy): s3.Bucket {
  scope.node.setContext(S3_KEEP_NOTIFICATION_IN_IMPORTED_BUCKET, true);
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
  // A bucket that is retained keeps its policy too, which refuses requests without TLS.
  bucket.policy?.applyRemovalPolicy(removalPolicy);
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  return bucket;
}

/**
 * Refuses a bucket that the service would refuse. Of an imported bucket only the account and the Region can be checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html
 */
export function validateBucket(scope: Construct, bucket: s3.IBucket): void {
  validatePlace(scope, bucket);
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) {
    return;
  }
  const path = bucketPath(bucket);
  if (bucket.encryptionKey) {
    validateKindOfKey(scope, `bucket '${path}'`, bucket.encryptionKey);
  }
  const versioning = resource.versioningConfiguration;
  if (!versioning || ('status' in versioning && versioning.status !== 'Enabled')) {
    throw constructError(
      scope,
      `bucket '${path}' is not versioned, which Amazon S3 Files requires: give it '${path === resource.node.path ? 'versioningConfiguration: { status: "Enabled" }' : 'versioned: true'}'`,
    );
  }
  if (encryptionAlgorithms(resource).includes('aws:kms:dsse')) {
    throw constructError(
      scope,
      `bucket '${path}' has dual-layer encryption, and Amazon S3 Files takes S3_MANAGED or KMS: choose one of these`,
    );
  }
}

/** The path of a bucket as its owner knows it: of one that was given as an L1, the L1's, not that of the reference to it. */
export function bucketPath({ node }: s3.IBucket): string {
  const { defaultChild } = node;
  return defaultChild && defaultChild.node.scope?.node !== node ? defaultChild.node.path : node.path;
}

/** The algorithms that are given as literal texts. */
function encryptionAlgorithms(bucket: s3.CfnBucket): string[] {
  return encryptionsOf(bucket).map(({ sseAlgorithm }) => sseAlgorithm);
}

/** The default encryptions of a bucket. Tokens in place of objects are not looked into. */
export function encryptionsOf({
  bucketEncryption,
}: s3.CfnBucket): s3.CfnBucket.ServerSideEncryptionByDefaultProperty[] {
  const rules =
    bucketEncryption && 'serverSideEncryptionConfiguration' in bucketEncryption
      ? bucketEncryption.serverSideEncryptionConfiguration
      : [];
  return (Array.isArray(rules) ? rules : []).flatMap((rule) => {
    const byDefault = 'serverSideEncryptionByDefault' in rule ? rule.serverSideEncryptionByDefault : undefined;
    return byDefault && 'sseAlgorithm' in byDefault ? [byDefault] : [];
  });
}

function validatePlace(scope: Construct, bucket: s3.IBucket): void {
  const { env } = bucket;
  const stack = Stack.of(scope);
  for (const part of ['account', 'region'] as const) {
    if (areDifferent(env[part], stack[part])) {
      throw constructError(
        scope,
        `bucket '${bucketPath(bucket)}' is in ${part} '${env[part]}' and its file system would be in '${stack[part]}', but Amazon S3 Files needs both in one ${part}: define the file system there`,
      );
    }
  }
}

/**
 * Warns if a bucket that was given has notifications: the service edits the event configuration of the bucket, and so does
 * CDK. (The notifications of a bucket that is made here are only added to what exists.)
 */
export function warnOfNotifications(scope: Construct, bucket: s3.IBucket): void {
  scope.node.addValidation({
    validate: () => {
      const notifications = notificationsOf(bucket);
      if (notifications && writesAll(notifications) && !sendsToEventBridge(notifications)) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:bucketNotificationsWithoutEventBridge',
          `bucket '${bucket.node.path}' has notifications that are written as a whole, without EventBridge, by which Amazon S3 Files learns of changes: call 'enableEventBridgeNotification()' on the bucket`,
        );
      }
      if (notifications && hasDestinations(notifications)) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:bucketWithNotifications',
          `bucket '${bucket.node.path}' has notifications of its own, and Amazon S3 Files edits the bucket's event configuration too: this combination was not tried on AWS, use EventBridge rules where you can`,
        );
      }
      return [];
    },
  });
}

/** The properties of CDK's custom resource for notifications, if the bucket has it. */
function notificationsOf(bucket: s3.IBucket): NotificationProperties | undefined {
  const resource = bucket.node.tryFindChild('Notifications')?.node.tryFindChild('Resource');
  if (!CfnResource.isCfnResource(resource)) {
    return undefined;
  }
  const rendered = Stack.of(resource).resolve(resource._toCloudFormation());
  const [{ Properties }] = Object.values<{ Properties: NotificationProperties }>(rendered.Resources);
  return Properties;
}

function writesAll({ Managed }: NotificationProperties): boolean {
  return Managed !== false;
}

function sendsToEventBridge({ NotificationConfiguration }: NotificationProperties): boolean {
  return EVENT_BRIDGE in NotificationConfiguration;
}

/** Tells functions, queues and topics from EventBridge, which is in the same resource and which the service needs. */
function hasDestinations({ NotificationConfiguration }: NotificationProperties): boolean {
  return Object.keys(NotificationConfiguration).some((key) => key !== EVENT_BRIDGE);
}

const EVENT_BRIDGE = 'EventBridgeConfiguration';

interface NotificationProperties {
  readonly NotificationConfiguration: Record<string, unknown>;
  readonly Managed?: boolean;
}

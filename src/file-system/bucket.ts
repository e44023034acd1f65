import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, CfnResource, Duration, RemovalPolicy, Stack, Token, TokenComparison } from 'aws-cdk-lib/core';
import { S3_KEEP_NOTIFICATION_IN_IMPORTED_BUCKET } from 'aws-cdk-lib/cx-api';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';

/**
 * A bucket as the service wants it: versioned, encrypted by S3, private, sending events to EventBridge, where the service
 * listens. Every rewrite of a file makes a version, so that noncurrent ones expire.
 *
 * EventBridge is a property of the bucket here, not CDK's custom resource (`eventBridgeEnabled`): that one goes with the
 * stack and switches EventBridge off, also where bucket and file system stay.
 *
 * Notifications that the user adds come by that custom resource all the same. With CDK's flag for imported buckets it adds
 * its own to what it finds; else it would write the configuration as a whole, without EventBridge and without what the
 * service has added. The flag counts below the scope, which must have no children yet.
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
  // A bucket that stays keeps its policy too: what refuses requests without TLS.
  bucket.policy?.applyRemovalPolicy(removalPolicy);
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  return bucket;
}

/**
 * Refuses a bucket that the service would refuse. Of an imported one no more than its place is known.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html
 */
export function validateBucket(scope: Construct, bucket: s3.IBucket): void {
  validatePlace(scope, bucket);
  const resource = bucket.node.defaultChild;
  if (!s3.CfnBucket.isCfnBucket(resource)) {
    return;
  }
  const versioning = resource.versioningConfiguration;
  if (!versioning || ('status' in versioning && versioning.status !== 'Enabled')) {
    throw constructError(
      scope,
      `bucket '${bucket.node.path}' is not versioned, which Amazon S3 Files requires: give it 'versioned: true'`,
    );
  }
  if (encryptionAlgorithms(resource).includes('aws:kms:dsse')) {
    throw constructError(
      scope,
      `bucket '${bucket.node.path}' has dual-layer encryption, and Amazon S3 Files takes S3_MANAGED or KMS: choose one of these`,
    );
  }
}

/** As far as they are literal: what only the deployment tells is not looked into. */
function encryptionAlgorithms({ bucketEncryption }: s3.CfnBucket): string[] {
  const rules =
    bucketEncryption && 'serverSideEncryptionConfiguration' in bucketEncryption
      ? bucketEncryption.serverSideEncryptionConfiguration
      : [];
  return (Array.isArray(rules) ? rules : []).flatMap((rule) => {
    const byDefault = 'serverSideEncryptionByDefault' in rule ? rule.serverSideEncryptionByDefault : undefined;
    return byDefault && 'sseAlgorithm' in byDefault ? [byDefault.sseAlgorithm] : [];
  });
}

function validatePlace(scope: Construct, { node, env }: s3.IBucket): void {
  const stack = Stack.of(scope);
  for (const part of ['account', 'region'] as const) {
    if (Token.compareStrings(env[part], stack[part]) === TokenComparison.DIFFERENT) {
      throw constructError(
        scope,
        `bucket '${node.path}' is in ${part} '${env[part]}' and its file system would be in '${stack[part]}', but Amazon S3 Files needs both in one ${part}: define the file system there`,
      );
    }
  }
}

/**
 * The service edits the event configuration of a bucket that is given, and so does CDK where that bucket has notifications.
 * (Those of a bucket made here leave alone what they find.)
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

/** The properties of CDK's custom resource. */
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

/** EventBridge alone is what the service wants; CDK has it in the same resource as functions, queues and topics. */
function hasDestinations({ NotificationConfiguration }: NotificationProperties): boolean {
  return Object.keys(NotificationConfiguration).some((key) => key !== EVENT_BRIDGE);
}

const EVENT_BRIDGE = 'EventBridgeConfiguration';

interface NotificationProperties {
  readonly NotificationConfiguration: Record<string, unknown>;
  readonly Managed?: boolean;
}

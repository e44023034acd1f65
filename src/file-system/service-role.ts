import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

const SERVICE_PRINCIPAL = 'elasticfilesystem.amazonaws.com';

/**
 * The role by which the service reads and writes the bucket, with the statements that the service documents and no more:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html
 *
 * They are an inline policy of the role, not a resource beside it: a file system that is created before its role may do
 * anything fails, and one that is kept when the stack goes must keep a role that still works.
 */
export function createServiceRole(
  scope: Construct,
  id: string,
  bucket: s3.IBucket,
  removalPolicy: RemovalPolicy,
): iam.Role {
  const stack = Stack.of(scope);
  const role = new iam.Role(scope, id, {
    description: 'Lets Amazon S3 Files keep a file system and its bucket in step',
    assumedBy: new iam.ServicePrincipal(SERVICE_PRINCIPAL, {
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: {
          'aws:SourceArn': stack.formatArn({ service: 's3files', resource: 'file-system', resourceName: '*' }),
        },
      },
    }),
    inlinePolicies: {
      S3Files: new iam.PolicyDocument({
        statements: [...bucketStatements(bucket, stack), ...keyStatements(bucket, stack), ...eventStatements(stack)],
      }),
    },
  });
  role.applyRemovalPolicy(removalPolicy);
  return role;
}

function bucketStatements(bucket: s3.IBucket, stack: Stack): iam.PolicyStatement[] {
  const conditions = { StringEquals: { 'aws:ResourceAccount': stack.account } };
  return [
    new iam.PolicyStatement({
      sid: 'S3BucketPermissions',
      actions: ['s3:ListBucket', 's3:ListBucketVersions'],
      resources: [bucket.bucketArn],
      conditions,
    }),
    new iam.PolicyStatement({
      sid: 'S3ObjectPermissions',
      actions: ['s3:AbortMultipartUpload', 's3:DeleteObject*', 's3:GetObject*', 's3:List*', 's3:PutObject*'],
      resources: [bucket.arnForObjects('*')],
      conditions,
    }),
  ];
}

/** For the key of the bucket. (The file system's own key encrypts the fast storage and needs nothing of this role.) */
function keyStatements(bucket: s3.IBucket, stack: Stack): iam.PolicyStatement[] {
  if (!bucket.encryptionKey) {
    return [];
  }
  return [
    new iam.PolicyStatement({
      sid: 'UseKmsKeyWithS3Files',
      actions: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      resources: [bucket.encryptionKey.keyArn],
      conditions: {
        StringLike: {
          'kms:ViaService': `s3.${stack.region}.amazonaws.com`,
          // With an S3 Bucket Key the context is the bucket, without it the object.
          'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, bucket.arnForObjects('*')],
        },
      },
    }),
  ];
}

/** The service watches the bucket by EventBridge rules of its own, whose names it chooses in any account's Region. */
function eventStatements(stack: Stack): iam.PolicyStatement[] {
  const rule = (name: string) => `arn:${stack.partition}:events:*:*:rule/${name}`;
  return [
    new iam.PolicyStatement({
      sid: 'EventBridgeManage',
      actions: [
        'events:DeleteRule',
        'events:DisableRule',
        'events:EnableRule',
        'events:PutRule',
        'events:PutTargets',
        'events:RemoveTargets',
      ],
      resources: [rule('DO-NOT-DELETE-S3-Files*')],
      conditions: { StringEquals: { 'events:ManagedBy': SERVICE_PRINCIPAL } },
    }),
    new iam.PolicyStatement({
      sid: 'EventBridgeRead',
      actions: ['events:DescribeRule', 'events:ListRuleNamesByTarget', 'events:ListRules', 'events:ListTargetsByRule'],
      resources: [rule('*')], // as documented: the service finds its rules by listing
    }),
  ];
}

import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { inAccountOf } from '../bucket-account';
import { keyInPolicy } from '../key-in-policy';
import { validateTrust } from '../role-trust';

const SERVICE_PRINCIPAL = 'elasticfilesystem.amazonaws.com';

/**
 * Makes the role with which the service reads and writes the bucket. It has exactly the statements that the service
 * documents: https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prerequisites.html
 *
 * They are an inline policy of the role, not a policy resource. Creating a file system fails if its role has no permissions
 * yet, and a file system that is retained when the stack is deleted needs a role that keeps its permissions.
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
        statements: [...bucketStatements(bucket), ...keyStatements(bucket, stack), ...eventStatements(stack)],
      }),
    },
  });
  role.applyRemovalPolicy(removalPolicy);
  return role;
}

/** Refuses a role that the service cannot take. */
export function validateServiceRole(scope: Construct, role: iam.IRoleRef): void {
  validateTrust(scope, role, {
    service: SERVICE_PRINCIPAL,
    use: 'with which Amazon S3 Files keeps the file system and its bucket in step',
  });
}

function bucketStatements(bucket: s3.IBucket): iam.PolicyStatement[] {
  const conditions = inAccountOf(bucket);
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

/** Statements for the bucket's key. The file system's own key, which encrypts the fast storage, needs none in this role. */
function keyStatements(bucket: s3.IBucket, stack: Stack): iam.PolicyStatement[] {
  if (!bucket.encryptionKey) {
    return [];
  }
  const { resourceArns, conditions } = keyInPolicy(bucket.encryptionKey);
  return [
    new iam.PolicyStatement({
      sid: 'UseKmsKeyWithS3Files',
      actions: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
      resources: resourceArns,
      conditions: {
        ...conditions,
        StringLike: {
          'kms:ViaService': `s3.${stack.region}.amazonaws.com`,
          // With an S3 Bucket Key the context is the bucket, without it the object.
          'kms:EncryptionContext:aws:s3:arn': [bucket.bucketArn, bucket.arnForObjects('*')],
        },
      },
    }),
  ];
}

/** The service watches the bucket by EventBridge rules that it makes and names itself. */
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

import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Annotations, type CfnResource, Token } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { readableText } from '../readable-references';
import { resourceOf } from '../resource-of';
import { encryptionsOf } from './bucket';
import { constructBehind } from './construct-behind';

/**
 * The full construct behind a bucket that may be given as an L1 or as a construct of another library.
 *
 * @param scope where a bucket that is no full construct is imported
 * @param bucket as the user gave it
 * @throws Error if its key is named in a way that gives no ARN
 */
export function bucketOf(scope: Construct, bucket: s3.IBucketRef): s3.IBucket {
  const known = isBucket(bucket) ? bucket : constructBehind(bucket, isBucket);
  if (known) return known;
  const resource = constructBehind(bucket, s3.CfnBucket.isCfnBucket);
  if (!resource) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:bucketKnownByNameOnly',
      `bucket '${bucket.node.path}' tells no more than its name: make sure that it is versioned, and give 'role' permission to use its key of AWS KMS, if it has one`,
    );
  }
  const imported = s3.Bucket.fromBucketAttributes(scope, 'BucketReference', {
    ...bucket.bucketRef,
    ...bucket.env,
    encryptionKey: resource && keyOf(scope, resource),
  });
  imported.node.defaultChild = resource;
  return imported;
}

/** The key that an L1 bucket is encrypted with. The policy of the service role needs its ARN. */
function keyOf(scope: Construct, bucket: s3.CfnBucket): kms.IKey | undefined {
  const [id] = encryptionsOf(bucket).map(({ kmsMasterKeyId }) => kmsMasterKeyId);
  if (id === undefined) {
    return undefined;
  }
  const key = keyResource(id);
  const keyArn = kms.CfnKey.isCfnKey(key) ? key.attrArn : id;
  const text = readableText(scope, keyArn);
  const isName = !text.startsWith('arn:') && /^[\w:/-]+$/.test(text);
  if (kms.CfnAlias.isCfnAlias(key) || isName) {
    throw constructError(
      scope,
      `bucket '${bucket.node.path}' names its key by '${text}', and the service role is granted a key by its ARN: give the bucket 'kmsMasterKeyId' as an ARN`,
    );
  }
  const [, alias] = /^arn:.*:(alias\/.+)$/.exec(text) ?? [];
  return alias !== undefined && Token.isUnresolved(keyArn)
    ? kms.Alias.fromAliasName(scope, 'BucketKeyReference', alias)
    : kms.Key.fromKeyArn(scope, 'BucketKeyReference', keyArn);
}

/** The L1 of a key, also behind an alias; an alias whose key the app does not define is the last that is known. */
function keyResource(id: string): CfnResource | undefined {
  const resource = resourceOf(id);
  return kms.CfnAlias.isCfnAlias(resource) ? (keyResource(resource.targetKeyId) ?? resource) : resource;
}

/** The full construct behind a role that may be given as an L1 or as a construct of another library. */
export function roleOf(scope: Construct, role: iam.IRoleRef): iam.IRole {
  return isRole(role) ? role : iam.Role.fromRoleArn(scope, 'RoleReference', role.roleRef.roleArn);
}

function isBucket(bucket: IConstruct): bucket is s3.IBucket {
  return 'arnForObjects' in bucket;
}

function isRole(role: iam.IRoleRef): role is iam.IRole {
  return 'grantPrincipal' in role;
}

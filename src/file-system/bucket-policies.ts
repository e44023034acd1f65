import * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { readableText } from '../readable-references';

/**
 * The policies of a bucket that are resources of the bucket's stack or of the given construct's stack. The whole tree
 * is searched: an L1 policy may name its bucket from any place in it, and the bucket does not list it.
 */
export function bucketPoliciesOf(bucket: s3.IBucket, user: IConstruct): s3.CfnBucketPolicy[] {
  const names = namesOf(bucket);
  return [...new Set([Stack.of(bucket), Stack.of(user)])].flatMap((stack) =>
    stack.node
      .findAll()
      .filter((node) => s3.CfnBucketPolicy.isCfnBucketPolicy(node))
      .filter((policy) => Stack.of(policy) === stack && names.has(readableText(policy, policy.bucket))),
  );
}

/** A policy names a bucket by reference, or by the name that it was given. */
function namesOf(bucket: s3.IBucket): Set<string> {
  const resource = bucket.node.defaultChild;
  const given = s3.CfnBucket.isCfnBucket(resource) ? [resource.ref, resource.bucketName ?? resource.ref] : [];
  return new Set([bucket.bucketName, ...given].map((name) => readableText(bucket, name)));
}

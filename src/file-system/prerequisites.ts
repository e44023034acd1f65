import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Dependable, type IConstruct, type IDependable } from 'constructs';

/**
 * What must be there before a file system is created, and must stay until it is deleted: the bucket, its policy, the
 * resource that empties it, the role and the role's policies.
 *
 * They are named one by one. The bucket construct as a whole also holds its notifications, and these may target a
 * function that mounts this very file system: a cycle.
 */
export function prerequisites(bucket: s3.IBucket, role: iam.IRole): IDependable {
  const dependable = {};
  Dependable.implement(dependable, {
    get dependencyRoots(): IConstruct[] {
      return [
        bucket.node.defaultChild,
        bucket.policy,
        bucket.node.tryFindChild('AutoDeleteObjectsCustomResource'),
        role.node.defaultChild,
        ...role.node.findAll().filter(isPolicy),
      ].filter((construct) => construct !== undefined);
    },
  });
  return dependable;
}

function isPolicy(construct: IConstruct): boolean {
  return iam.CfnPolicy.isCfnPolicy(construct) || iam.CfnRolePolicy.isCfnRolePolicy(construct);
}

import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { bucketPoliciesOf } from './bucket-policies';
import { policiesOf, type RolePolicy, statementsOf } from './role-policies';

/**
 * The resources that must exist before a file system is created, and until it is deleted: the bucket, its policies, the
 * resource that empties it, the role and the role's policies.
 *
 * They are listed one by one. The bucket construct as a whole also contains its notifications, which may target a function
 * that mounts this file system: depending on them would be a cycle. Policies that name the file system are left out for the
 * same reason: they can only be created after it.
 */
export function prerequisites(fileSystem: IConstruct, bucket: s3.IBucket, role: iam.IRoleRef): IDependable {
  const dependable = {};
  const comesAfter = (statement: string) => refersInto(fileSystem, [bucket, role], statement);
  Dependable.implement(dependable, {
    get dependencyRoots(): IConstruct[] {
      return [
        bucket.node.defaultChild,
        ...bucketPoliciesOf(bucket, fileSystem).filter((policy) => !statementsOf(policy).some(comesAfter)),
        bucket.node.tryFindChild('AutoDeleteObjectsCustomResource'),
        iam.CfnRole.isCfnRole(role) ? role : role.node.defaultChild,
        ...policiesOf(role, fileSystem).filter((policy) => !statementsOf(policy).some(comesAfter)),
      ].filter((construct) => construct !== undefined);
    },
  });
  fileSystem.node.addValidation({
    validate: () =>
      policiesOf(role, fileSystem)
        .filter((policy) => new Set(statementsOf(policy).map(comesAfter)).size > 1)
        .map((policy) => entangled(policy, fileSystem, role)),
  });
  return dependable;
}

/** The bucket and the role may be children of the file system's construct, but are created before the file system. */
function refersInto(fileSystem: IConstruct, except: IConstruct[], statement: string): boolean {
  const [, ...references] = statement.split('${');
  const isIn = (construct: IConstruct, reference: string) => reference.startsWith(`${construct.node.path}/`);
  return references.some(
    (reference) => isIn(fileSystem, reference) && !except.some((construct) => isIn(construct, reference)),
  );
}

function entangled(policy: RolePolicy, fileSystem: IConstruct, role: iam.IRoleRef): string {
  return `the service role '${role.node.path}' of file system '${fileSystem.node.path}' was granted the file system itself by policy '${policy.node.path}', which also has other statements: the file system would need them before it is created, and they could only be created after it: use another role for clients`;
}

import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { readable } from '../readable-references';

export type RolePolicy = iam.CfnPolicy | iam.CfnManagedPolicy | iam.CfnRolePolicy;

/**
 * The policies of a role that are resources of the role's stack or of the given construct's stack.
 *
 * The whole tree is searched, because a role does not know its policies: a policy may name the role (`roles`), or be
 * attached to it, from any place in the tree, and CDK splits policies that are too long.
 */
export function policiesOf(role: iam.IRoleRef, user: IConstruct): RolePolicy[] {
  const names = namesOf(role);
  return [...new Set([Stack.of(role), Stack.of(user)])].flatMap((stack) =>
    stack.node
      .findAll()
      .filter(isRolePolicy)
      .filter((policy) => Stack.of(policy) === stack && rolesOf(policy).some((name) => names.has(name))),
  );
}

/**
 * The statements of a policy as texts, with references as `${path.attribute}`. A logical id would not do: resources of two
 * stacks may have the same.
 */
export function statementsOf(policy: RolePolicy | s3.CfnBucketPolicy): string[] {
  const document = readable(policy, policy.policyDocument);
  const statements = typeof document === 'object' && document && 'Statement' in document ? document.Statement : [];
  return [statements].flat().map((statement) => JSON.stringify(statement));
}

/** A policy names a role by reference, or by the name that it was given. */
function namesOf(role: iam.IRoleRef): Set<string> {
  const { roleName } = role.roleRef;
  const resource = iam.CfnRole.isCfnRole(role) ? role : role.node.defaultChild;
  const given = iam.CfnRole.isCfnRole(resource) ? resource.roleName : undefined;
  return new Set([roleName, given ?? roleName].map((name) => text(role, name)));
}

function rolesOf(policy: RolePolicy): string[] {
  const roles = iam.CfnRolePolicy.isCfnRolePolicy(policy) ? [policy.roleName] : readable(policy, policy.roles);
  return Array.isArray(roles) ? roles.map((role) => text(policy, role)) : [];
}

function text(scope: IConstruct, value: unknown): string {
  return JSON.stringify(readable(scope, value));
}

function isRolePolicy(construct: IConstruct): construct is RolePolicy {
  return (
    iam.CfnPolicy.isCfnPolicy(construct) ||
    iam.CfnManagedPolicy.isCfnManagedPolicy(construct) ||
    iam.CfnRolePolicy.isCfnRolePolicy(construct)
  );
}

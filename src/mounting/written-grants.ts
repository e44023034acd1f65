import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, Dependable, type IConstruct, type IDependable } from 'constructs';
import { readable } from '../readable-references';

/**
 * Tells whether a statement got into a policy, or into the report of `iam.Role.customizeRoles`. To be asked after the
 * aspects of the role: CDK splits policies that are too long there.
 *
 * For a role that takes no policy, CDK reports success and writes nothing. Such a grant has no policy to depend on. This is
 * what is checked, so that all kinds of such roles are found.
 */
export function isWritten(principal: iam.IPrincipal, added: boolean, policy: IDependable | undefined): boolean {
  if (!added) return false;
  return (policy !== undefined && Dependable.of(policy).dependencyRoots.length > 0) || isReported(principal);
}

/** The warning about statements that were lost, with all of them. */
export function lostText(scope: IConstruct, principal: iam.IPrincipal, statements: readonly unknown[]): string {
  const role = Construct.isConstruct(principal) ? `role '${principal.node.path}'` : 'the role';
  const texts = statements.map((statement) => JSON.stringify(readable(scope, statement)));
  return `${role} of '${scope.node.path}' takes no policy from this app, since it was imported with 'mutable: false' or from another account, or taken 'withoutPolicyUpdates', so that nothing of this is granted: add these statements to a policy of the role where it is defined: [${[...new Set(texts)].join(',')}]`;
}

/**
 * True for roles that are not created because of `iam.Role.customizeRoles`. They write their grants into its report,
 * and somebody makes policies from that. In CDK, they are objects with a list of statements: the role itself if it is
 * imported, otherwise a child of it.
 */
function isReported(principal: iam.IPrincipal): boolean {
  return (
    Construct.isConstruct(principal) &&
    principal.node.findAll().some((part) => Array.isArray(Reflect.get(part, 'policyStatements')))
  );
}

import type * as iam from 'aws-cdk-lib/aws-iam';
import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { isWritten, lostText } from './written-grants';

/** The roles that tell by themselves what was lost. */
const WATCHED = new WeakSet<object>();

/**
 * Makes a role that records everything that it is granted: by this library, by aws-cdk-lib (tracing, a destination of
 * failures) or by the app. If the role takes no policy, one warning at synthesis lists all of it.
 *
 * @param scope the construct that gets the warning
 * @param role a role that was given to it
 * @returns the role to give to a function
 */
export function watchedRole(scope: IConstruct, role: iam.IRole): iam.IRole {
  const noted: (() => unknown[])[] = [];
  const results: iam.AddToPrincipalPolicyResult[] = [];
  const addToPrincipalPolicy = (statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult => {
    noted.push(() => [statement.toStatementJson()]);
    const result = role.addToPrincipalPolicy(statement);
    results.push(result);
    return result;
  };
  const attachInlinePolicy = (policy: iam.Policy): void => {
    noted.push(() => statementsOf(policy.document));
    role.attachInlinePolicy(policy);
  };
  const watched = standIn(role, (self) => ({ addToPrincipalPolicy, attachInlinePolicy, grantPrincipal: self }));
  WATCHED.add(watched);
  scope.node.addValidation({
    validate: () => {
      if (!results.every((result) => isWritten(role, result.statementAdded, result.policyDependable))) {
        const statements = noted.flatMap((statementsOfGrant) => statementsOfGrant());
        Annotations.of(scope).addWarningV2('cdk-s3files:immutableRole', lostText(scope, role, statements));
      }
      return [];
    },
  });
  return watched;
}

/** Tells whether a principal warns of lost grants itself. */
export function isWatched(principal: iam.IPrincipal): boolean {
  return WATCHED.has(principal);
}

/**
 * An object that is another one in everything but some members. The methods of the other one run on itself: it keeps its
 * policy, which it makes with its first grant, among its own members. It is not the target of the proxy, since a role that
 * is implemented in Python or Java has members that a proxy of it could not replace.
 */
function standIn(role: iam.IRole, membersOf: (self: iam.IRole) => Partial<iam.IRole>): iam.IRole {
  const own = {} as iam.IRole;
  const self = new Proxy(own, {
    get: (_, name) => {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name);
      const value: unknown = Reflect.get(role, name, role);
      return typeof value === 'function' && name !== 'constructor' ? value.bind(role) : value;
    },
    set: (_, name, value) => Reflect.set(role, name, value, role),
    has: (_, name) => Reflect.has(role, name),
    getPrototypeOf: () => Reflect.getPrototypeOf(role),
  });
  Object.assign(own, membersOf(self));
  return self;
}

function statementsOf(document: iam.PolicyDocument): unknown[] {
  const json: { Statement?: unknown[] } | undefined = document.toJSON();
  return json?.Statement ?? [];
}

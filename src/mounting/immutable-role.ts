import type * as iam from 'aws-cdk-lib/aws-iam';
import {
  Annotations,
  DefaultTokenResolver,
  type IPostProcessor,
  type IResolvable,
  type IResolveContext,
  Reference,
  Tokenization,
} from 'aws-cdk-lib/core';
import { Construct, Dependable } from 'constructs';

/**
 * The same grantee, watched: where a statement that it is granted ends up in no policy, a warning at synth holds it.
 *
 * CDK reports success for a role imported with `mutable: false`, and for one of another account, and writes nothing. What
 * it was granted then depends on no policy, which is what it is known by: other kinds of roles may come.
 *
 * @param scope what the warning is given to
 */
export function watchedGrantee(scope: Construct, grantee: iam.IGrantable): iam.IGrantable {
  const principal = grantee.grantPrincipal;
  const granted: Granted[] = [];
  const watched: iam.IPrincipal = {
    get grantPrincipal() {
      return watched;
    },
    assumeRoleAction: principal.assumeRoleAction,
    policyFragment: principal.policyFragment,
    principalAccount: principal.principalAccount,
    addToPrincipalPolicy: (statement) => {
      const result = principal.addToPrincipalPolicy(statement);
      granted.push({ statement, result });
      return result;
    },
  };
  scope.node.addValidation({
    validate: () => {
      const lost = granted.filter(({ result }) => !isWritten(result)).map(({ statement }) => statement);
      if (lost.length > 0) {
        Annotations.of(scope).addWarningV2('cdk-s3files:immutableRole', lostText(scope, principal, lost));
      }
      return [];
    },
  });
  return watched;
}

interface Granted {
  readonly statement: iam.PolicyStatement;
  readonly result: iam.AddToPrincipalPolicyResult;
}

/** A role of this app knows the policy only after its aspects, which split it where it is too long. */
function isWritten({ statementAdded, policyDependable }: iam.AddToPrincipalPolicyResult): boolean {
  return statementAdded && (!policyDependable || Dependable.of(policyDependable).dependencyRoots.length > 0);
}

function lostText(scope: Construct, principal: iam.IPrincipal, lost: iam.PolicyStatement[]): string {
  const role = Construct.isConstruct(principal) ? `role '${principal.node.path}'` : 'the role';
  const statements = lost.map((statement) => JSON.stringify(readable(scope, statement.toStatementJson())));
  return `${role} of '${scope.node.path}' takes no policy from this app, since it was imported with 'mutable: false' or from another account, so that nothing of this is granted: add these statements to a policy of the role where it is defined: [${statements.join(',')}]`;
}

/** With `${path.attribute}` for what only a deployment tells. */
function readable(scope: Construct, value: unknown): unknown {
  return Tokenization.resolve(value, { scope, resolver: new ReadableReferences(), preparing: false });
}

class ReadableReferences extends DefaultTokenResolver {
  constructor() {
    super({ join: (left: unknown, right: unknown) => `${text(left)}${text(right)}` });
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    return Reference.isReference(token)
      ? `\${${token.target.node.path}.${token.displayName}}`
      : super.resolveToken(token, context, postProcessor);
  }
}

/** Of the parts of a text, those that are no text are CloudFormation's functions, and `Ref` of a pseudo parameter. */
function text(part: unknown): string {
  if (typeof part !== 'object' || part === null) {
    return `${part ?? ''}`;
  }
  return 'Ref' in part ? `\${${part.Ref}}` : JSON.stringify(part);
}

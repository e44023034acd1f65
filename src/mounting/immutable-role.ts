import * as iam from 'aws-cdk-lib/aws-iam';
import { Annotations } from 'aws-cdk-lib/core';
import { Construct, Dependable } from 'constructs';
import { readable } from '../readable-references';

/**
 * Grants, and warns at synth where what was granted is in no policy, with the statements to add.
 *
 * CDK reports success for a role imported with `mutable: false`, and for one of another account, and writes nothing. A
 * grant to it depends on no policy, which is what it is known by: other kinds of roles may come.
 *
 * @param scope what the warning is given to
 * @param give makes the grants; called again for a warning, with a grantee that only notes the statements
 */
export function grantWatched(
  scope: Construct,
  grantee: iam.IGrantable,
  give: (grantee: iam.IGrantable) => iam.Grant[],
): void {
  const grants = give(grantee);
  scope.node.addValidation({
    validate: () => {
      if (!grants.every(isWritten)) {
        Annotations.of(scope).addWarningV2('cdk-s3files:immutableRole', lostText(scope, grantee.grantPrincipal, give));
      }
      return [];
    },
  });
}

/** A role of this app knows the policy only after its aspects, which split it where it is too long. */
function isWritten(grant: iam.Grant): boolean {
  return grant.success && Dependable.of(grant).dependencyRoots.length > 0;
}

function lostText(scope: Construct, principal: iam.IPrincipal, give: (grantee: iam.IGrantable) => iam.Grant[]): string {
  const note = new StatementNote();
  give(note);
  const role = Construct.isConstruct(principal) ? `role '${principal.node.path}'` : 'the role';
  const statements = note.statements.map((statement) => JSON.stringify(readable(scope, statement.toStatementJson())));
  return `${role} of '${scope.node.path}' takes no policy from this app, since it was imported with 'mutable: false' or from another account, so that nothing of this is granted: add these statements to a policy of the role where it is defined: [${statements.join(',')}]`;
}

/** Notes what it is granted, and says that it was not. */
class StatementNote implements iam.IPrincipal {
  public readonly statements: iam.PolicyStatement[] = [];
  public readonly grantPrincipal = this;
  public readonly assumeRoleAction = 'sts:AssumeRole';
  public readonly policyFragment = new iam.PrincipalPolicyFragment({});

  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    this.statements.push(statement);
    return { statementAdded: false };
  }
}

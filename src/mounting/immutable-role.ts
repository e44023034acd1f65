import * as iam from 'aws-cdk-lib/aws-iam';
import { Annotations } from 'aws-cdk-lib/core';
import { Construct, Dependable } from 'constructs';
import { readable } from '../readable-references';

/**
 * Makes grants, and warns at synthesis if their statements got into no policy. The warning has the statements to add.
 *
 * For a role imported with `mutable: false`, or one of another account, CDK reports success and writes nothing. Such a
 * grant has no policy to depend on. This is what is checked, so that other kinds of roles are found too.
 *
 * @param scope the construct that gets the warning
 * @param grantee the role, or a construct that has one
 * @param give makes the grants; it is called again for a warning, with a grantee that only collects the statements
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

/** True after the aspects of the role: CDK splits policies that are too long there. */
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

/** Collects the statements that it is granted, and answers that they were not added. */
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

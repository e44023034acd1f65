import * as iam from 'aws-cdk-lib/aws-iam';
import { Annotations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { isWatched } from './watched-role';
import { isWritten, lostText } from './written-grants';

/**
 * Makes grants, and warns at synthesis if their statements got into no policy. The warning has the statements to add.
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
  const { grantPrincipal } = grantee;
  if (isWatched(grantPrincipal)) {
    return; // it warns of everything that it is granted, once
  }
  scope.node.addValidation({
    validate: () => {
      if (!grants.every((grant) => isWritten(grantPrincipal, grant.success, grant))) {
        const note = new StatementNote();
        give(note);
        const statements = note.statements.map((statement) => statement.toStatementJson());
        Annotations.of(scope).addWarningV2('cdk-s3files:immutableRole', lostText(scope, grantPrincipal, statements));
      }
      return [];
    },
  });
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

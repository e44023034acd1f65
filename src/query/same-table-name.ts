import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Refuses at synthesis a name that another table or view of the stack has in the same database, which the catalog takes once.
 * Other stacks may be those of other stages, of which only one is deployed.
 */
export function refuseSameTable(scope: Construct, table: CfnTable): void {
  table.node.addValidation({
    validate: () => {
      const name = nameOf(table);
      const stack = Stack.of(table);
      const other = stack.node
        .findAll()
        .find(
          (node) => CfnTable.isCfnTable(node) && node !== table && Stack.of(node) === stack && nameOf(node) === name,
        );
      return name === undefined || other === undefined
        ? []
        : [
            `'${name}' of '${scope.node.path}' is the name of '${other.node.path}', too, and a database has one table or view of a name: give each its own`,
          ];
    },
  });
}

/** @returns undefined where the name is not known at synth */
function nameOf({ databaseName, tableInput }: CfnTable): string | undefined {
  const name = Token.isUnresolved(tableInput) ? undefined : (tableInput as CfnTable.TableInputProperty).name;
  return name === undefined || Token.isUnresolved(name) || Token.isUnresolved(databaseName)
    ? undefined
    : `${databaseName}.${name}`;
}

import { CfnTable } from 'aws-cdk-lib/aws-glue';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { refuseSameInStack } from '../same-in-stack';

/** Refuses at synthesis a name that another table or view of the stack has in the same database, which the catalog takes once. */
export function refuseSameTable(scope: Construct, table: CfnTable): void {
  refuseSameInStack(
    table,
    table,
    CfnTable.isCfnTable,
    nameOf,
    (name, other) =>
      `'${name}' of '${scope.node.path}' is the name of '${other.node.path}', too, and a database has one table or view of a name: give each its own`,
  );
}

/** @returns undefined where the name is not known at synth */
function nameOf({ databaseName, tableInput }: CfnTable): string | undefined {
  const name = Token.isUnresolved(tableInput) ? undefined : (tableInput as CfnTable.TableInputProperty).name;
  return name === undefined || Token.isUnresolved(name) || Token.isUnresolved(databaseName)
    ? undefined
    : `${databaseName}.${name}`;
}

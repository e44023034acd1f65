import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * Refuses at synthesis a name that another function of the stack has. Other stacks may be those of other stages, of which
 * only one is deployed.
 */
export function refuseSameName(scope: Construct, fn: lambda.Function): void {
  fn.node.addValidation({
    validate: () => {
      const own = fn.node.defaultChild as lambda.CfnFunction;
      const { functionName } = own;
      if (functionName === undefined || Token.isUnresolved(functionName)) return [];
      const stack = Stack.of(fn);
      const other = stack.node
        .findAll()
        .find(
          (node) =>
            lambda.CfnFunction.isCfnFunction(node) &&
            node !== own &&
            Stack.of(node) === stack &&
            node.functionName === functionName,
        );
      return other
        ? [
            `functionName '${functionName}' of '${scope.node.path}' is that of '${other.node.path}', too, and a name is for one function: give each its own, or leave it out`,
          ]
        : [];
    },
  });
}

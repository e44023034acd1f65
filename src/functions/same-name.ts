import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { refuseSameInStack } from '../same-in-stack';

/** Refuses at synthesis a name that another function of the stack has. */
export function refuseSameName(scope: Construct, fn: lambda.Function): void {
  refuseSameInStack(
    fn,
    fn.node.defaultChild as lambda.CfnFunction,
    lambda.CfnFunction.isCfnFunction,
    ({ functionName }) => functionName,
    (name, other) =>
      `functionName '${name}' of '${scope.node.path}' is that of '${other.node.path}', too, and a name is for one function: give each its own, or leave it out`,
  );
}

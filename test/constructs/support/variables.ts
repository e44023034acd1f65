import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Stack } from 'aws-cdk-lib/core';

/**
 * The variables of the functions that mount a file system, read from the constructs alone: a template takes several times as
 * long.
 */
export function mountedVariables(stack: Stack): Record<string, string>[] {
  return stack.node
    .findAll()
    .filter((each) => CfnFunction.isCfnFunction(each))
    .filter(({ fileSystemConfigs }) => fileSystemConfigs !== undefined)
    .map(({ environment }) => stack.resolve(environment).variables);
}

import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Annotations, type Duration, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { selectedSubnets } from '../selected-subnets';
import { validateEnvironment } from './environment-validation';
import { validateLayers } from './layers-validation';
import { validateLogging } from './logging-validation';
import type { MountedFunctionProps } from './mounted-function-props';

// Of functions that are not on Managed Instances. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
const MAX_TIMEOUT_SECONDS = 1800;
export const DEFAULT_RUNTIME = lambda.Runtime.NODEJS_24_X;
const MAX_DESCRIPTION = 256;
const FUNCTION_NAME = /^[a-zA-Z0-9-_]{1,64}$/;
// https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html
const MAX_SECURITY_GROUPS = 5;
const MAX_SUBNETS = 16;

/**
 * Refuses properties that AWS Lambda would refuse, and those with which the function could not do its work.
 *
 * @param needsNoWayOut true if the function reaches nothing but the mount
 */
export function validateMountedFunction(scope: Construct, props: MountedFunctionProps, needsNoWayOut: boolean): void {
  validateRuntime(scope, props.runtime);
  validateTimeout(scope, props.timeout);
  validateNames(scope, props);
  validateLayers(scope, props.layers ?? [], (props.runtime ?? DEFAULT_RUNTIME).name);
  validateEnvironment(scope, props.environment);
  validateLogging(scope, props);
  validateConcurrency(scope, props.reservedConcurrentExecutions);
  validateSubnets(scope, props, needsNoWayOut);
}

/** The bundles are made for Node.js 22 and later. */
function validateRuntime(scope: Construct, runtime: lambda.Runtime = DEFAULT_RUNTIME): void {
  const [, version] = /^nodejs(\d+)\.x$/.exec(runtime.name) ?? [];
  if (runtime.family !== lambda.RuntimeFamily.NODEJS || (version !== undefined && Number(version) < 22)) {
    throw constructError(
      scope,
      `runtime '${runtime.name}' does not run the handler: give Node.js 22 or later, or leave it out for 24`,
    );
  }
}

function validateTimeout(scope: Construct, timeout: Duration | undefined): void {
  if (!timeout || timeout.isUnresolved()) {
    return;
  }
  const seconds = timeout.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_TIMEOUT_SECONDS) {
    throw constructError(
      scope,
      `timeout of ${seconds} seconds cannot be used: give whole seconds from 1 to ${MAX_TIMEOUT_SECONDS}, which are 30 minutes`,
    );
  }
}

function validateNames(scope: Construct, { functionName, description }: MountedFunctionProps): void {
  if (functionName !== undefined && !Token.isUnresolved(functionName) && !FUNCTION_NAME.test(functionName)) {
    throw constructError(
      scope,
      `functionName '${functionName}' cannot be used: give 1 to 64 letters, digits, '-' and '_', or leave it out`,
    );
  }
  if (description !== undefined && !Token.isUnresolved(description) && description.length > MAX_DESCRIPTION) {
    throw constructError(
      scope,
      `description has ${description.length} characters, and AWS Lambda takes ${MAX_DESCRIPTION}: shorten it`,
    );
  }
}

function validateConcurrency(scope: Construct, executions: number | undefined): void {
  if (!isKnown(executions)) {
    return;
  }
  if (!Number.isInteger(executions) || executions < 0) {
    throw constructError(
      scope,
      `reservedConcurrentExecutions ${executions} cannot be used: give a whole number of at least 1, or leave it out`,
    );
  }
  if (executions === 0) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:functionNeverRuns',
      `reservedConcurrentExecutions of '${scope.node.path}' is 0, with which AWS Lambda runs the function never: give 1 at least, unless it shall stand still`,
    );
  }
}

function validateSubnets(scope: Construct, props: MountedFunctionProps, needsNoWayOut: boolean): void {
  const { subnets } = selectedSubnets(scope, props, 'a function in a VPC');
  for (const [count, most, name] of [
    [subnets.length, MAX_SUBNETS, 'subnets'],
    [props.securityGroups?.length ?? 0, MAX_SECURITY_GROUPS, 'security groups'],
  ] as const) {
    if (count > most) {
      throw constructError(
        scope,
        `${count} ${name} are too many, AWS Lambda takes ${most} for a function: choose fewer`,
      );
    }
  }
  const publicIds = new Set(props.vpc.publicSubnets.map(({ subnetId }) => subnetId));
  const wrong = needsNoWayOut ? undefined : subnets.find(({ subnetId }) => publicIds.has(subnetId));
  if (wrong) {
    throw constructError(
      scope,
      `subnet '${wrong.node.path}' is public, and a function gets no public address there, so that it reaches nothing outside: choose 'vpcSubnets' that are private or isolated`,
    );
  }
}

function isKnown(value: number | undefined): value is number {
  return value !== undefined && !Token.isUnresolved(value);
}

import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Annotations, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import type { MountedFunctionProps } from './mounted-function-props';

/**
 * Refuses properties that AWS Lambda would refuse, and those with which the function could not do its work.
 *
 * @param needsNoWayOut true if the function reaches nothing but the mount
 */
export function validateMountedFunction(scope: Construct, props: MountedFunctionProps, needsNoWayOut: boolean): void {
  validateRuntime(scope, props.runtime);
  validateLogging(scope, props);
  validateConcurrency(scope, props.reservedConcurrentExecutions);
  if (!needsNoWayOut) {
    validateSubnets(scope, props);
  }
}

/** The bundles are made for Node.js 22 and later. */
function validateRuntime(scope: Construct, runtime: lambda.Runtime = lambda.Runtime.NODEJS_24_X): void {
  const [, version] = /^nodejs(\d+)\.x$/.exec(runtime.name) ?? [];
  if (runtime.family !== lambda.RuntimeFamily.NODEJS || (version !== undefined && Number(version) < 22)) {
    throw constructError(
      scope,
      `runtime '${runtime.name}' does not run the handler: give Node.js 22 or later, or leave it out for 24`,
    );
  }
}

function validateLogging(scope: Construct, { logGroup, logRetention }: MountedFunctionProps): void {
  if (logGroup && logRetention !== undefined) {
    throw constructError(
      scope,
      `'logRetention' was given with log group '${logGroup.node.path}', which has its own: set the retention there, or leave the group out`,
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

function validateSubnets(scope: Construct, { vpc, vpcSubnets }: MountedFunctionProps): void {
  const publicIds = new Set(vpc.publicSubnets.map(({ subnetId }) => subnetId));
  const wrong = vpc.selectSubnets(vpcSubnets).subnets.find(({ subnetId }) => publicIds.has(subnetId));
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

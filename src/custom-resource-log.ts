import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { AwsCustomResource } from 'aws-cdk-lib/custom-resources';
import { constructError } from './construct-error';
import { readableText } from './readable-references';

/**
 * Has the function of a custom resource log to a group.
 *
 * One function runs all custom resources of this kind in a stack, and CDK takes the settings of the one that was made
 * first. So the group is set on the function, whoever made it; a group that another one has set is not replaced.
 *
 * @throws Error if the function logs to another group
 */
export function logTo(resource: AwsCustomResource, logGroup: logs.ILogGroup | undefined): void {
  if (!logGroup) return;
  const fn = functionOf(resource);
  const wanted = logGroup.logGroupName;
  const present = fn.loggingConfig && 'logGroup' in fn.loggingConfig ? fn.loggingConfig.logGroup : undefined;
  if (present !== undefined && readableText(fn, present) !== readableText(fn, wanted)) {
    throw constructError(
      resource,
      `log group '${logGroup.node.path}' was given, and the function '${fn.node.path}', which runs all custom resources of this kind in the stack, logs to '${readableText(fn, present)}' already: give the same group everywhere in a stack`,
    );
  }
  fn.loggingConfig = { ...fn.loggingConfig, logGroup: wanted };
}

function functionOf(resource: AwsCustomResource): lambda.CfnFunction {
  const id = `AWS${AwsCustomResource.PROVIDER_FUNCTION_UUID.replaceAll('-', '')}`;
  const fn = Stack.of(resource).node.tryFindChild(id)?.node.defaultChild;
  if (!fn || !lambda.CfnFunction.isCfnFunction(fn)) {
    throw constructError(
      resource,
      `custom resource '${resource.node.path}' has no function '${id}': this version of aws-cdk-lib builds AwsCustomResource in another way, use one within the peer range`,
    );
  }
  return fn;
}

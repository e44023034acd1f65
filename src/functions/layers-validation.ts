import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { readableText } from '../readable-references';

const MAX_LAYERS = 5; // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html

/** The name and the version are the last parts. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const ARN = /^(?<layer>arn:[^:]+:lambda:(?<region>[^:]+):[^:]+:layer:[^:]+):(?<version>\d+)$/;

/** Refuses layers that AWS Lambda refuses, or that are not made for the function's runtime. */
export function validateLayers(scope: Construct, layers: readonly lambda.ILayerVersion[], runtime: string): void {
  if (layers.length > MAX_LAYERS) {
    throw constructError(scope, `${layers.length} layers are too many, AWS Lambda takes ${MAX_LAYERS}: give fewer`);
  }
  const seen = new Map<string, lambda.ILayerVersion>();
  for (const layer of layers) {
    validateRuntimes(scope, layer, runtime);
    const name = validateArn(scope, layer);
    const other = seen.get(name);
    if (other) {
      throw constructError(
        scope,
        `layers '${other.node.path}' and '${layer.node.path}' are versions of one layer, '${name}', of which a function takes one: leave one of them out`,
      );
    }
    seen.set(name, layer);
  }
}

function validateRuntimes(scope: Construct, { node, compatibleRuntimes }: lambda.ILayerVersion, runtime: string): void {
  if (compatibleRuntimes && !compatibleRuntimes.some((compatible) => compatible.name === runtime)) {
    throw constructError(
      scope,
      `layer '${node.path}' is not made for runtime '${runtime}': give one that is, or a 'runtime' that it is made for`,
    );
  }
}

/**
 * Two versions of one layer, which may be the same version, are refused by Lambda:
 * https://github.com/DataDog/serverless-plugin-datadog/issues/195
 *
 * @returns what two versions of one layer have in common
 */
function validateArn(scope: Construct, { node, layerVersionArn }: lambda.ILayerVersion): string {
  if (Token.isUnresolved(layerVersionArn)) {
    return readableText(scope, layerVersionArn);
  }
  const { layer, region: there } = ARN.exec(layerVersionArn)?.groups ?? {};
  if (layer === undefined) {
    throw constructError(
      scope,
      `layer '${node.path}' has ARN '${layerVersionArn}', which names no version: give 'arn:<partition>:lambda:<region>:<account>:layer:<name>:<version>'`,
    );
  }
  const { region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && there !== region) {
    throw constructError(
      scope,
      `layer '${node.path}' is in region '${there}' and the function would be in '${region}', but a function takes layers of its own region only: give the one of '${region}'`,
    );
  }
  return layer;
}

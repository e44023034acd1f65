import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { VARIABLES } from '../contract/variables';

const OWN = new Set<string>(Object.values(VARIABLES));

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, "Defined runtime environment variables" */
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

/** Of `AWS::Lambda::Function`'s `Environment`. https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html */
const NAME = /^[a-zA-Z][a-zA-Z0-9_]+$/;

/**
 * Refuses variables that the handlers read, also those that this function is not told: what a handler does is said by the
 * properties alone. Refuses those that Lambda refuses, too.
 */
export function validateEnvironment(scope: Construct, environment: Record<string, string> | undefined): void {
  if (!environment || Token.isUnresolved(environment)) return;
  for (const [name, value] of Object.entries(environment)) {
    if (Token.isUnresolved(name)) continue;
    if (OWN.has(name)) {
      throw constructError(
        scope,
        `environment variable '${name}' is one of those by which the construct tells its function what to do: leave it out, and say it by a property of the construct`,
      );
    }
    if (RESERVED.has(name)) {
      throw constructError(scope, `environment variable '${name}' is one that AWS Lambda sets itself: leave it out`);
    }
    if (!NAME.test(name)) {
      throw constructError(
        scope,
        `environment variable '${name}' cannot be used: give it a name of two or more letters, digits and '_' that begins with a letter`,
      );
    }
    if (typeof value !== 'string' && !Token.isUnresolved(value)) {
      throw constructError(scope, `environment variable '${name}' is ${JSON.stringify(value)}: give a string`);
    }
  }
}

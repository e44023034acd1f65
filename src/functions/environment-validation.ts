import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Stack, Token } from 'aws-cdk-lib/core';
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

/**
 * The names that `AWS::Lambda::Function` takes in its `Environment`:
 * https://docs.aws.amazon.com/lambda/latest/api/API_Environment.html
 */
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

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html, "Environment variables" */
const MAX_BYTES = 4096;

/**
 * Refuses at synthesis more variables than Lambda takes, the construct's own among them. What only the deployment knows
 * counts as nothing, so that the sum is the least that it can be.
 *
 * Lambda measures the JSON of all names and values, as its error shows it ("String measured"):
 * https://github.com/github-aws-runners/terraform-aws-github-runner/issues/3594
 */
export function validateEnvironmentSize(scope: Construct, fn: lambda.Function): void {
  fn.node.addValidation({
    validate: () => {
      const { environment } = fn.node.defaultChild as lambda.CfnFunction;
      const variables: Record<string, unknown> = Stack.of(fn).resolve(environment)?.variables ?? {};
      const names = Object.keys(variables);
      const all = bytesOf(variables, names);
      if (all <= MAX_BYTES) return [];
      const own = names.filter((name) => OWN.has(name));
      const given = names.filter((name) => !OWN.has(name));
      const longest = own.reduce((one, other) =>
        bytesOf(variables, [other]) > bytesOf(variables, [one]) ? other : one,
      );
      const shares = [
        `the construct's own variables have ${bytesOf(variables, own)} of them (${longest} the most, ${bytesOf(variables, [longest])})`,
        ...(given.length > 0 ? [`and those of 'environment' ${bytesOf(variables, given)}`] : []),
      ];
      return [
        `the environment of '${scope.node.path}' has ${all} bytes at least, and AWS Lambda takes ${MAX_BYTES}: ${shares.join(', ')}; give fewer or shorter ones, or fewer size classes and topics`,
      ];
    },
  });
}

/** The bytes of some variables in JSON. */
function bytesOf(variables: Record<string, unknown>, names: readonly string[]): number {
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(names.map((name) => [name, known(variables[name])]))));
}

/** The parts of a value that are texts. */
function known(value: unknown): string {
  if (typeof value === 'string') return value;
  const join = (value as { 'Fn::Join'?: [string, unknown[]] } | undefined)?.['Fn::Join'];
  return join && Array.isArray(join[1]) ? join[1].map(known).join(join[0]) : '';
}

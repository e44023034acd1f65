import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Annotations, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { areDifferent } from '../known-difference';
import type { MountedFunctionProps } from './mounted-function-props';

/** The levels at which lines without a level pass: Lambda takes them for INFO. */
const KEEPS_METRICS: readonly lambda.ApplicationLogLevel[] = [
  lambda.ApplicationLogLevel.TRACE,
  lambda.ApplicationLogLevel.DEBUG,
  lambda.ApplicationLogLevel.INFO,
];

/** Refuses settings of the log that contradict each other, and warns of one that takes the metrics away. */
export function validateLogging(scope: Construct, props: MountedFunctionProps): void {
  const { logGroup, logRetention, applicationLogLevel } = props;
  if (logGroup && logRetention !== undefined) {
    throw constructError(
      scope,
      `'logRetention' was given with log group '${logGroup.node.path}', which has its own: set the retention there, or leave the group out`,
    );
  }
  validatePlace(scope, logGroup);
  warnOfClass(scope, logGroup);
  validateNamespace(scope, props.metricsNamespace);
  validateLevels(scope, props);
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
  if (isKnown(applicationLogLevel) && !KEEPS_METRICS.includes(applicationLogLevel)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:metricsBelowLogLevel',
      `applicationLogLevel ${applicationLogLevel} of '${scope.node.path}' can take its own metrics away, which are lines of its log without a level: AWS Lambda takes those for INFO, so give ApplicationLogLevel.INFO or a lower one, unless nobody looks at the metrics`,
    );
  }
}

/**
 * Lambda is told the name of a log group alone, and would write to the one that has it in the function's own place.
 * https://docs.aws.amazon.com/lambda/latest/api/API_LoggingConfig.html
 */
function validatePlace(scope: Construct, logGroup: logs.ILogGroup | undefined): void {
  const stack = Stack.of(scope);
  for (const part of ['account', 'region'] as const) {
    if (logGroup && areDifferent(logGroup.env[part], stack[part])) {
      throw constructError(
        scope,
        `log group '${logGroup.node.path}' is in ${part} '${logGroup.env[part]}' and the function would be in '${stack[part]}', but a function writes to a log group of its own ${part} only: give one of '${stack[part]}', or leave it out`,
      );
    }
  }
}

/**
 * Metrics are taken from the lines of log groups of the standard class only.
 * https://aws.amazon.com/blogs/aws/new-amazon-cloudwatch-log-class-for-infrequent-access-logs-at-a-reduced-price/
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
 */
function warnOfClass(scope: Construct, logGroup: logs.ILogGroup | undefined): void {
  const resource = logGroup?.node.defaultChild;
  if (!logs.CfnLogGroup.isCfnLogGroup(resource)) {
    return;
  }
  scope.node.addValidation({
    validate: () => {
      const { logGroupClass } = resource;
      if (isKnown(logGroupClass) && logGroupClass !== logs.LogGroupClass.STANDARD) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:metricsWithoutStandardLogClass',
          `log group '${logGroup?.node.path}' of '${scope.node.path}' is of class ${logGroupClass}, from whose lines Amazon CloudWatch takes no metrics, so that '${scope.node.path}' has none of its own: give a log group of class STANDARD, unless nobody looks at the metrics`,
        );
      }
      return [];
    },
  });
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
function validateNamespace(scope: Construct, namespace: string | undefined): void {
  if (
    isKnown(namespace) &&
    (!/^[^:\P{ASCII}\p{Cc}][^\P{ASCII}\p{Cc}]{0,254}$/u.test(namespace) || namespace.startsWith('AWS/'))
  ) {
    throw constructError(
      scope,
      `metricsNamespace '${namespace}' cannot be used by Amazon CloudWatch, which would take no metrics: give 1 to 255 ASCII characters that do not begin with ':', nor with 'AWS/', which is kept for services of AWS`,
    );
  }
}

/** Levels are for the JSON format only. */
function validateLevels(
  scope: Construct,
  { loggingFormat, applicationLogLevel, systemLogLevel }: MountedFunctionProps,
): void {
  const given = Object.entries({ applicationLogLevel, systemLogLevel }).find(([, level]) => level !== undefined);
  if (given && loggingFormat !== lambda.LoggingFormat.JSON && !Token.isUnresolved(loggingFormat)) {
    const [name, level] = given;
    throw constructError(
      scope,
      `${name} ${level} was given ${loggingFormat === undefined ? "without 'loggingFormat'" : `with loggingFormat ${loggingFormat}`}, and AWS Lambda filters logs by level in the JSON format only: give LoggingFormat.JSON, or leave the level out`,
    );
  }
}

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && !Token.isUnresolved(value);
}

import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Annotations, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
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
  validateLevels(scope, props);
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
  if (isKnown(applicationLogLevel) && !KEEPS_METRICS.includes(applicationLogLevel)) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:metricsBelowLogLevel',
      `applicationLogLevel ${applicationLogLevel} of '${scope.node.path}' can take its own metrics away, which are lines of its log without a level: AWS Lambda takes those for INFO, so give ApplicationLogLevel.INFO or a lower one, unless nobody looks at the metrics`,
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

import { Annotations, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * The least number that is taken for Unix seconds. One with nine digits would be in 2001 or earlier, and was probably
 * meant as minutes, hours or days.
 */
const SECONDS_FROM = 1_000_000_000;

/**
 * Warns of a time that has not come yet, and of one that was hardly meant. The former is no error, since the clock of
 * another day says otherwise of the same app.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export function warnOfStartingTime(scope: Construct, seconds: number | undefined): void {
  if (seconds === undefined || Token.isUnresolved(seconds)) return;
  const time = new Date(seconds * 1000);
  const given = `startingPositionTimestamp ${seconds} of '${scope.node.path}' is ${time.toISOString()}`;
  if (time.getTime() > Date.now()) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:startingTimeToCome',
      `${given}, which has not come yet, and AWS Lambda takes no time in the future: give one that has passed when this is deployed`,
    );
  }
  if (seconds < SECONDS_FROM) {
    Annotations.of(scope).addWarningV2(
      'cdk-s3files:startingTimeLongAgo',
      `${given}, and hardly any record is as old: give Unix seconds, or startingPosition TRIM_HORIZON to read everything`,
    );
  }
}

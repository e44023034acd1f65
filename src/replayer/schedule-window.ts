import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type { Duration } from 'aws-cdk-lib/core';
import type { Payload } from '../contract/payload';

/**
 * The window of a run: so long, and up to so long before the time that the run was scheduled for.
 *
 * The service puts that time into the input, and the function counts back from there.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function windowBefore(length: Duration, delay: Duration | undefined): Payload {
  return {
    to: scheduler.ContextAttribute.scheduledTime,
    lookback_seconds: length.toSeconds(),
    delay_seconds: delay?.toSeconds(),
  };
}

/** @returns the reason why a time cannot be told in seconds; undefined for one that only the deployment knows */
export function problemOfSeconds(name: string, duration: Duration | undefined): string | undefined {
  return duration === undefined || duration.isUnresolved() || Number.isInteger(duration.toSeconds({ integral: false }))
    ? undefined
    : `${name} ${duration.toHumanString()} cannot be used: give whole seconds`;
}

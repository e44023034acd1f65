import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { validateDeadLetterQueue } from './dead-letter-queue';
import type { ReplayerScheduleOptions } from './replayer-schedule-options';

// https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
const MAX_DESCRIPTION = 512;

/**
 * Checks what all schedules have.
 *
 * @param scope the replayer
 * @param id the id of the schedule
 * @param options as they were given
 * @throws Error if an option cannot be
 */
export function validateReplayerSchedule(
  scope: Construct,
  id: string,
  { description, deadLetterQueue }: ReplayerScheduleOptions,
): void {
  if (deadLetterQueue) {
    validateDeadLetterQueue(scope, id, deadLetterQueue);
  }
  if (description !== undefined && !Token.isUnresolved(description) && description.length > MAX_DESCRIPTION) {
    throw constructError(
      scope,
      `schedule '${id}': description has ${description.length} characters, and Amazon EventBridge Scheduler takes ${MAX_DESCRIPTION}: shorten it`,
    );
  }
}

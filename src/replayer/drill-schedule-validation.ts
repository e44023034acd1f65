import { Annotations, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { isDrillName } from '../contract/drill-keys';
import { PAYLOAD, type PayloadKeyName } from '../contract/payload';
import { isTopicTemplate } from '../contract/topic';
import type { DrillScheduleOptions } from './drill-schedule-options';
import { checkDrillOptions } from './property-shapes';
import { validateReplayerSchedule } from './replayer-schedule-validation';
import { problemOfSeconds } from './schedule-window';

/**
 * Checks a drill before it is scheduled, so that it does not fail month after month.
 *
 * @param scope the replayer
 * @param id the id of the schedule
 * @param options as they were given
 * @throws Error if an option is of another type or cannot be
 */
export function validateDrill(scope: Construct, id: string, options: DrillScheduleOptions): void {
  checkDrillOptions(scope, options);
  validateReplayerSchedule(scope, id, options);
  const problem = problemOfName(id) ?? problemOfTopics(options) ?? problemOfValues(options);
  if (problem !== undefined) {
    throw constructError(scope, `drill '${id}': ${problem}`);
  }
}

/** The reason why the id cannot be the name under which the drill's successes are kept; undefined if it can. */
function problemOfName(id: string): string | undefined {
  return isDrillName(id)
    ? undefined
    : 'the id would be the name of a folder, and is too long or has control characters; give a shorter one of letters and digits';
}

/** Topics that a drill makes are deleted: without a mark of their own they would have the names of real ones. */
function problemOfTopics({ into }: DrillScheduleOptions): string | undefined {
  if (Token.isUnresolved(into)) {
    return undefined;
  }
  if (PAYLOAD.target_topic.type.read(into) === undefined || !isTopicTemplate(into)) {
    return `into '${into}' is no template of topics; give one such as 'drill.{topic}'`;
  }
  return into === '{topic}'
    ? "into '{topic}' gives topics the names of those that are ingested, and a drill deletes its topics; give one such as 'drill.{topic}'"
    : undefined;
}

function problemOfValues(options: DrillScheduleOptions): string | undefined {
  const { window, delay, sourcePrefix, rateLimitPerSecond } = options;
  if (!window.isUnresolved() && window.toMilliseconds() <= 0) {
    return `window ${window.toHumanString()} leaves nothing to restore; give a longer one, such as Duration.hours(1)`;
  }
  const unusable = problemOfSeconds('window', window) ?? problemOfSeconds('delay', delay);
  if (unusable !== undefined) {
    return unusable;
  }
  if (!isTaken('source_prefix', sourcePrefix)) {
    return `sourcePrefix '${sourcePrefix}' is no directory of the mount; ${PAYLOAD.source_prefix.type.advice}`;
  }
  return isTaken('rate_limit_per_second', rateLimitPerSecond)
    ? undefined
    : `rateLimitPerSecond is ${rateLimitPerSecond}; ${PAYLOAD.rate_limit_per_second.type.advice}`;
}

function isTaken(key: PayloadKeyName, value: unknown): boolean {
  return value === undefined || Token.isUnresolved(value) || PAYLOAD[key].type.read(value) !== undefined;
}

/** Topics are made as a snapshot has them: without one the drill fails. */
export function warnOfNoSnapshot(scope: Construct, id: string, hasSnapshots: () => boolean): void {
  scope.node.addValidation({
    validate: () => {
      if (!hasSnapshots()) {
        Annotations.of(scope).addWarningV2(
          `cdk-s3files:noSnapshot${id}`,
          `drill '${id}' makes its topics as a snapshot has them, and nothing takes snapshots here: add replayer.snapshot(…), or give createTopic`,
        );
      }
      return [];
    },
  });
}

import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { ACTIONS } from '../contract/actions';
import { TOPIC_RULE } from '../contract/topic';
import { checkSnapshotOptions } from './property-shapes';
import { validateReplayerSchedule } from './replayer-schedule-validation';
import type { SnapshotScheduleOptions } from './snapshot-schedule-options';

const RULES = { groups: 'each has 1 to 255 characters', topics: `a topic has ${TOPIC_RULE}` };

/**
 * Checks a schedule of snapshots before it is made, so that it does not fail hour after hour.
 *
 * @param scope the replayer
 * @param id the id of the schedule
 * @param options as they were given
 * @throws Error if an option is of another type or cannot be
 */
export function validateSnapshotSchedule(scope: Construct, id: string, options: SnapshotScheduleOptions): void {
  checkSnapshotOptions(scope, options);
  validateReplayerSchedule(scope, id, options);
  for (const name of ['groups', 'topics'] as const) {
    const names = options[name];
    const known = names?.filter((each) => !Token.isUnresolved(each));
    const isAsked = names !== undefined && !Token.isUnresolved(names) && (names.length === 0 || known?.length !== 0);
    if (isAsked && ACTIONS.snapshot.keys[name].type.read(known) === undefined) {
      throw constructError(
        scope,
        `schedule '${id}': ${name} [${names.map((each) => `'${each}'`).join(', ')}] choose nothing that can be: give at least one name or pattern, such as 'orders-*', or '*' for all; ${RULES[name]}`,
      );
    }
  }
  const { retention } = options;
  const days = retention === undefined || retention.isUnresolved() ? 1 : retention.toDays({ integral: false });
  if (days < 1 || !Number.isInteger(days)) {
    throw constructError(
      scope,
      `schedule '${id}': retention ${retention?.toHumanString()} cannot be used: objects expire after whole days, give one day or more`,
    );
  }
}

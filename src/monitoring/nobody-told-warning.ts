import type { AlarmBase } from 'aws-cdk-lib/aws-cloudwatch';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { RaisedAlarm } from './alarm-book';
import { S3FilesAlarmSeverity } from './alarm-options';

/** An alarm of each severity has an action of its own name. */
const ACTIONS: Readonly<Record<S3FilesAlarmSeverity, string>> = {
  [S3FilesAlarmSeverity.PAGE]: 'pageAction',
  [S3FilesAlarmSeverity.TICKET]: 'ticketAction',
};

/**
 * Warns of each severity whose alarms reach nobody. It is checked at the end of synthesis, since actions may be added
 * to each alarm, and to the one over all.
 */
export function warnOfNobodyTold(
  scope: Construct,
  raised: () => readonly RaisedAlarm[],
  overall: () => AlarmBase | undefined,
): void {
  scope.node.addValidation({
    validate: () => {
      const all = overall();
      if (all && hasAction(all)) {
        return [];
      }
      const silent = Object.values(S3FilesAlarmSeverity).flatMap((severity) => {
        const alarms = raised().filter((one) => one.severity === severity);
        const isSilent = alarms.length > 0 && !alarms.some(({ alarm }) => hasAction(alarm));
        return isSilent ? [{ what: `${alarms.length} alarms of severity ${severity}`, action: ACTIONS[severity] }] : [];
      });
      if (silent.length > 0) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:alarmsTellNobody',
          `the ${silent.map(({ what }) => what).join(' and the ')} of '${scope.node.path}' tell nobody: give 'alarmTopic', or ${silent.map(({ action }) => `'${action}'`).join(' and ')}, or add actions to 'alarms' or to 'compositeAlarm'`,
        );
      }
      return [];
    },
  });
}

function hasAction(alarm: AlarmBase): boolean {
  const { defaultChild } = alarm.node;
  const actions: unknown =
    (cloudwatch.CfnAlarm.isCfnAlarm(defaultChild) || cloudwatch.CfnCompositeAlarm.isCfnCompositeAlarm(defaultChild)) &&
    Stack.of(alarm).resolve(defaultChild.alarmActions);
  return Array.isArray(actions) && actions.length > 0;
}

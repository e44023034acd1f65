import type { AlarmBase } from 'aws-cdk-lib/aws-cloudwatch';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Annotations, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/** Warns of alarms that nobody hears, once all is said that can be: actions may be added to each of them. */
export function warnOfNobodyTold(scope: Construct, alarms: () => readonly AlarmBase[]): void {
  scope.node.addValidation({
    validate: () => {
      const all = alarms();
      if (all.length > 0 && !all.some(hasAction)) {
        Annotations.of(scope).addWarningV2(
          'cdk-s3files:alarmsTellNobody',
          `the ${all.length} alarms of '${scope.node.path}' tell nobody: give 'alarmTopic', or 'pageAction' and 'ticketAction', or add actions to 'alarms' or to 'compositeAlarm'`,
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

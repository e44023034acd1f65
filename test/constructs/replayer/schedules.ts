import { Template } from 'aws-cdk-lib/assertions';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { type Stack, TimeZone } from 'aws-cdk-lib/core';

export const NIGHTLY = ScheduleExpression.cron({ minute: '30', hour: '7', timeZone: TimeZone.ETC_UTC });

/** The input that the only schedule of a stack gives to the workflow. */
export function inputOf(stack: Stack): Record<string, unknown> {
  const [input, ...others] = inputsOf(stack);
  expect(others).toEqual([]);
  return input ?? {};
}

/** The inputs that all schedules of a stack give to their targets. */
export function inputsOf(stack: Stack): Record<string, unknown>[] {
  const schedules = Object.values(Template.fromStack(stack).findResources('AWS::Scheduler::Schedule'));
  return schedules.map(({ Properties }) => JSON.parse(Properties.Target.Input));
}

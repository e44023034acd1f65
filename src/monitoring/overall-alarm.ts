import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/** A rule takes 10,240 characters, and the ARN of an alarm may have 350. A rule also takes 100 alarms. */
const MOST_OF_RULE = 25;

/**
 * One alarm over all others. More than a rule can hold are put together in groups first.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export class OverallAlarm extends Construct {
  public readonly alarm: cloudwatch.CompositeAlarm;

  private readonly groups: cloudwatch.IAlarm[][] = [[]];
  private readonly alarmsOfGroups: cloudwatch.IAlarm[] = [];

  constructor(scope: Construct, id: string, name?: string) {
    super(scope, id);
    this.alarm = new cloudwatch.CompositeAlarm(this, 'Any', {
      compositeAlarmName: name,
      alarmDescription: 'An alarm of this monitoring is raised. Each has its own runbook.',
      alarmRule: anyOf(() => (this.alarmsOfGroups.length > 0 ? this.alarmsOfGroups : this.groups.flat())),
    });
  }

  public add(alarms: readonly cloudwatch.IAlarm[]): void {
    for (const alarm of alarms) {
      const last = this.groups.at(-1);
      if (last && last.length < MOST_OF_RULE) {
        last.push(alarm);
      } else {
        this.groups.push([alarm]);
      }
    }
    while (this.groups.length > 1 && this.alarmsOfGroups.length < this.groups.length) {
      const index = this.alarmsOfGroups.length;
      this.alarmsOfGroups.push(
        new cloudwatch.CompositeAlarm(this, `Group${index + 1}`, {
          alarmDescription: 'A part of the alarm over all others.',
          alarmRule: anyOf(() => this.groups[index] ?? []),
        }),
      );
    }
  }
}

/** A rule that is true if any alarm is raised, of those that exist when the template is written. */
function anyOf(alarms: () => readonly cloudwatch.IAlarm[]): cloudwatch.IAlarmRule {
  return {
    renderAlarmRule: () => Lazy.string({ produce: () => cloudwatch.AlarmRule.anyOf(...alarms()).renderAlarmRule() }),
  };
}

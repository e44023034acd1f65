import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import { Duration, Lazy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { ActionName } from '../contract/actions';

const DRILL_AGE: ActionName = 'drill_age';

/**
 * A schedule that measures how long ago the drills of a replayer have succeeded. An alarm looks back seven days at
 * most, and drills are further apart:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 *
 * One look serves all drills, so that they have one metric. It has no dead-letter queue: a look that is missed is
 * missing in the metric.
 */
export class DrillWatch extends Construct {
  public readonly schedule: scheduler.Schedule;

  private readonly drills: string[] = [];

  constructor(scope: Construct, id: string, fn: lambda.IFunction) {
    super(scope, id);
    const request = { action: DRILL_AGE, drills: Lazy.list({ produce: () => this.drills }) };
    this.schedule = new scheduler.Schedule(this, 'Schedule', {
      schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)),
      description: 'Tells Amazon CloudWatch how long ago drills have succeeded',
      target: new targets.LambdaInvoke(fn, {
        input: scheduler.ScheduleTargetInput.fromText(Stack.of(scope).toJsonString(request)),
      }),
    });
  }

  /** @param drill the id of a drill's schedule */
  public add(drill: string): void {
    this.drills.push(drill);
  }
}

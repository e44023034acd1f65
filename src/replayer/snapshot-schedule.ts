import type * as lambda from 'aws-cdk-lib/aws-lambda';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { ActionName } from '../contract/actions';
import { ReplayerSchedule } from './replayer-schedule';
import type { SnapshotScheduleOptions } from './snapshot-schedule-options';

const SNAPSHOT: ActionName = 'snapshot';

/**
 * Takes snapshots by the clock. The function is invoked and not the workflow: a snapshot is one call of seconds that needs no
 * plan and no parts, and an execution for each would stand among the replays, in their list and in their metrics.
 *
 * AWS Lambda invokes the function asynchronously, and tries twice again where it fails:
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class SnapshotSchedule extends ReplayerSchedule {
  constructor(scope: Construct, id: string, fn: lambda.IFunction, options: SnapshotScheduleOptions) {
    const { groups, topics } = options;
    const input = scheduler.ScheduleTargetInput.fromText(
      Stack.of(scope).toJsonString({ action: SNAPSHOT, groups, topics }),
    );
    super(scope, id, options, (deadLetterQueue) => new targets.LambdaInvoke(fn, { input, deadLetterQueue }));
  }
}

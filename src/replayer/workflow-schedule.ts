import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Payload } from '../contract/payload';
import { ReplayerSchedule } from './replayer-schedule';
import type { ReplayerScheduleOptions } from './replayer-schedule-options';

/** Starts a workflow by the clock, each time with the same request. */
export class WorkflowSchedule extends ReplayerSchedule {
  constructor(
    scope: Construct,
    id: string,
    workflow: sfn.IStateMachine,
    options: ReplayerScheduleOptions,
    request: Payload,
  ) {
    // As text: `fromObject` puts numbers that only the deployment knows into quotes, which the function does not take.
    const input = scheduler.ScheduleTargetInput.fromText(Stack.of(scope).toJsonString(request));
    super(
      scope,
      id,
      options,
      (deadLetterQueue) => new targets.StepFunctionsStartExecution(workflow, { input, deadLetterQueue }),
    );
  }
}

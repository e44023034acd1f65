import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { Payload } from '../contract/payload';
import type { DrillScheduleOptions } from './drill-schedule-options';
import { ReplayerSchedule } from './replayer-schedule';
import { TopicCreation } from './topic-creation';

/** Practises a restore by the clock: the workflow restores, verifies and deletes what it has restored. */
export class DrillSchedule extends ReplayerSchedule {
  constructor(scope: Construct, id: string, workflow: sfn.IStateMachine, options: DrillScheduleOptions) {
    const input = scheduler.ScheduleTargetInput.fromText(Stack.of(scope).toJsonString(requestOf(options)));
    super(
      scope,
      id,
      options,
      (deadLetterQueue) => new targets.StepFunctionsStartExecution(workflow, { input, deadLetterQueue }),
    );
  }
}

function requestOf(options: DrillScheduleOptions): Payload {
  return {
    drill: true,
    dry_run: false,
    verify: true,
    target_topic: options.into,
    ...(options.createTopic ?? TopicCreation.likeSource())._render(),
    to: scheduler.ContextAttribute.scheduledTime,
    lookback_seconds: options.window.toSeconds(),
    source_prefix: options.sourcePrefix,
    time_directories: options.timeDirectories,
    rate_limit_per_second: options.rateLimitPerSecond,
  };
}

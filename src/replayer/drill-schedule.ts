import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Payload } from '../contract/payload';
import type { DrillScheduleOptions } from './drill-schedule-options';
import { windowBefore } from './schedule-window';
import { TopicCreation } from './topic-creation';
import { WorkflowSchedule } from './workflow-schedule';

/** Practises a restore by the clock: the workflow restores, verifies and deletes what it has restored. */
export class DrillSchedule extends WorkflowSchedule {
  constructor(scope: Construct, id: string, workflow: sfn.IStateMachine, options: DrillScheduleOptions) {
    super(scope, id, workflow, options, requestOf(id, options));
  }
}

function requestOf(id: string, options: DrillScheduleOptions): Payload {
  return {
    drill: id,
    dry_run: false,
    verify: true,
    target_topic: options.into,
    ...(options.createTopic ?? TopicCreation.likeSource())._render(),
    ...windowBefore(options.window, options.delay),
    source_prefix: options.sourcePrefix,
    time_directories: options.timeDirectories,
    rate_limit_per_second: options.rateLimitPerSecond,
  };
}

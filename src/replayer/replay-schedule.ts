import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import type { Payload } from '../contract/payload';
import { choiceOf } from './record-choice-payload';
import type { ReplayScheduleOptions } from './replay-schedule-options';
import { windowBefore } from './schedule-window';
import { WorkflowSchedule } from './workflow-schedule';

/** Starts replays by the clock. */
export class ReplaySchedule extends WorkflowSchedule {
  constructor(scope: Construct, id: string, workflow: sfn.IStateMachine, options: ReplayScheduleOptions) {
    super(scope, id, workflow, options, requestOf(options));
  }
}

/** The payload that the workflow is started with; what is left out is left to its defaults. */
function requestOf(options: ReplayScheduleOptions): Payload {
  return {
    dry_run: options.dryRun ?? false,
    ordered: options.ordered,
    verify: options.verify,
    source_prefix: options.sourcePrefix,
    source_format: options.sourceFormat?._render(),
    target_topic: options.targetTopic,
    topic_mapping: options.topicMapping,
    ...options.createTopic?._render(),
    partitions: options.partitions,
    key: options.key,
    header: options.header,
    only: choiceOf(options.only),
    exclude: choiceOf(options.exclude),
    suppress: options.suppress?._render(),
    strip_headers: options.stripHeaders,
    rename_headers: options.renameHeaders,
    allow_same_topic: options.allowSameTopic,
    allow_empty: options.allowEmpty,
    allow_expired: options.allowExpired,
    preserve_partition: options.preservePartition,
    preserve_timestamp: options.preserveTimestamp,
    rate_limit_per_second: options.rateLimitPerSecond,
    rate_limit_bytes_per_second: options.rateLimitBytesPerSecond,
    speed: options.speed,
    on_unreadable: options.onUnreadable,
    on_undeliverable: options.onUndeliverable,
    ...windowOf(options),
    time_directories: options.timeDirectories,
  };
}

function windowOf({ lookback, delay, startTime, endTime }: ReplayScheduleOptions): Payload {
  return lookback ? windowBefore(lookback, delay) : { from: startTime?.toISOString(), to: endTime?.toISOString() };
}

import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Payload } from '../contract/payload';
import { checkMetricOptions } from '../metric-options-check';
import { grantKeyOf } from './dead-letter-queue';
import type { IReplaySchedule } from './replay-schedule-interface';
import type { ReplayScheduleOptions } from './replay-schedule-options';

/** The longest time that a queue keeps a message. */
const LONGEST_RETENTION = Duration.days(14); // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html

/** Starts a workflow by the clock, each time with the same request. */
export class ReplaySchedule extends Construct implements IReplaySchedule {
  public readonly schedule: scheduler.Schedule;
  public readonly scheduleGroup: scheduler.IScheduleGroup;
  public readonly deadLetterQueue: sqs.IQueue;

  constructor(scope: Construct, id: string, workflow: sfn.IStateMachine, options: ReplayScheduleOptions) {
    super(scope, id);
    this.scheduleGroup = options.scheduleGroup ?? new scheduler.ScheduleGroup(this, 'Group');
    this.deadLetterQueue =
      options.deadLetterQueue ??
      new sqs.Queue(this, 'DeadLetterQueue', {
        encryption: sqs.QueueEncryption.SQS_MANAGED,
        enforceSSL: true,
        retentionPeriod: LONGEST_RETENTION,
      });
    const { schedule, enabled, description, timeWindow } = options;
    const target = new targets.StepFunctionsStartExecution(workflow, {
      // As text: `fromObject` puts numbers that only the deployment knows into quotes, which the function does not take.
      input: scheduler.ScheduleTargetInput.fromText(Stack.of(scope).toJsonString(requestOf(options))),
      deadLetterQueue: this.deadLetterQueue,
    });
    this.schedule = new scheduler.Schedule(this, 'Schedule', {
      schedule,
      enabled,
      description,
      timeWindow,
      scheduleGroup: this.scheduleGroup,
      target: {
        bind: (bound) => {
          const config = target.bind(bound);
          grantKeyOf(this, this.deadLetterQueue, config.role);
          return config;
        },
      },
    });
  }

  public metricAttempts(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.scheduleGroup.metricAttempts(options);
  }

  public metricTargetErrors(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.scheduleGroup.metricTargetErrors(options);
  }

  public metricDropped(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.scheduleGroup.metricDropped(options);
  }

  public metricDeadLetters(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    checkMetricOptions(this, options);
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible(options);
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
    partitions: options.partitions,
    key: options.key,
    header: options.header,
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

function windowOf({ lookback, startTime, endTime }: ReplayScheduleOptions): Payload {
  return lookback
    ? { to: scheduler.ContextAttribute.scheduledTime, lookback_seconds: lookback.toSeconds() }
    : { from: startTime?.toISOString(), to: endTime?.toISOString() };
}

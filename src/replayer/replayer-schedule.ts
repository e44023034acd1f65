import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { checkMetricOptions } from '../metric-options-check';
import { grantKeyOf } from './dead-letter-queue';
import type { IReplaySchedule } from './replay-schedule-interface';
import type { ReplayerScheduleOptions } from './replayer-schedule-options';

/** The longest time that a queue keeps a message. */
const LONGEST_RETENTION = Duration.days(14); // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html

/** Something that a replayer does by the clock. */
export class ReplayerSchedule extends Construct implements IReplaySchedule {
  public readonly schedule: scheduler.Schedule;
  public readonly scheduleGroup: scheduler.IScheduleGroup;
  public readonly deadLetterQueue: sqs.IQueue;

  /** @param targetOf makes what is started, with the queue for what cannot be */
  constructor(
    scope: Construct,
    id: string,
    options: ReplayerScheduleOptions,
    targetOf: (deadLetterQueue: sqs.IQueue) => scheduler.IScheduleTarget,
  ) {
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
    const target = targetOf(this.deadLetterQueue);
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

import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as targets from 'aws-cdk-lib/aws-scheduler-targets';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { validateTopic } from '../kafka/topic';
import type { ReplayScheduleOptions } from './replay-schedule-options';

/** Starts a workflow by the clock, each time with the same request. */
export function scheduleReplay(
  scope: Construct,
  id: string,
  workflow: sfn.IStateMachine,
  options: ReplayScheduleOptions,
): scheduler.Schedule {
  const { schedule, enabled, description, timeWindow, scheduleGroup, deadLetterQueue } = options;
  validateSchedule(scope, options);
  return new scheduler.Schedule(scope, id, {
    schedule,
    enabled,
    description,
    timeWindow,
    scheduleGroup,
    target: new targets.StepFunctionsStartExecution(workflow, {
      // As text: `fromObject` puts numbers that only the deployment knows into quotes, which the function does not take.
      input: scheduler.ScheduleTargetInput.fromText(Stack.of(scope).toJsonString(requestOf(options))),
      deadLetterQueue,
    }),
  });
}

/** Every topic that a scheduled replay may publish to, beside the replayer's own. */
export function topicsOf({ targetTopic, topicMapping = {} }: ReplayScheduleOptions): string[] {
  return [...(targetTopic === undefined ? [] : [targetTopic]), ...Object.values(topicMapping)];
}

/** In the words of the function's payload; what is left out is left to its defaults. */
function requestOf(options: ReplayScheduleOptions): Record<string, unknown> {
  return {
    dry_run: options.dryRun ?? false,
    ordered: options.ordered,
    source_prefix: options.sourcePrefix,
    target_topic: options.targetTopic,
    topic_mapping: options.topicMapping,
    partitions: options.partitions,
    preserve_partition: options.preservePartition,
    preserve_timestamp: options.preserveTimestamp,
    rate_limit_per_second: options.rateLimitPerSecond,
    rate_limit_bytes_per_second: options.rateLimitBytesPerSecond,
    speed: options.speed,
    on_unreadable: options.unreadableFiles,
    ...windowOf(options),
  };
}

function windowOf({ lookback, startTime, endTime, timeDirectories }: ReplayScheduleOptions): Record<string, unknown> {
  const window = lookback
    ? { to: scheduler.ContextAttribute.scheduledTime, lookback_seconds: lookback.toSeconds() }
    : { from: startTime?.toISOString(), to: endTime?.toISOString() };
  return { ...window, time_directories: timeDirectories };
}

function validateSchedule(scope: Construct, options: ReplayScheduleOptions): void {
  const { lookback, startTime, endTime, timeDirectories, partitions, speed, ordered } = options;
  [...topicsOf(options), ...Object.keys(options.topicMapping ?? {})].forEach((topic) => {
    validateTopic(scope, topic);
  });
  validatePrefix(options.sourcePrefix);
  if (lookback && (startTime || endTime)) {
    throw new Error(
      "'lookback' was given with 'startTime' or 'endTime', and each of them makes a window: give one kind",
    );
  }
  if (lookback && !lookback.isUnresolved() && lookback.toSeconds() < 1) {
    throw new Error(`lookback ${lookback.toHumanString()} leaves no time: give a second or more`);
  }
  validateTime('startTime', startTime);
  validateTime('endTime', endTime);
  if (startTime && endTime && startTime >= endTime) {
    throw new Error(
      `startTime ${startTime.toISOString()} is not before endTime ${endTime.toISOString()}, so that nothing lies between: give an earlier startTime`,
    );
  }
  if (timeDirectories && !lookback && !startTime && !endTime) {
    throw new Error(
      "'timeDirectories' leaves out days outside a window of time: give 'lookback', 'startTime' or 'endTime'",
    );
  }
  if (partitions && !Token.isUnresolved(partitions) && !(partitions.length > 0 && partitions.every(isPartition))) {
    throw new Error(`partitions [${partitions.join(', ')}] cannot be replayed: give numbers from 0, or leave it out`);
  }
  for (const name of ['rateLimitPerSecond', 'rateLimitBytesPerSecond', 'speed'] as const) {
    const value = options[name];
    if (value !== undefined && !Token.isUnresolved(value) && !(value > 0 && Number.isFinite(value))) {
      throw new Error(`${name} ${value} cannot be kept to: give a number above 0, or leave it out`);
    }
  }
  if (speed !== undefined && ordered === false) {
    throw new Error("'speed' keeps the gaps between records, and 'ordered: false' their order not: give one of them");
  }
}

/** As the handler has it: records tell their time from 1970 on, and a year has four digits. */
function validateTime(name: string, time?: Date): void {
  if (time && !(time.getTime() >= 0 && time.getUTCFullYear() <= 9999)) {
    throw new Error(`${name} ${time} cannot be used: give a time from 1970 to 9999`);
  }
}

function isPartition(partition: number): boolean {
  return Token.isUnresolved(partition) || (Number.isInteger(partition) && partition >= 0);
}

/** As the handler has it, so that a schedule does not fail night after night. */
function validatePrefix(prefix = ''): void {
  const parts = prefix.replace(/\/$/, '').split('/');
  if (prefix !== '' && !Token.isUnresolved(prefix) && parts.some((part) => ['', '.', '..'].includes(part))) {
    throw new Error(
      `sourcePrefix '${prefix}' cannot be used: give a directory relative to the mount, such as 'small/', without a slash in front`,
    );
  }
}

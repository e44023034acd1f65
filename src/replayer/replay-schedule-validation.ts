import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { PAYLOAD, type PayloadKeyName } from '../contract/payload';
import { isEmptyRange } from '../contract/payload-range';
import { validateTopic } from '../kafka/topic';
import {
  BOOLEAN,
  checkProperties,
  DURATION,
  having,
  LIST,
  NUMBER,
  OBJECT,
  objectWith,
  type PropertyShape,
  STRING,
} from '../property-check';
import { OnUnreadable, type ReplayScheduleOptions } from './replay-schedule-options';

const DATE = objectWith('toISOString', "a Date, such as new Date('2026-04-13T00:00:00Z')");

const CHOICES = Object.values(OnUnreadable);
const CHOICE: PropertyShape = {
  description: `OnUnreadable.FAIL or OnUnreadable.SKIP`,
  matches: (value) => CHOICES.includes(value as OnUnreadable),
};

/**
 * Checks a schedule before it is made, so that it does not fail night after night.
 *
 * @param scope the replayer
 * @param id the id of the schedule
 * @param options as they were given
 * @throws Error if an option is of another type, cannot be, or contradicts another
 */
export function validateSchedule(scope: Construct, id: string, options: ReplayScheduleOptions): void {
  checkShapes(scope, options);
  topicsIn(options).forEach(validateTopic);
  const problem = problemOfValues(options) ?? problemOfWindow(options);
  if (problem !== undefined) {
    throw constructError(scope, `schedule '${id}': ${problem}`);
  }
}

/** All topics that a scheduled replay may publish to, beside the replayer's own. */
export function targetTopicsOf({ targetTopic, topicMapping = {} }: ReplayScheduleOptions): string[] {
  return [...(targetTopic === undefined ? [] : [targetTopic]), ...Object.values(topicMapping)];
}

function topicsIn(options: ReplayScheduleOptions): string[] {
  return [...targetTopicsOf(options), ...Object.keys(options.topicMapping ?? {})];
}

function checkShapes(scope: Construct, options: ReplayScheduleOptions): void {
  checkProperties(scope, options, {
    schedule: {
      shape: having('expressionString', 'a ScheduleExpression, such as ScheduleExpression.rate(Duration.days(1))'),
      required: true,
    },
    sourcePrefix: { shape: STRING },
    startTime: { shape: DATE },
    endTime: { shape: DATE },
    lookback: { shape: DURATION },
    timeDirectories: { shape: BOOLEAN },
    partitions: { shape: LIST },
    targetTopic: { shape: STRING },
    topicMapping: { shape: OBJECT },
    preservePartition: { shape: BOOLEAN },
    preserveTimestamp: { shape: BOOLEAN },
    rateLimitPerSecond: { shape: NUMBER },
    rateLimitBytesPerSecond: { shape: NUMBER },
    speed: { shape: NUMBER },
    onUnreadable: { shape: CHOICE },
    ordered: { shape: BOOLEAN },
    dryRun: { shape: BOOLEAN },
    enabled: { shape: BOOLEAN },
    description: { shape: STRING },
    timeWindow: { shape: having('mode', 'a TimeWindow, such as TimeWindow.flexible(Duration.minutes(30))') },
    scheduleGroup: { shape: having('scheduleGroupName', 'a ScheduleGroup') },
    deadLetterQueue: { shape: having('queueArn', 'a Queue') },
  });
}

/** Tells whether the function takes a value for a key; tokens, which only the deployment knows, are taken. */
function isTaken(key: PayloadKeyName, value: unknown): boolean {
  return value === undefined || Token.isUnresolved(value) || PAYLOAD[key].type.read(value) !== undefined;
}

function problemOfValues(options: ReplayScheduleOptions): string | undefined {
  const { sourcePrefix, partitions, speed, ordered } = options;
  if (!isTaken('source_prefix', sourcePrefix)) {
    return `sourcePrefix '${sourcePrefix}' cannot be used: give a directory relative to the mount, such as 'small/', without a slash in front`;
  }
  // A token that stands for a number is a number itself, below 0.
  if (
    !isTaken(
      'partitions',
      partitions?.map((partition) => (Token.isUnresolved(partition) ? 0 : partition)),
    )
  ) {
    return `partitions [${partitions?.join(', ')}] cannot be replayed: give numbers from 0, or leave it out`;
  }
  const rates = {
    rateLimitPerSecond: 'rate_limit_per_second',
    rateLimitBytesPerSecond: 'rate_limit_bytes_per_second',
    speed: 'speed',
  } as const;
  for (const name of Object.keys(rates) as (keyof typeof rates)[]) {
    if (!isTaken(rates[name], options[name])) {
      return `${name} ${options[name]} cannot be kept to: give a number above 0, or leave it out`;
    }
  }
  return speed !== undefined && ordered === false
    ? "'speed' keeps the gaps between records, and 'ordered: false' their order not: give one of them"
    : undefined;
}

function problemOfWindow({ lookback, startTime, endTime, timeDirectories }: ReplayScheduleOptions): string | undefined {
  if (lookback && (startTime || endTime)) {
    return "'lookback' was given with 'startTime' or 'endTime', and each of them makes a window: give one kind";
  }
  if (lookback && !lookback.isUnresolved() && lookback.toSeconds() < 1) {
    return `lookback ${lookback.toHumanString()} leaves no time: give a second or more`;
  }
  for (const [name, time] of Object.entries({ startTime, endTime })) {
    if (time && (Number.isNaN(time.getTime()) || !isTaken('from', time.toISOString()))) {
      return `${name} ${time} cannot be used: give a time from 1970 to 9999`;
    }
  }
  if (startTime && endTime && isEmptyRange({ from: startTime.getTime(), to: endTime.getTime() })) {
    return `startTime ${startTime.toISOString()} is not before endTime ${endTime.toISOString()}, so that nothing lies between: give an earlier startTime`;
  }
  return timeDirectories && !lookback && !startTime && !endTime
    ? "'timeDirectories' leaves out days outside a window of time: give 'lookback', 'startTime' or 'endTime'"
    : undefined;
}

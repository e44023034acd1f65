import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { PAYLOAD, type PayloadKeyName } from '../contract/payload';
import { isEmptyRange } from '../contract/payload-range';
import { isProbablySeconds } from '../contract/payload-time';
import { formatName, type UnusableKey, unusableKeys } from '../contract/source-format';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { checkScheduleOptions } from './property-shapes';
import { problemOfRecords } from './record-choice-payload';
import type { ReplayScheduleOptions } from './replay-schedule-options';
import { problemOfCreation, problemOfSameTopic, problemOfTemplate, validateTargets } from './replay-target-validation';
import { validateReplayerSchedule } from './replayer-schedule-validation';
import { problemOfSeconds } from './schedule-window';
import type { SourceFormat } from './source-format';

/**
 * Checks a schedule before it is made, so that it does not fail night after night.
 *
 * @param scope the replayer
 * @param id the id of the schedule
 * @param options as they were given
 * @param replayer the access point that it reads by, and the format of the files and the topic where the options name none
 * @throws Error if an option is of another type, cannot be, or contradicts another
 */
export function validateSchedule(
  scope: Construct,
  id: string,
  options: ReplayScheduleOptions,
  {
    accessPoint,
    ...replayer
  }: {
    readonly accessPoint: IS3FilesAccessPoint;
    readonly sourceFormat: SourceFormat;
    readonly topic: string;
  },
): void {
  checkScheduleOptions(scope, options);
  validateReplayerSchedule(scope, id, options);
  validateTargets(scope, id, options);
  const [target, format] = [options.targetTopic ?? replayer.topic, options.sourceFormat ?? replayer.sourceFormat];
  const problem =
    problemOfValues(options) ??
    problemOfWindow(options) ??
    problemOfRecords(options) ??
    problemOfList(scope, options) ??
    problemOfFormat(format, options) ??
    problemOfTemplate(target, format) ??
    problemOfCreation(options, format) ??
    problemOfSameTopic(target, options);
  if (problem !== undefined) {
    throw constructError(scope, `schedule '${id}': ${problem}`);
  }
  if (options.ordered === false && !accessPoint.fileSystem.sourceBucket) {
    throw constructError(
      scope,
      `schedule '${id}' has 'ordered: false', which lists the bucket of access point '${accessPoint.node.path}', and that is not known: give 'bucket' where the access point is imported`,
    );
  }
}

/** Tells whether the function takes a value for a key; tokens, which only the deployment knows, are taken. */
function isTaken(key: PayloadKeyName, value: unknown): boolean {
  return value === undefined || Token.isUnresolved(value) || PAYLOAD[key].type.read(value) !== undefined;
}

function problemOfValues(options: ReplayScheduleOptions): string | undefined {
  const { sourcePrefix, partitions, speed, ordered, verify, dryRun } = options;
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
  if (verify && (ordered === false || dryRun)) {
    return dryRun
      ? "'verify' compares what was published with the files, and 'dryRun' publishes nothing: give one of them"
      : "'verify' compares by the places that an ordered replay keeps, and 'ordered: false' keeps none: give one of them";
  }
  return speed !== undefined && ordered === false
    ? "'speed' keeps the gaps between records, and 'ordered: false' their order not: give one of them"
    : undefined;
}

/** The function asks Amazon S3 in its own Region, which answers for a bucket of another with `PermanentRedirect`. */
function problemOfList(scope: Construct, { suppress }: ReplayScheduleOptions): string | undefined {
  const { region } = Stack.of(scope);
  const other = suppress?._otherRegion(region);
  return other === undefined
    ? undefined
    : `the list of 'suppress' is in a bucket of region '${other}', and the function reads buckets of its own region '${region}' only: give one of '${region}'`;
}

/** The options that ask for what a key of the payload asks for. */
const OPTIONS: Partial<Record<UnusableKey['name'], keyof ReplayScheduleOptions>> = {
  partitions: 'partitions',
  key: 'key',
  header: 'header',
  only: 'only',
  exclude: 'exclude',
  suppress: 'suppress',
  from: 'startTime',
  to: 'endTime',
  lookback_seconds: 'lookback',
  speed: 'speed',
};

/** Finds an option that the files of a format can never serve. A pattern that is a token cannot be checked. */
function problemOfFormat(sourceFormat: SourceFormat, options: ReplayScheduleOptions): string | undefined {
  const format = sourceFormat._render();
  if (typeof format !== 'string' && Token.isUnresolved(format.pattern)) {
    return undefined;
  }
  for (const { name, lacks } of unusableKeys(format)) {
    const option = OPTIONS[name];
    if (option !== undefined && options[option] !== undefined) {
      return `'${option}' chooses records by what files of the format ${formatName(format)} do not tell, ${lacks}: leave it out`;
    }
  }
  return undefined;
}

function problemOfWindow(options: ReplayScheduleOptions): string | undefined {
  const { lookback, delay, startTime, endTime, timeDirectories } = options;
  if (lookback && (startTime || endTime)) {
    return "'lookback' was given with 'startTime' or 'endTime', and each of them makes a window: give one kind";
  }
  const seconds = lookback && !lookback.isUnresolved() ? lookback.toSeconds({ integral: false }) : 1;
  if (seconds < 1) {
    return `lookback ${lookback?.toHumanString()} leaves no time: give a second or more`;
  }
  const unusable = problemOfSeconds('lookback', lookback) ?? problemOfSeconds('delay', delay);
  if (unusable !== undefined) {
    return unusable;
  }
  if (delay && !lookback) {
    return "'delay' ends the window of 'lookback' so long before the scheduled time, and there is no 'lookback': give it, too";
  }
  for (const [name, time] of Object.entries({ startTime, endTime })) {
    if (time && (Number.isNaN(time.getTime()) || !isTaken('from', time.toISOString()))) {
      return `${name} ${time} cannot be used: give a time from 1970 to 9999`;
    }
    if (time && isProbablySeconds(time.getTime())) {
      return `${name} ${time.toISOString()} was probably made of seconds, and a date is made of milliseconds: give new Date(${time.getTime()} * 1000)`;
    }
  }
  if (startTime && endTime && isEmptyRange({ from: startTime.getTime(), to: endTime.getTime() })) {
    return `startTime ${startTime.toISOString()} is not before endTime ${endTime.toISOString()}, so that nothing lies between: give an earlier startTime`;
  }
  return timeDirectories && !lookback && !startTime && !endTime
    ? "'timeDirectories' leaves out days outside a window of time: give 'lookback', 'startTime' or 'endTime'"
    : undefined;
}

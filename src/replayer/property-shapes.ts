import { LogLevel, type LogOptions } from 'aws-cdk-lib/aws-stepfunctions';
import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { isTargetTopic, TARGET_RULE } from '../contract/topic';
import { MOUNTED_FUNCTION_SHAPES } from '../functions/mounted-function-shapes';
import { checkSizeClasses, SIZE_CLASSES } from '../ingest/size-class-shapes';
import type { RestoreOptions } from '../kafka/restore-options';
import {
  ACCESS_POINT,
  BOOLEAN,
  checkProperties,
  DATE,
  DURATION,
  having,
  LIST,
  listOf,
  mapOf,
  NUMBER,
  OBJECT,
  objectWith,
  oneOf,
  type PropertyRules,
  STRING,
} from '../property-check';
import type { DrillScheduleOptions } from './drill-schedule-options';
import type { ReplayHeaderChoice, ReplayRecordChoice } from './replay-record-choice';
import {
  OnUndeliverable,
  OnUnreadable,
  type ReplayHeader,
  type ReplayScheduleOptions,
} from './replay-schedule-options';
import type { ReplayWorkflowOptions } from './replay-workflow-options';
import type { ReplayerScheduleOptions } from './replayer-schedule-options';
import type { S3FilesReplayerProps } from './s3-files-replayer-props';
import type { SnapshotScheduleOptions } from './snapshot-schedule-options';

const SOURCE_FORMAT_SHAPE = objectWith('_render', 'a SourceFormat, such as SourceFormat.CONFLUENT');
const TOPIC_CREATION_SHAPE = objectWith('_render', 'a TopicCreation, such as TopicCreation.likeSource()');
const BUCKET = objectWith('arnForObjects', 'a Bucket');

/** Checks the types of a replayer's properties, which the compiler does not check for all users. */
export function checkReplayerProperties(scope: Construct, props: S3FilesReplayerProps): void {
  checkProperties<S3FilesReplayerProps>(scope, props, {
    ...MOUNTED_FUNCTION_SHAPES,
    accessPoint: {
      shape: ACCESS_POINT,
      required: true,
    },
    cluster: { shape: objectWith('grantProduce', 'a KafkaCluster, such as KafkaCluster.msk(…)'), required: true },
    topic: { shape: STRING, required: true },
    sizeClasses: { shape: SIZE_CLASSES },
    workflow: { shape: OBJECT },
    sourceFormat: { shape: SOURCE_FORMAT_SHAPE },
  });
  checkSizeClasses(scope, props.sizeClasses);
  if (props.workflow) {
    checkProperties<ReplayWorkflowOptions>(scope, props.workflow, {
      maxConcurrency: { shape: NUMBER },
      bucket: { shape: BUCKET },
      retention: { shape: DURATION },
      logs: { shape: OBJECT },
    });
    checkLogs(scope, props.workflow.logs);
  }
}

/** AWS Step Functions refuses a level without a place to write to, which CDK lets through. */
function checkLogs(scope: Construct, logs: LogOptions | undefined): void {
  if (logs) {
    checkProperties<LogOptions>(scope, logs, {
      destination: { shape: having('logGroupRef', 'a LogGroup'), required: logs.level !== LogLevel.OFF },
      includeExecutionData: { shape: BOOLEAN },
      level: { shape: oneOf('LogLevel', LogLevel) },
    });
  }
}

/** The options of all schedules. */
const SCHEDULE_SHAPES: PropertyRules<ReplayerScheduleOptions> = {
  schedule: {
    shape: having('expressionString', 'a ScheduleExpression, such as ScheduleExpression.rate(Duration.days(1))'),
    required: true,
  },
  enabled: { shape: BOOLEAN },
  description: { shape: STRING },
  timeWindow: { shape: having('mode', 'a TimeWindow, such as TimeWindow.flexible(Duration.minutes(30))') },
  scheduleGroup: { shape: having('scheduleGroupName', 'a ScheduleGroup') },
  deadLetterQueue: { shape: having('queueArn', 'a Queue') },
};

const NAMES = listOf(STRING, "a list of names, or of patterns such as 'orders-*'");

/** Checks the types of the options of a schedule of snapshots. */
export function checkSnapshotOptions(scope: Construct, options: SnapshotScheduleOptions): void {
  checkProperties<SnapshotScheduleOptions>(scope, options, {
    ...SCHEDULE_SHAPES,
    groups: { shape: NAMES, required: true },
    topics: { shape: NAMES },
    retention: { shape: DURATION },
  });
}

/** Checks what a replayer is to restore. */
export function checkRestoreOptions(scope: Construct, options: RestoreOptions): void {
  const names = { shape: NAMES };
  checkProperties<RestoreOptions>(scope, options, { topics: names, scratchTopics: names, groups: names });
  for (const topic of [...(options.topics ?? []), ...(options.scratchTopics ?? [])]) {
    if (!Token.isUnresolved(topic) && !isTargetTopic(topic.replaceAll('*', 't'))) {
      throw constructError(
        scope,
        `topic '${topic}' cannot be restored: give ${TARGET_RULE}, or '*' for any characters`,
      );
    }
  }
  if (options.groups?.includes('')) {
    throw constructError(scope, "group '' cannot be restored: give the name of a group, or '*' for any characters");
  }
}

const STRINGS = listOf(STRING, 'a list of strings');
/** Checks the types of the options of a drill. */
export function checkDrillOptions(scope: Construct, options: DrillScheduleOptions): void {
  checkProperties<DrillScheduleOptions>(scope, options, {
    ...SCHEDULE_SHAPES,
    window: { shape: DURATION, required: true },
    delay: { shape: DURATION },
    into: { shape: STRING, required: true },
    createTopic: { shape: TOPIC_CREATION_SHAPE },
    sourcePrefix: { shape: STRING },
    timeDirectories: { shape: BOOLEAN },
    rateLimitPerSecond: { shape: NUMBER },
  });
}

/** Checks the types of a schedule's options, which the compiler does not check for all users. */
export function checkScheduleOptions(scope: Construct, options: ReplayScheduleOptions): void {
  checkProperties<ReplayScheduleOptions>(scope, options, {
    ...SCHEDULE_SHAPES,
    sourcePrefix: { shape: STRING },
    sourceFormat: { shape: SOURCE_FORMAT_SHAPE },
    startTime: { shape: DATE },
    endTime: { shape: DATE },
    lookback: { shape: DURATION },
    delay: { shape: DURATION },
    timeDirectories: { shape: BOOLEAN },
    partitions: { shape: LIST },
    key: { shape: STRING },
    header: { shape: OBJECT },
    only: { shape: OBJECT },
    exclude: { shape: OBJECT },
    suppress: {
      shape: objectWith('grantRead', "a SuppressionList, such as SuppressionList.fromBucket(bucket, 'forgotten.txt')"),
    },
    stripHeaders: { shape: STRINGS },
    renameHeaders: { shape: mapOf(STRING, 'an object of new names by old ones') },
    targetTopic: { shape: STRING },
    topicMapping: { shape: mapOf(STRING, 'an object of target topics by source topics') },
    createTopic: { shape: TOPIC_CREATION_SHAPE },
    allowSameTopic: { shape: BOOLEAN },
    allowEmpty: { shape: BOOLEAN },
    allowExpired: { shape: BOOLEAN },
    preservePartition: { shape: BOOLEAN },
    preserveTimestamp: { shape: BOOLEAN },
    rateLimitPerSecond: { shape: NUMBER },
    rateLimitBytesPerSecond: { shape: NUMBER },
    speed: { shape: NUMBER },
    onUnreadable: { shape: oneOf('OnUnreadable', OnUnreadable) },
    onUndeliverable: { shape: oneOf('OnUndeliverable', OnUndeliverable) },
    ordered: { shape: BOOLEAN },
    dryRun: { shape: BOOLEAN },
    verify: { shape: BOOLEAN },
  });
  for (const choice of [options.only, options.exclude]) {
    checkChoice(scope, choice);
  }
  if (options.header && !Token.isUnresolved(options.header)) {
    checkProperties<ReplayHeader>(scope, options.header, {
      name: { shape: STRING, required: true },
      value: { shape: STRING, required: true },
    });
  }
}

function checkChoice(scope: Construct, choice: ReplayRecordChoice | undefined): void {
  if (!choice || Token.isUnresolved(choice)) {
    return;
  }
  checkProperties<ReplayRecordChoice>(scope, choice, {
    keys: { shape: STRINGS },
    keyPrefixes: { shape: STRINGS },
    headers: { shape: listOf(OBJECT, 'a list of headers, such as { name, value }') },
  });
  const { headers } = choice;
  for (const header of headers && !Token.isUnresolved(headers) ? headers : []) {
    checkProperties<ReplayHeaderChoice>(scope, header, {
      name: { shape: STRING, required: true },
      value: { shape: STRING },
      pattern: { shape: STRING },
    });
  }
}

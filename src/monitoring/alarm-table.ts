import type { KafkaToS3FilesIngest } from '../ingest/kafka-to-s3-files-ingest';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import type { IReplaySchedule } from '../replayer/replay-schedule-interface';
import type { S3FilesReplayer } from '../replayer/s3-files-replayer';
import { S3FilesAlarmSeverity } from './alarm-options';
import {
  type AlarmRow,
  above,
  atLeast,
  COUNTED,
  LASTING,
  NONE_IS_AS_BEFORE,
  NONE_IS_BAD,
  NONE_IS_GOOD,
  NONE_IS_UNKNOWN,
  ONCE,
  RISING,
  SIX_TIMES,
  THROUGHOUT,
  UNBOUNDED,
} from './alarm-row';
import {
  drillOverdue,
  durationNearTimeout,
  lagGrowing,
  lagWithoutCommits,
  PERIOD,
  pendingExports,
  pollingErrors,
} from './conditions';
import type { WatchedTopic } from './watched';

const { PAGE, TICKET } = S3FilesAlarmSeverity;

export const TOPIC_ALARMS: readonly AlarmRow<WatchedTopic>[] = [
  {
    id: 'LagGrowing',
    says: 'The lag rises from period to period: more comes in than is written',
    page: 'lag-grows.md',
    severity: PAGE,
    range: [0, UNBOUNDED],
    threshold: 1000,
    window: RISING,
    missing: NONE_IS_UNKNOWN,
    when: lagGrowing,
  },
  {
    id: 'LagWithoutCommits',
    says: 'Records wait, and none is taken',
    page: 'lag-grows.md',
    severity: PAGE,
    range: [1, UNBOUNDED],
    threshold: 1,
    window: THROUGHOUT,
    missing: NONE_IS_UNKNOWN,
    when: lagWithoutCommits,
  },
  {
    id: 'RecordsDropped',
    says: 'AWS Lambda gave records up, which are in no file now: bring them back from the destination of failures or the topic',
    page: 'lag-grows.md',
    severity: PAGE,
    ...COUNTED,
    window: ONCE,
    when: ({ ingest, topic }, least) =>
      ingest._publishes('DroppedEventCount') ? atLeast(ingest.metricDroppedEvents({ topic }), least) : undefined,
  },
  {
    id: 'PollingErrors',
    says: 'The pollers cannot read from the brokers, or cannot commit: look at credentials and the way to the brokers',
    page: 'no-files.md',
    severity: PAGE,
    ...COUNTED,
    window: LASTING,
    when: pollingErrors,
  },
];

export const INGEST_ALARMS: readonly AlarmRow<KafkaToS3FilesIngest>[] = [
  {
    id: 'RecordsFailed',
    says: 'Records could not be written and come again: the log of the function says why',
    page: 'lag-grows.md',
    severity: TICKET,
    ...COUNTED,
    window: LASTING,
    when: (ingest, least) => atLeast(ingest.metricRecordsFailed(), least),
  },
  {
    id: 'RecordsSetAside',
    says: 'Records can never be written and were set aside: mend the cause, then put them back',
    page: 'set-aside.md',
    severity: TICKET,
    ...COUNTED,
    window: ONCE,
    when: (ingest, least) => atLeast(ingest.metricUnwritable(), least),
  },
  {
    id: 'WriteLatency',
    says: 'Writing a file takes long: the mount is slow, or too many files are made in one directory',
    page: 'lag-grows.md',
    severity: TICKET,
    range: [1, UNBOUNDED],
    threshold: 2000,
    window: THROUGHOUT,
    missing: NONE_IS_GOOD,
    when: (ingest, milliseconds) => atLeast(ingest.metricWriteLatency(), milliseconds),
  },
  {
    id: 'Duration',
    says: 'Invocations come near the timeout, beyond which a batch is written again: make batches smaller, or the timeout longer',
    page: 'lag-grows.md',
    severity: TICKET,
    range: [1, 100],
    threshold: 80,
    window: LASTING,
    missing: NONE_IS_GOOD,
    when: (ingest, percent) => durationNearTimeout(ingest.function, percent),
  },
  {
    id: 'FunctionErrors',
    says: 'The function fails as a whole, and its batches come again: look at its log for the mount and for timeouts',
    page: 'cannot-mount.md',
    severity: PAGE,
    ...COUNTED,
    window: LASTING,
    when: (ingest, least) => atLeast(ingest.function.metricErrors({ period: PERIOD }), least),
  },
  {
    id: 'FunctionThrottles',
    says: 'AWS Lambda refuses to start the function, as too many run already: raise its concurrency, or that of the account',
    page: 'lag-grows.md',
    severity: TICKET,
    ...COUNTED,
    window: THROUGHOUT,
    when: (ingest, least) => atLeast(ingest.function.metricThrottles({ period: PERIOD }), least),
  },
];

export const FILE_SYSTEM_ALARMS: readonly AlarmRow<IS3FilesFileSystem>[] = [
  {
    id: 'ExportFailures',
    says: 'Files were not exported and are not tried again: they stand on the mount alone',
    page: 'export-failures.md',
    severity: PAGE,
    ...COUNTED,
    window: ONCE,
    when: (fileSystem, least) => atLeast(fileSystem.metricExportFailures({ period: PERIOD }), least),
  },
  {
    id: 'ExportAge',
    says: 'The oldest change that waits for its export gets old: the bucket is behind the mount',
    page: 'export-failures.md',
    severity: TICKET,
    range: [61, UNBOUNDED], // each change waits for 60 seconds without a write
    threshold: 300,
    window: LASTING,
    missing: NONE_IS_GOOD,
    when: (fileSystem, seconds) => above(fileSystem.metricExportAge({ period: PERIOD }), seconds),
  },
  {
    id: 'PendingExports',
    says: 'More and more files wait for their export: more are written than the service exports',
    page: 'export-failures.md',
    severity: TICKET,
    range: [0, UNBOUNDED],
    threshold: 1000,
    window: RISING,
    missing: NONE_IS_GOOD,
    when: pendingExports,
  },
  {
    id: 'ImportFailures',
    says: 'Objects of the bucket could not become files: look at their keys, and at what the service may read',
    page: 'export-failures.md',
    severity: TICKET,
    ...COUNTED,
    window: ONCE,
    when: (fileSystem, least) => atLeast(fileSystem.metricImportFailures({ period: PERIOD }), least),
  },
  {
    id: 'LostAndFoundFiles',
    says: 'The mount and the bucket changed the same files, and what the mount had was put aside: look at it and remove it',
    page: 'export-failures.md',
    severity: TICKET,
    range: [1, UNBOUNDED],
    threshold: 1,
    window: ONCE,
    missing: NONE_IS_AS_BEFORE,
    // The number of files at a moment, sent each minute: over 5 minutes its sum would count each of them five times.
    when: (fileSystem, least) => atLeast(fileSystem.metricLostAndFoundFiles(), least),
  },
];

export const REPLAYER_ALARMS: readonly AlarmRow<S3FilesReplayer>[] = [
  {
    id: 'WorkflowFailed',
    says: 'A replay failed: its execution says what it left out, and how to go on',
    page: 'replay-stuck.md',
    severity: TICKET,
    ...COUNTED,
    window: ONCE,
    when: (replayer, least) => atLeast(replayer.metricReplaysFailed(), least),
  },
  {
    id: 'WorkflowTimedOut',
    says: 'A replay reached its time limit: go on from where it stopped',
    page: 'replay-stuck.md',
    severity: TICKET,
    ...COUNTED,
    window: ONCE,
    when: (replayer, least) => atLeast(replayer.metricReplaysTimedOut(), least),
  },
  {
    id: 'FunctionErrors',
    says: 'The function of the replayer fails as a whole: look at its log for the mount, the brokers and timeouts',
    page: 'cannot-mount.md',
    severity: TICKET,
    ...COUNTED,
    window: ONCE,
    when: (replayer, least) => atLeast(replayer.function.metricErrors({ period: PERIOD }), least),
  },
  {
    id: 'FunctionThrottles',
    says: 'AWS Lambda refuses to start the function of the replayer, as too many run already: replay less at a time',
    page: 'lag-grows.md',
    severity: TICKET,
    ...COUNTED,
    window: THROUGHOUT,
    when: (replayer, least) => atLeast(replayer.function.metricThrottles({ period: PERIOD }), least),
  },
];

/** CloudWatch looks at a week of periods of an hour: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const HOURS_OF_WEEK = 7 * 24;

/** The alarms of a replayer that has drills. */
export const DRILL_ALARMS: readonly AlarmRow<S3FilesReplayer>[] = [
  {
    id: 'DrillOverdue',
    says: 'No drill has succeeded for weeks, or nobody looks any more: whether a restore works is not known',
    page: 'replay-stuck.md',
    severity: TICKET,
    range: [1, UNBOUNDED],
    threshold: 35,
    window: SIX_TIMES,
    mostPeriods: HOURS_OF_WEEK,
    missing: NONE_IS_BAD,
    when: drillOverdue,
  },
];

export const SCHEDULE_ALARMS: readonly AlarmRow<IReplaySchedule>[] = [
  {
    id: 'ScheduleTargetErrors',
    says: 'The schedule could not start a replay: AWS Step Functions refused it or did not answer',
    page: 'replay-stuck.md',
    severity: TICKET,
    ...COUNTED,
    window: ONCE,
    when: (schedule, least) => atLeast(schedule.metricTargetErrors({ period: PERIOD }), least),
  },
  {
    id: 'ScheduleDeadLetters',
    says: 'Replays that the schedule could not start wait in its dead-letter queue: start them by hand, then empty it',
    page: 'replay-stuck.md',
    severity: TICKET,
    ...COUNTED,
    window: ONCE,
    when: (schedule, least) => atLeast(schedule.metricDeadLetters({ period: PERIOD }), least),
  },
];

/** All of them, in the order in which a dashboard shows them. */
export const ALL_ROWS: readonly AlarmRow<never>[] = [
  ...TOPIC_ALARMS,
  ...INGEST_ALARMS,
  ...FILE_SYSTEM_ALARMS,
  ...REPLAYER_ALARMS,
  ...DRILL_ALARMS,
  ...SCHEDULE_ALARMS,
];

import type { S3FilesAlarmOptions } from './alarm-options';

/**
 * Changes to the alarms of an `S3FilesMonitoring`, by alarm. What is left out keeps its defaults.
 *
 * A period is 5 minutes, unless it stands with the alarm. An alarm whose name is `lagGrowing` here has the id `LagGrowing`.
 */
export interface S3FilesMonitoringAlarms {
  /**
   * The lag of a topic is larger from period to period. Threshold: records that are waiting, from 0; a smaller lag is not
   * looked at.
   *
   * @default - threshold 1,000, severity `PAGE`, 5 of 6 periods
   */
  readonly lagGrowing?: S3FilesAlarmOptions;

  /**
   * Records of a topic wait, and its pollers take none; records that a filter drops are taken. Where the mappings do not
   * publish `PolledEventCount`, as with pollers on demand: the lag does not move at all, or it does not fall and the ingest
   * writes nothing. Threshold: records that are waiting, from 1.
   *
   * @default - threshold 1, severity `PAGE`, 3 of 3 periods
   */
  readonly lagWithoutCommits?: S3FilesAlarmOptions;

  /**
   * Records could not be written, and come again. Threshold: records in a period, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 2 of 3 periods
   */
  readonly recordsFailed?: S3FilesAlarmOptions;

  /**
   * Records can never be written, and were set aside. Threshold: records in a period, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 1 of 1 period
   */
  readonly recordsSetAside?: S3FilesAlarmOptions;

  /**
   * AWS Lambda gave up records of a topic: they are in no file. Threshold: records in a period, from 1.
   *
   * @default - threshold 1, severity `PAGE`, 1 of 1 period; none with pollers on demand
   */
  readonly recordsDropped?: S3FilesAlarmOptions;

  /**
   * The pollers of a topic cannot read from the brokers, or cannot commit. Threshold: errors in a period, from 1.
   *
   * @default - threshold 1, severity `PAGE`, 2 of 3 periods; none with pollers on demand
   */
  readonly pollingErrors?: S3FilesAlarmOptions;

  /**
   * Writing a file takes long: the 99th percentile over all size classes. Threshold: milliseconds, from 1.
   *
   * @default - threshold 2,000, severity `TICKET`, 3 of 3 periods
   */
  readonly writeLatency?: S3FilesAlarmOptions;

  /**
   * The longest invocation of the ingest's function comes near its timeout. Threshold: percent of the timeout, from 1 to 100.
   *
   * @default - threshold 80, severity `TICKET`, 2 of 3 periods
   */
  readonly duration?: S3FilesAlarmOptions;

  /**
   * A function failed as a whole. Threshold: invocations in a period, from 1.
   *
   * @default - threshold 1, severity `PAGE`, 2 of 3 periods of an ingest; `TICKET`, 1 of 1 period of a replayer
   */
  readonly functionErrors?: S3FilesAlarmOptions;

  /**
   * AWS Lambda refused to start a function. Threshold: attempts in a period, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 3 of 3 periods
   */
  readonly functionThrottles?: S3FilesAlarmOptions;

  /**
   * Files were not exported to the bucket, and are not tried again. Threshold: files in a period, from 1.
   *
   * @default - threshold 1, severity `PAGE`, 1 of 1 period
   */
  readonly exportFailures?: S3FilesAlarmOptions;

  /**
   * The oldest change that waits for its export is old. Threshold: seconds, from 61, since each waits for 60; the alarm is
   * raised above it.
   *
   * @default - threshold 300, severity `TICKET`, 2 of 3 periods
   */
  readonly exportAge?: S3FilesAlarmOptions;

  /**
   * More files wait for their export from period to period. Threshold: files that are waiting, from 0; fewer are not looked at.
   *
   * @default - threshold 1,000, severity `TICKET`, 5 of 6 periods, which are 30 minutes
   */
  readonly pendingExports?: S3FilesAlarmOptions;

  /**
   * Objects of the bucket could not become files. Threshold: objects in a period, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 1 of 1 period
   */
  readonly importFailures?: S3FilesAlarmOptions;

  /**
   * Files stand in the lost and found directory. Threshold: files, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 1 of 1 period
   */
  readonly lostAndFoundFiles?: S3FilesAlarmOptions;

  /**
   * Replays failed. Threshold: executions in a period, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 1 of 1 period
   */
  readonly workflowFailed?: S3FilesAlarmOptions;

  /**
   * Replays reached their time limit. Threshold: executions in a period, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 1 of 1 period
   */
  readonly workflowTimedOut?: S3FilesAlarmOptions;

  /**
   * No drill of a replayer has succeeded for so long, or nobody looks any more. Of several drills the one counts whose last success
   * is longest ago; one that has never succeeded counts from the first look. Threshold: days, from 1; give more than two drills are
   * apart. A period is 1 hour.
   *
   * @default - threshold 35, which one drill a month stays below; severity `TICKET`, 6 of 6 periods; none without a drill that is
   *   switched on
   */
  readonly drillOverdue?: S3FilesAlarmOptions;

  /**
   * Attempts of a schedule to start a replay failed. Threshold: attempts in a period, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 1 of 1 period
   */
  readonly scheduleTargetErrors?: S3FilesAlarmOptions;

  /**
   * Replays that a schedule could not start wait in its dead-letter queue. Threshold: messages, from 1.
   *
   * @default - threshold 1, severity `TICKET`, 1 of 1 period
   */
  readonly scheduleDeadLetters?: S3FilesAlarmOptions;
}

/**
 * The urgency of an alarm.
 */
export enum S3FilesAlarmSeverity {
  /**
   * Act at once: records are lost, or nothing moves any more.
   */
  PAGE = 'page',

  /**
   * Act in working hours: the pipeline works, but something must be mended.
   */
  TICKET = 'ticket',
}

/**
 * Changes to one alarm.
 */
export interface S3FilesAlarmOptions {
  /**
   * False switches the alarm off.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The value from which on the alarm is raised. Its unit is that of the alarm, and stands with it in
   * `S3FilesMonitoringAlarms`.
   *
   * @default - stands with each alarm in `S3FilesMonitoringAlarms`
   */
  readonly threshold?: number;

  /**
   * The urgency of the alarm, and with it the action.
   *
   * @default - stands with each alarm in `S3FilesMonitoringAlarms`
   */
  readonly severity?: S3FilesAlarmSeverity;

  /**
   * The number of periods that are looked at, from 1 to 288. A period is 5 minutes, so that 288 are a day; that of
   * `lostAndFoundFiles` is 1 minute, and that of `drillOverdue` is 1 hour, of which 168 are the most.
   *
   * @default - stands with each alarm in `S3FilesMonitoringAlarms`
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  readonly evaluationPeriods?: number;

  /**
   * The number of these periods in which the value must reach the threshold.
   *
   * @default - all, if `evaluationPeriods` is given; otherwise it stands with each alarm in `S3FilesMonitoringAlarms`
   */
  readonly datapointsToAlarm?: number;
}

import { Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { BOOLEAN, checkProperties, NUMBER, OBJECT, oneOf, type PropertyRules, wholeNumber } from '../property-check';
import { type S3FilesAlarmOptions, S3FilesAlarmSeverity } from './alarm-options';
import { type AlarmRow, UNBOUNDED } from './alarm-row';
import {
  ALL_ROWS,
  DRILL_ALARMS,
  FILE_SYSTEM_ALARMS,
  INGEST_ALARMS,
  REPLAYER_ALARMS,
  SCHEDULE_ALARMS,
  TOPIC_ALARMS,
} from './alarm-table';
import type { S3FilesMonitoringAlarms } from './monitoring-alarms';
import type { S3FilesMonitoringProps } from './s3-files-monitoring-props';

/** 288 periods of 5 minutes are a day, the most that CloudWatch looks at. */
const MOST_PERIODS = 288;

const rulesOf = (mostPeriods: number): PropertyRules<S3FilesAlarmOptions> => ({
  enabled: { shape: BOOLEAN },
  threshold: { shape: NUMBER },
  severity: { shape: oneOf('S3FilesAlarmSeverity', S3FilesAlarmSeverity) },
  evaluationPeriods: { shape: wholeNumber(1, mostPeriods) },
  datapointsToAlarm: { shape: wholeNumber(1, mostPeriods) },
});

/** Schedules and drills may come later. */
const ROWS_OF = {
  fileSystem: FILE_SYSTEM_ALARMS,
  ingests: [...TOPIC_ALARMS, ...INGEST_ALARMS],
  replayers: [...REPLAYER_ALARMS, ...DRILL_ALARMS, ...SCHEDULE_ALARMS],
} as const;

/** The user's options of an alarm. */
export function optionOf(options: S3FilesMonitoringAlarms, id: AlarmRow<never>['id']): S3FilesAlarmOptions {
  return options[nameOf(id)] ?? {};
}

/** @throws Error if there is no such alarm, or if a value of one is of another type or out of its range */
export function validateAlarms(scope: Construct, options: S3FilesMonitoringAlarms): void {
  const names = [...new Set(ALL_ROWS.map(({ id }) => nameOf(id)))];
  checkProperties(scope, options, Object.fromEntries(names.map((name) => [name, { shape: OBJECT }])));
  const unknown = Object.keys(options).find((name) => !(names as string[]).includes(name));
  if (unknown !== undefined) {
    throw constructError(scope, `there is no alarm '${unknown}' in 'alarms': give one of ${names.join(', ')}`);
  }
  for (const row of ALL_ROWS) {
    const name = nameOf(row.id);
    const option = options[name];
    if (option !== undefined) {
      validateAlarm(scope, `alarms.${name}`, option, row);
    }
  }
}

/** @throws Error if something is said about an alarm of what is not watched */
export function validateAlarmsAreWatched(
  scope: Construct,
  options: S3FilesMonitoringAlarms,
  { fileSystem, ingests = [], replayers = [] }: S3FilesMonitoringProps,
): void {
  const isWatched = { fileSystem: !!fileSystem, ingests: ingests.length > 0, replayers: replayers.length > 0 };
  for (const { id } of ALL_ROWS) {
    const { enabled, ...changes } = optionOf(options, id);
    const isAsked = enabled === true || (enabled === undefined && Object.keys(changes).length > 0);
    const about = (['fileSystem', 'ingests', 'replayers'] as const).filter((property) =>
      ROWS_OF[property].some((row) => row.id === id),
    );
    if (isAsked && !about.some((property) => isWatched[property])) {
      throw constructError(
        scope,
        `there would be no alarm '${id}', since nothing here is watched that has it: give ${about.map((property) => `'${property}'`).join(' or ')}, or leave it out of 'alarms'`,
      );
    }
  }
}

function validateAlarm(
  scope: Construct,
  name: string,
  option: S3FilesAlarmOptions,
  { range: [least, most], window: [, periods], mostPeriods = MOST_PERIODS }: AlarmRow<never>,
): void {
  checkProperties({ node: { path: `${scope.node.path}, ${name}` } }, option, rulesOf(mostPeriods));
  const { threshold, datapointsToAlarm, evaluationPeriods = periods } = option;
  const isOutside = threshold !== undefined && !(threshold >= least && threshold <= most && Number.isFinite(threshold));
  if (isOutside && !Token.isUnresolved(threshold)) {
    const what = Number.isNaN(threshold)
      ? 'which is no number'
      : `which ${threshold >= least ? 'it would never reach' : 'it would be at all the time'}`;
    throw constructError(
      scope,
      `the threshold of ${name} is ${threshold}, ${what}: give a number ${most === UNBOUNDED ? `from ${least} on` : `from ${least} to ${most}`}`,
    );
  }
  if (datapointsToAlarm !== undefined && datapointsToAlarm > evaluationPeriods) {
    throw constructError(
      scope,
      `${name} asks for ${datapointsToAlarm} periods of ${evaluationPeriods}: give a 'datapointsToAlarm' of at most ${evaluationPeriods}, or more 'evaluationPeriods'`,
    );
  }
}

function nameOf(id: AlarmRow<never>['id']): keyof S3FilesMonitoringAlarms {
  return `${id.charAt(0).toLowerCase()}${id.slice(1)}` as keyof S3FilesMonitoringAlarms;
}

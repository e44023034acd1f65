import { PRICES } from '../../../src/contract/prices';
import {
  type AlarmRow,
  NONE_IS_AS_BEFORE,
  NONE_IS_BAD,
  NONE_IS_GOOD,
  NONE_IS_UNKNOWN,
} from '../../../src/monitoring/alarm-row';
import {
  DRILL_ALARMS,
  FILE_SYSTEM_ALARMS,
  INGEST_ALARMS,
  REPLAYER_ALARMS,
  SCHEDULE_ALARMS,
  TOPIC_ALARMS,
} from '../../../src/monitoring/alarm-table';
import { count, money, table } from '../cost/format';
import type { Counted } from './watched-apps';

/** The tables as they are read, by what an alarm is about. */
const TABLES: readonly (readonly [string, readonly AlarmRow<never>[]])[] = [
  ['topic', TOPIC_ALARMS],
  ['ingest', INGEST_ALARMS],
  ['file system', FILE_SYSTEM_ALARMS],
  ['replayer', REPLAYER_ALARMS],
  ['replayer with drills', DRILL_ALARMS],
  ['schedule', SCHEDULE_ALARMS],
];

const UNITS: Partial<Record<AlarmRow<never>['id'], string>> = {
  WriteLatency: ' ms',
  Duration: ' % of the timeout',
  ExportAge: ' s',
  DrillOverdue: ' days',
};

const NO_DATA: Readonly<Record<string, string>> = {
  [NONE_IS_GOOD]: 'well',
  [NONE_IS_UNKNOWN]: 'unknown',
  [NONE_IS_AS_BEFORE]: 'as before',
  [NONE_IS_BAD]: 'raised',
};

/** All alarms with their defaults. */
export function alarmTable(): string {
  const anchorOf = (id: string): string => id.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
  return table(
    ['alarm', 'of each', 'says', 'threshold', 'periods', 'severity', 'no data'],
    TABLES.flatMap(([subject, rows]) =>
      rows.map(({ id, says, page, threshold, window: [some, all], severity, missing }) => [
        `[${id}](troubleshoot/${page}#${anchorOf(id)})`,
        subject,
        says,
        `${count(threshold)}${UNITS[id] ?? ''}`,
        `${some} of ${all}`,
        severity,
        NO_DATA[missing] ?? '?',
      ]),
    ),
  );
}

/** US dollars a month of what the templates have. */
export function costTable(apps: readonly Counted[]): string {
  const { alarm, compositeAlarm, dashboard, metric } = PRICES;
  const rows = apps.map(({ name, alarms, alarmMetrics, compositeAlarms, dashboards, customMetrics }) => [
    name,
    `${alarms}`,
    `${alarmMetrics}`,
    `${compositeAlarms}`,
    `${dashboards}`,
    `**${money(alarmMetrics * alarm.value + compositeAlarms * compositeAlarm.value + dashboards * dashboard.value)}**`,
    `${customMetrics}`,
    money(customMetrics * metric.value),
  ]);
  return `${table(
    [
      'watched',
      'alarms',
      'metrics of alarms',
      'composite alarms',
      'dashboards',
      'a month',
      'custom metrics',
      'a month',
    ],
    rows,
  )}

US dollars in us-east-1, counted in the templates: ${money(alarm.value)} for each metric of an alarm, ${money(compositeAlarm.value)} for a composite alarm, ${money(dashboard.value)} for
a dashboard ([CloudWatch's prices](${alarm.source}), ${alarm.read}, as others quote them). The first ten metrics of alarms, and three
dashboards of up to 50 metrics, are free in each account. The monitoring makes no metric of its own. The custom metrics are those that the functions send in any
case, as far as alarms and dashboard look at them: ${money(metric.value)} each, prorated by the hours in which a value was sent, and in
[What it costs](../explanation/cost.md) already. The metrics of AWS Lambda, Amazon S3 Files, AWS Step Functions, Amazon EventBridge and
Amazon SQS are free.`;
}

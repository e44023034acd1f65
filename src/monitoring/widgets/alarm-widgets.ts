import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { RaisedAlarm } from '../alarm-book';
import { FULL, HALF, HEIGHT } from './sizes';

/**
 * A widget shows the states of no more alarms.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
const MOST_ALARMS = 100;

/** The states of all alarms, and beside them what each means and where its runbook is. */
export function alarmWidgets(alarms: readonly RaisedAlarm[]): cloudwatch.IWidget[] {
  if (alarms.length === 0) {
    return [];
  }
  const groups = Array.from({ length: Math.ceil(alarms.length / MOST_ALARMS) }, (_, index) =>
    alarms.slice(index * MOST_ALARMS, (index + 1) * MOST_ALARMS),
  );
  const [first, ...others] = groups.map((group, index) => statesOf(group, groups.length === 1 ? '' : ` ${index + 1}`));
  return [
    ...(first ? [first] : []),
    new cloudwatch.TextWidget({ width: HALF, height: heightOf(groups[0] ?? []), markdown: runbooksOf(alarms) }),
    ...others,
  ];
}

function statesOf(alarms: readonly RaisedAlarm[], number: string): cloudwatch.IWidget {
  return new cloudwatch.AlarmStatusWidget({
    title: `Alarms${number}`,
    width: HALF,
    height: heightOf(alarms),
    alarms: alarms.map(({ alarm }) => alarm),
  });
}

function heightOf({ length }: readonly RaisedAlarm[]): number {
  return Math.min(FULL, HEIGHT + Math.ceil(length / 2));
}

/** One line for each id: alarms of one id have one runbook. */
function runbooksOf(alarms: readonly RaisedAlarm[]): string {
  const lines = new Map(
    alarms.map(({ row: { id, says }, severity, runbook }) => [
      `${id}${says}`,
      `| [${id}](${runbook}) | ${severity} | ${says} |`,
    ]),
  );
  return ['| alarm and its runbook | | says |', '|---|---|---|', ...lines.values()].join('\n');
}

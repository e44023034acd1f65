import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Lazy } from 'aws-cdk-lib/core';
import type { RaisedAlarm } from '../alarm-book';
import { FULL, HALF, HEIGHT } from './sizes';

/** The states of all alarms, and beside them what each means and where its runbook is. */
export function alarmWidgets(alarms: () => readonly RaisedAlarm[]): cloudwatch.IWidget[] {
  if (alarms().length === 0) {
    return [];
  }
  const height = Math.min(FULL, HEIGHT + Math.ceil(alarms().length / 2));
  return [
    new AlarmStates(alarms, height),
    new cloudwatch.TextWidget({
      width: HALF,
      height,
      markdown: Lazy.string({ produce: () => runbooksOf(alarms()) }),
    }),
  ];
}

/** Shows alarms that are made after it, too. */
class AlarmStates extends cloudwatch.ConcreteWidget {
  constructor(
    private readonly alarms: () => readonly RaisedAlarm[],
    height: number,
  ) {
    super(HALF, height);
  }

  public toJson(): unknown[] {
    const widget = new cloudwatch.AlarmStatusWidget({
      title: 'Alarms',
      width: this.width,
      height: this.height,
      alarms: this.alarms().map(({ alarm }) => alarm),
    });
    widget.position(this.x ?? 0, this.y ?? 0);
    return widget.toJson();
  }
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

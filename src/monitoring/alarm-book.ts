import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { type S3FilesAlarmOptions, S3FilesAlarmSeverity } from './alarm-options';
import type { AlarmRow } from './alarm-row';
import { optionOf } from './alarm-validation';
import type { S3FilesMonitoringAlarms } from './monitoring-alarms';
import { nameOf } from './watched';

/** An alarm, and where it comes from. */
export interface RaisedAlarm {
  readonly alarm: Alarm;
  readonly row: AlarmRow<never>;
  readonly severity: S3FilesAlarmSeverity;
  /** The name of what it is about, unique among the alarms of one id. */
  readonly about: string;
  /** The address of its runbook. */
  readonly runbook: string;
}

export interface AlarmBookSettings {
  readonly options: S3FilesMonitoringAlarms;
  readonly actions: Readonly<Record<S3FilesAlarmSeverity, cloudwatch.IAlarmAction | undefined>>;
  /** The beginning of their names. */
  readonly name?: string;
  /** The address of the folder of runbooks. */
  readonly runbooks: string;
}

/** CloudWatch takes no longer name of an alarm. */
const LONGEST_NAME = 255;

/** Makes alarms from lines of the table, and keeps them in their order. */
export class AlarmBook {
  private readonly all: RaisedAlarm[] = [];
  private readonly unpublished = new Set<AlarmRow<never>['id']>();

  constructor(
    private readonly scope: Construct,
    private readonly settings: AlarmBookSettings,
  ) {}

  /**
   * @param construct what the alarms are about
   * @param subject the same, as the rows take it
   * @param part a name of a part of the construct, where it has several
   */
  public add<Subject>(
    rows: readonly AlarmRow<Subject>[],
    construct: IConstruct,
    subject: Subject,
    part?: string,
  ): Alarm[] {
    const name = nameOf(construct, this.scope);
    const scope = (this.scope.node.tryFindChild(name) as Construct | undefined) ?? new Construct(this.scope, name);
    const about = part === undefined ? name : `${name}-${part}`;
    return rows.flatMap((row) => {
      const options = optionOf(this.settings.options, row.id);
      const condition = row.when(subject, options.threshold ?? row.threshold);
      if (options.enabled === false) {
        return [];
      }
      if (condition === undefined) {
        this.unpublished.add(row.id);
        return [];
      }
      const severity = options.severity ?? row.severity;
      const runbook = `${this.settings.runbooks}${row.page}#${anchorOf(row.id)}`;
      const alarm = new Alarm(scope, part === undefined ? row.id : `${row.id}-${part}`, {
        ...condition,
        alarmName: this.nameOf(row, about),
        alarmDescription: `${severity === S3FilesAlarmSeverity.PAGE ? 'Page' : 'Ticket'}. ${row.says}. ${runbook}`,
        comparisonOperator: condition.comparison,
        ...windowOf(row, options),
        treatMissingData: row.missing,
      });
      const action = this.settings.actions[severity];
      if (action) {
        alarm.addAlarmAction(action);
      }
      this.all.push({ alarm, row, severity, about, runbook });
      return [alarm];
    });
  }

  public get raised(): readonly RaisedAlarm[] {
    return this.all;
  }

  /** By id, and by id and subject where several alarms have one id. */
  public get byName(): Record<string, Alarm> {
    return Object.fromEntries(
      this.all.map(({ alarm, row, about }) => [
        this.all.filter((other) => other.row.id === row.id).length === 1 ? row.id : `${row.id}-${about}`,
        alarm,
      ]),
    );
  }

  /** @throws Error if an alarm was asked for in so many words, and nothing that is watched publishes its metric */
  public assertAsked(): void {
    for (const id of this.unpublished) {
      const isAsked = Object.keys(optionOf(this.settings.options, id)).length > 0;
      if (isAsked && !this.all.some(({ row }) => row.id === id)) {
        throw constructError(
          this.scope,
          `there would be no alarm '${id}', since no ingest here publishes its metric: leave it out of 'alarms', or change 'metricsConfig' or 'pollerMode' of an ingest`,
        );
      }
    }
  }

  private nameOf({ id }: { readonly id: string }, about: string): string | undefined {
    const { name } = this.settings;
    const alarmName = name && `${name}-${id}-${about}`;
    if (alarmName && alarmName.length > LONGEST_NAME) {
      throw constructError(
        this.scope,
        `the alarm '${alarmName}' would have a name of ${alarmName.length} characters, and Amazon CloudWatch takes ${LONGEST_NAME}: give a shorter 'name', or leave it out`,
      );
    }
    return alarmName;
  }
}

/** `LagGrowing` is `lag-growing`. */
function anchorOf(id: string): string {
  return id.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase();
}

function windowOf(
  { window: [datapoints, periods] }: { readonly window: readonly [number, number] },
  { evaluationPeriods, datapointsToAlarm }: S3FilesAlarmOptions,
): Pick<cloudwatch.AlarmProps, 'evaluationPeriods' | 'datapointsToAlarm'> {
  return {
    evaluationPeriods: evaluationPeriods ?? periods,
    datapointsToAlarm: datapointsToAlarm ?? evaluationPeriods ?? datapoints,
  };
}

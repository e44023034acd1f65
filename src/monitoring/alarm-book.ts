import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { type S3FilesAlarmOptions, S3FilesAlarmSeverity } from './alarm-options';
import type { AlarmRow } from './alarm-row';
import { optionOf } from './alarm-validation';
import type { S3FilesMonitoringAlarms } from './monitoring-alarms';
import { UniqueNames } from './unique-names';
import { nameOf } from './watched';

/** An alarm, and where it comes from. */
export interface RaisedAlarm {
  readonly alarm: Alarm;
  readonly row: AlarmRow<never>;
  readonly severity: S3FilesAlarmSeverity;
  /** The alarm's id and the name of the construct that it is about. It is unique among all alarms. */
  readonly name: string;
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

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const LONGEST_NAME = 255;
const LONGEST_DESCRIPTION = 1024;

/** Makes alarms from lines of the table, and keeps them in their order. */
export class AlarmBook {
  private readonly all: RaisedAlarm[] = [];
  private readonly unpublished = new Set<AlarmRow<never>['id']>();

  /**
   * The construct that all alarms are children of. They have one of their own, since an alarm's id may be taken
   * elsewhere.
   */
  private readonly place: Construct;
  private readonly names = new UniqueNames();
  private readonly alarmNames = new UniqueNames();

  constructor(
    private readonly scope: Construct,
    private readonly settings: AlarmBookSettings,
  ) {
    this.place = new Construct(scope, 'Alarms');
  }

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
    const id = this.names.give(name, construct);
    const scope = (this.place.node.tryFindChild(id) as Construct | undefined) ?? new Construct(this.place, id);
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
      const ownName = this.alarmNames.give(`${row.id}-${about}`, construct);
      const alarm = new Alarm(scope, part === undefined ? row.id : `${row.id}-${part}`, {
        ...condition,
        alarmName: this.nameOf(ownName),
        alarmDescription: this.descriptionOf(row, severity, runbook),
        comparisonOperator: condition.comparison,
        ...windowOf(row, options),
        treatMissingData: row.missing,
      });
      const action = this.settings.actions[severity];
      if (action) {
        alarm.addAlarmAction(action);
      }
      this.all.push({ alarm, row, severity, name: ownName, runbook });
      return [alarm];
    });
  }

  public get raised(): readonly RaisedAlarm[] {
    return this.all;
  }

  /** The alarms by their ids or, if several alarms have one id, by their ids and subjects. */
  public get byName(): Record<string, Alarm> {
    return Object.fromEntries(
      this.all.map(({ alarm, row, name }) => [
        this.all.filter((other) => other.row.id === row.id).length === 1 ? row.id : name,
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

  private descriptionOf({ id, says }: AlarmRow<never>, severity: S3FilesAlarmSeverity, runbook: string): string {
    const description = `${severity === S3FilesAlarmSeverity.PAGE ? 'Page' : 'Ticket'}. ${says}. ${runbook}`;
    if (description.length > LONGEST_DESCRIPTION && !Token.isUnresolved(description)) {
      throw constructError(
        this.scope,
        `the description of alarm '${id}' would have ${description.length} characters with its runbook, and Amazon CloudWatch takes ${LONGEST_DESCRIPTION}: give a shorter URL as 'runbooks'`,
      );
    }
    return description;
  }

  private nameOf(ownName: string): string | undefined {
    const { name } = this.settings;
    const alarmName = name && `${name}-${ownName}`;
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

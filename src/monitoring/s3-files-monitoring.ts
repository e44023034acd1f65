import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { AlarmBook } from './alarm-book';
import { S3FilesAlarmSeverity } from './alarm-options';
import {
  DRILL_ALARMS,
  FILE_SYSTEM_ALARMS,
  INGEST_ALARMS,
  REPLAYER_ALARMS,
  SCHEDULE_ALARMS,
  TOPIC_ALARMS,
} from './alarm-table';
import { letAlarmsPublish } from './alarm-topic';
import { DailyCosts } from './daily-costs';
import { validateMonitoring } from './monitoring-validation';
import { warnOfNobodyTold } from './nobody-told-warning';
import { OverallAlarm } from './overall-alarm';
import { DEFAULT_PRICES, type S3FilesPrices } from './prices';
import type { S3FilesMonitoringProps } from './s3-files-monitoring-props';
import { nameOf, topicsOf, type Watched } from './watched';
import { alarmWidgets } from './widgets/alarm-widgets';
import { costWidgets } from './widgets/cost-widgets';
import { drillWidgets } from './widgets/drill-widgets';
import { exportWidgets } from './widgets/export-widgets';
import { failureWidgets } from './widgets/failure-widgets';
import { functionWidgets } from './widgets/function-widgets';
import { importWidgets } from './widgets/import-widgets';
import { lagWidgets } from './widgets/lag-widgets';
import { LateWidgets } from './widgets/late-widgets';
import { latencyWidgets } from './widgets/latency-widgets';
import { recordWidgets } from './widgets/record-widgets';
import { replayWidgets } from './widgets/replay-widgets';
import { scheduleWidgets } from './widgets/schedule-widgets';

const RUNBOOKS = 'https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/how-to/troubleshoot/';

/**
 * A dashboard and alarms over a file system, ingests and replayers.
 *
 * Each alarm says in its description how soon somebody has to look, what is the matter, and where its runbook is. Schedules
 * that a replayer gets later are watched, too.
 *
 * @example
 * new S3FilesMonitoring(this, 'Monitoring', { fileSystem, ingests: [ingest], replayers: [replayer], alarmTopic });
 */
export class S3FilesMonitoring extends Construct {
  /**
   * The dashboard, unless `createDashboard` is false.
   */
  public readonly dashboard?: cloudwatch.Dashboard;

  private readonly watched: Watched;
  private readonly prices: Required<S3FilesPrices>;
  private readonly book: AlarmBook;
  private readonly name?: string;
  private overall?: OverallAlarm;

  /**
   * Makes the alarms and the dashboard.
   *
   * @param scope the construct that the monitoring belongs to, in the Region of what it watches
   * @param id the id of the monitoring within `scope`
   * @param props what to watch, and whom to tell
   * @throws if there is nothing to watch, if something is of another Region, or if a property cannot be
   */
  constructor(scope: Construct, id: string, props: S3FilesMonitoringProps) {
    super(scope, id);
    validateMonitoring(this, props);
    const { fileSystem, ingests = [], replayers = [], alarmTopic } = props;
    this.watched = { fileSystem, ingests, replayers };
    this.prices = { ...DEFAULT_PRICES, ...props.prices };
    this.name = props.name;
    if (alarmTopic) {
      letAlarmsPublish(this, alarmTopic);
    }
    const tellTopic = alarmTopic && new SnsAction(alarmTopic);
    this.book = new AlarmBook(this, {
      options: props.alarms ?? {},
      actions: {
        [S3FilesAlarmSeverity.PAGE]: props.pageAction ?? tellTopic,
        [S3FilesAlarmSeverity.TICKET]: props.ticketAction ?? tellTopic,
      },
      name: props.name,
      runbooks: props.runbooks ?? RUNBOOKS,
    });
    this.addAlarms();
    this.book.assertAsked();
    warnOfNobodyTold(
      this,
      () => this.book.raised,
      () => this.overall?.alarm,
    );
    if (props.createDashboard ?? true) {
      this.dashboard = new cloudwatch.Dashboard(this, 'Dashboard', { dashboardName: props.name });
      for (const row of this.rows()) {
        this.dashboard.addWidgets(...row);
      }
    }
  }

  /**
   * The alarms by name.
   *
   * The name of an alarm is its id, such as `LagGrowing`. Where there are several of one id it has the path of what it is
   * about, too, and its topic: `LagGrowing-Ingest-orders`.
   */
  public get alarms(): { [name: string]: cloudwatch.Alarm } {
    return this.book.byName;
  }

  /**
   * An alarm that is raised as long as any other is. It has no action.
   *
   * @throws if all alarms are switched off
   */
  public get compositeAlarm(): cloudwatch.CompositeAlarm {
    if (!this.overall) {
      throw constructError(
        this,
        "there is no 'compositeAlarm', since all alarms of what is watched are switched off: leave one on in 'alarms'",
      );
    }
    return this.overall.alarm;
  }

  /**
   * The states of all alarms, and their runbooks. Alarms that schedules bring later are among them.
   *
   * @returns a new widget, for a row of its own on a dashboard of your own: its height is known when the template is written
   */
  public alarmWidgets(): cloudwatch.IWidget[] {
    return [new LateWidgets(() => alarmWidgets(this.book.raised))];
  }

  /**
   * The lag and the pollers of each topic.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public lagWidgets(): cloudwatch.IWidget[] {
    return this.watched.ingests.flatMap((ingest) => lagWidgets(ingest, this.nameOf(ingest)));
  }

  /**
   * Records in, written, failed, set aside and dropped.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public recordWidgets(): cloudwatch.IWidget[] {
    return this.watched.ingests.flatMap((ingest) => recordWidgets(ingest, this.nameOf(ingest)));
  }

  /**
   * The time that writing a file takes, p50 and p99, by size class.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public latencyWidgets(): cloudwatch.IWidget[] {
    return this.watched.ingests.flatMap((ingest) => latencyWidgets(ingest, this.nameOf(ingest)));
  }

  /**
   * The functions: duration beside the timeout, errors, throttles, concurrency.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public functionWidgets(): cloudwatch.IWidget[] {
    return [...this.watched.ingests, ...this.watched.replayers].flatMap((construct) =>
      functionWidgets(construct.function, this.nameOf(construct)),
    );
  }

  /**
   * Exports from the mount to the bucket: those that wait, their age, those that failed.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public exportWidgets(): cloudwatch.IWidget[] {
    const { fileSystem } = this.watched;
    return fileSystem ? exportWidgets(fileSystem, this.nameOf(fileSystem)) : [];
  }

  /**
   * Imports that failed, and files in lost and found.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public importWidgets(): cloudwatch.IWidget[] {
    const { fileSystem } = this.watched;
    return fileSystem ? importWidgets(fileSystem, this.nameOf(fileSystem)) : [];
  }

  /**
   * Replays, and the records that they published.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public replayWidgets(): cloudwatch.IWidget[] {
    return this.watched.replayers.flatMap((replayer) => replayWidgets(replayer, this.nameOf(replayer)));
  }

  /**
   * Restores that were practised: what came of the drills of three months, and how long ago one has succeeded. Drills that are made
   * later are among them.
   *
   * @returns a new widget, for a row of its own on a dashboard of your own: its height is known when the template is written
   */
  public drillWidgets(): cloudwatch.IWidget[] {
    const { replayers } = this.watched;
    return replayers.length === 0
      ? []
      : [new LateWidgets(() => replayers.flatMap((replayer) => drillWidgets(replayer, this.nameOf(replayer))))];
  }

  /**
   * The schedules of the replayers: attempts, errors, dead letters. Schedules that are made later are among them.
   *
   * @returns a new widget, for a row of its own on a dashboard of your own: its height is known when the template is written
   */
  public scheduleWidgets(): cloudwatch.IWidget[] {
    const { replayers } = this.watched;
    return replayers.length === 0
      ? []
      : [new LateWidgets(() => replayers.flatMap((replayer) => scheduleWidgets(replayer, this.nameOf(replayer))))];
  }

  /**
   * The costs of a day in US dollars, by the prices that were given.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public costWidgets(): cloudwatch.IWidget[] {
    return costWidgets(new DailyCosts(this.watched, this.prices, this), this.prices.asOf);
  }

  /**
   * The last failures in the logs of the functions.
   *
   * @returns new widgets, for a dashboard of your own
   */
  public failureWidgets(): cloudwatch.IWidget[] {
    const { ingests, replayers } = this.watched;
    return failureWidgets([...ingests, ...replayers].map(({ logGroup }) => logGroup));
  }

  /** The rows of the dashboard, from those that are looked at first to those that are looked at last. */
  private rows(): cloudwatch.IWidget[][] {
    return [
      this.alarmWidgets(),
      this.lagWidgets(),
      this.recordWidgets(),
      this.latencyWidgets(),
      this.functionWidgets(),
      this.exportWidgets(),
      this.importWidgets(),
      this.replayWidgets(),
      this.drillWidgets(),
      this.scheduleWidgets(),
      this.costWidgets(),
      this.failureWidgets(),
    ].filter((row) => row.length > 0);
  }

  private addAlarms(): void {
    const { fileSystem, ingests, replayers } = this.watched;
    for (const ingest of ingests) {
      for (const topic of topicsOf(ingest)) {
        this.keep(this.book.add(TOPIC_ALARMS, ingest, topic, topic.id));
      }
      this.keep(this.book.add(INGEST_ALARMS, ingest, ingest));
    }
    if (fileSystem) {
      this.keep(this.book.add(FILE_SYSTEM_ALARMS, fileSystem, fileSystem));
    }
    for (const replayer of replayers) {
      this.keep(this.book.add(REPLAYER_ALARMS, replayer, replayer));
      replayer._onceDrilled(() => {
        this.keep(this.book.add(DRILL_ALARMS, replayer, replayer));
      });
      replayer._forEachSchedule((schedule) => {
        this.keep(this.book.add(SCHEDULE_ALARMS, schedule, schedule));
      });
    }
  }

  private keep(alarms: readonly cloudwatch.Alarm[]): void {
    if (alarms.length > 0) {
      this.overall ??= new OverallAlarm(this, 'Overall', this.name);
      this.overall.add(alarms);
    }
  }

  private nameOf(construct: Construct): string {
    return nameOf(construct, this);
  }
}

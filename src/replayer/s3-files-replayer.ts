import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { isForeign } from '../contract/source-format';
import { VARIABLES } from '../contract/variables';
import { warnOfAccess } from '../file-system/access-point-access-warning';
import { rootKey } from '../file-system/root-key';
import { HandlerMetrics } from '../functions/handler-metrics';
import { LogQueries } from '../functions/log-queries';
import { MountedFunction } from '../functions/mounted-function';
import { validateSizeClasses } from '../ingest/size-class';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import { DirectS3Read } from '../interfaces/direct-s3-read';
import { MountAccess } from '../interfaces/mount-access';
import type { KafkaCluster } from '../kafka/cluster';
import type { RestoreOptions } from '../kafka/restore-options';
import { validateTargetTopic } from '../kafka/topic';
import type { DrillScheduleOptions } from './drill-schedule-options';
import { validateDrill, warnOfNoSnapshot } from './drill-schedule-validation';
import { warnOfEventTime } from './event-time-warning';
import { renderReplayedSizeClasses, replayedSizeClasses } from './inherited-size-classes';
import { LateList } from './late-list';
import { type Replayed, warnOfLoop } from './loop-warning';
import { MeasuredReplayer } from './measured-replayer';
import { checkReplayerProperties, checkRestoreOptions } from './property-shapes';
import { warnOfRawFiles } from './raw-files-warning';
import { ReplaySchedule } from './replay-schedule';
import type { IReplaySchedule } from './replay-schedule-interface';
import type { ReplayScheduleOptions } from './replay-schedule-options';
import { validateSchedule } from './replay-schedule-validation';
import { problemOfTemplate, targetTopicsOf, topicMappingOf } from './replay-target-validation';
import { ReplayWorkflow } from './replay-workflow';
import { ReplayerDrills } from './replayer-drills';
import type { S3FilesReplayerProps } from './s3-files-replayer-props';
import { warnOfSnapshotGap } from './snapshot-gap-warning';
import { SnapshotSchedule } from './snapshot-schedule';
import type { SnapshotScheduleOptions } from './snapshot-schedule-options';
import { validateSnapshotSchedule } from './snapshot-schedule-validation';
import { SourceFormat } from './source-format';
import { tokenIssuersOf, warnOfNoWayOut } from './way-out-warning';

/**
 * Publishes the files that were ingested to a Kafka topic again: each partition in the order of its offsets.
 *
 * Its function is invoked with a payload such as `{"source_prefix": "small/2026/04/13/", "dry_run": true}`. It can read
 * the mount and not write it. Its workflow takes the same payload for replays of any size.
 *
 * @example
 * const replayer = new S3FilesReplayer(this, 'Replayer', { accessPoint, vpc, cluster, topic: 'events-replay' });
 */
export class S3FilesReplayer extends MeasuredReplayer {
  /**
   * The function that reads the files and publishes them.
   */
  public readonly function: lambda.Function;

  /**
   * The function's role.
   */
  public readonly role: iam.IRole;

  /**
   * The log group of the function.
   */
  public readonly logGroup: logs.ILogGroup;

  /**
   * The access point that the files are read by.
   */
  public readonly accessPoint: IS3FilesAccessPoint;

  /**
   * The state machine that runs a replay of any size.
   *
   * It finds out which partitions there are, replays several of them at a time, invocation after invocation, and sums up.
   * Its input is a payload of the function; it takes `ordered` and `resume` as well.
   */
  public readonly workflow: sfn.StateMachine;

  /**
   * The bucket in which the workflow keeps the plans and the results of its runs.
   */
  public readonly workflowBucket: s3.IBucket;

  /**
   * The files that are replayed where an invocation names no others.
   */
  public readonly sourceFormat: SourceFormat;

  private readonly cluster: KafkaCluster;
  private readonly topic: string;
  private readonly replayWorkflow: ReplayWorkflow;
  private readonly ownSchedules = new LateList<IReplaySchedule>();
  private readonly drills: ReplayerDrills;
  private takesSnapshots = false;

  /** @internal */
  protected readonly _handlerMetrics: HandlerMetrics;

  /**
   * Defines the function, the workflow and its bucket.
   *
   * @param scope the construct to define them in
   * @param id the replayer's id below it
   * @param props the access point and the VPC to read by, the cluster and the topic to publish to, and options
   * @throws if a property is missing, of another type or cannot be
   */
  constructor(scope: Construct, id: string, props: S3FilesReplayerProps) {
    super(scope, id);
    checkReplayerProperties(this, props);
    validateTargetTopic(this, props.topic);
    const problem = problemOfTemplate(props.topic, props.sourceFormat ?? SourceFormat.S3_FILES);
    if (problem !== undefined) {
      throw constructError(this, problem);
    }
    if (props.sizeClasses) {
      validateSizeClasses(this, props.sizeClasses);
    }
    this.accessPoint = props.accessPoint;
    warnOfAccess(this, props.accessPoint, MountAccess.READ);

    const functionProps = { ...props, directS3Read: props.directS3Read ?? defaultDirectRead(props.accessPoint) };
    const mounted = new MountedFunction(this, 'Handler', functionProps, {
      handler: 'replayer',
      description: 'Publishes files of Amazon S3 Files to a Kafka topic, in order',
      accessPoint: props.accessPoint,
      access: MountAccess.READ,
      timeout: Duration.minutes(15),
      environment: {
        [VARIABLES.sizeClasses]: renderReplayedSizeClasses(this, props.accessPoint, props.sizeClasses),
        [VARIABLES.targetTopic]: props.topic,
        [VARIABLES.rootKey]: rootKey(props.accessPoint),
        ...(isOther(props.sourceFormat) && {
          [VARIABLES.sourceFormat]: Stack.of(this).toJsonString(props.sourceFormat._render()),
        }),
      },
    });
    this.function = mounted.function;
    this.role = mounted.role;
    this.logGroup = mounted.logGroup;
    this._handlerMetrics = new HandlerMetrics(this, {
      function: this.function,
      classes: () => replayedSizeClasses(props.accessPoint, props.sizeClasses).map(({ name }) => name),
      namespace: props.metricsNamespace,
    });
    const producer = props.cluster._bindProducer(this.function, { topic: props.topic, vpc: props.vpc });
    for (const [name, value] of Object.entries(producer)) {
      this.function.addEnvironment(name, value);
    }
    this.replayWorkflow = new ReplayWorkflow(this, 'Workflow', {
      ...props.workflow,
      function: this.function,
      accessPoint: props.accessPoint,
      reservedConcurrentExecutions: props.reservedConcurrentExecutions,
      tracing: props.tracing === lambda.Tracing.ACTIVE,
    });
    this.workflow = this.replayWorkflow.stateMachine;
    this.workflowBucket = this.replayWorkflow.bucket;
    this.function.addEnvironment(VARIABLES.workflowBucket, this.workflowBucket.bucketName);
    this.cluster = props.cluster;
    this.drills = new ReplayerDrills(this, {
      function: this.function,
      cluster: props.cluster,
      workflow: this.replayWorkflow,
    });
    this.topic = props.topic;
    this.sourceFormat = props.sourceFormat ?? SourceFormat.S3_FILES;
    this.warnOfLoop({ topics: [props.topic], publisher: `replayer '${this.node.path}'`, property: "a 'topic'" });
    const readsSecrets = VARIABLES.credentialsSecretArn in producer || VARIABLES.rootCaSecretArn in producer;
    warnOfNoWayOut(this, props, [
      ...(readsSecrets ? [{ name: 'AWS Secrets Manager', service: 'secretsmanager' }] : []),
      ...tokenIssuersOf(producer[VARIABLES.authentication]),
      ...(props.cluster.vpc ? [] : [{ name: 'the brokers', service: undefined }]),
      { name: 'Amazon S3 (for files that are not in fast storage, and for its workflow)', service: 's3' },
    ]);
  }

  /**
   * Starts the workflow by the clock.
   *
   * Unless `dryRun` is given it publishes. Runs do not wait for each other: choose times that are further apart than a
   * run takes.
   *
   * @param id the schedule's id below this construct
   * @param options the times, and the records to replay
   * @returns the schedule, with its group, its dead-letter queue and its metrics
   * @throws if an option is of another type or cannot be, if two options contradict each other, or if an unordered replay
   *   needs a bucket that is not known
   *
   * @example
   * replayer.schedule('Nightly', {
   *   schedule: ScheduleExpression.cron({ minute: '0', hour: '0', timeZone: TimeZone.ETC_UTC }),
   *   lookback: Duration.days(1),
   *   timeDirectories: true,
   * });
   */
  public schedule(id: string, options: ReplayScheduleOptions): IReplaySchedule {
    validateSchedule(this, id, options, {
      accessPoint: this.accessPoint,
      sourceFormat: this.sourceFormat,
      topic: this.topic,
    });
    const schedule = new ReplaySchedule(this, id, this.workflow, options);
    this.ownSchedules.add(schedule);
    schedule.schedule.node.addDependency(this.replayWorkflow.children); // or one that is started at once may not have it yet
    const topics = options.dryRun ? [] : targetTopicsOf(options);
    for (const topic of new Set(topics)) {
      this.cluster.grantProduce(this.function, topic);
    }
    for (const topic of options.verify ? new Set([options.targetTopic ?? this.topic, ...topics]) : []) {
      this.cluster._grantReadBack(this.function, topic);
    }
    options.suppress?.grantRead(this.function);
    if (options.createTopic && !options.dryRun) {
      for (const topic of new Set([options.targetTopic ?? this.topic, ...topics])) {
        this.cluster._grantCreateTopic(this.function, topic);
      }
    }
    if (!isForeign((options.sourceFormat ?? this.sourceFormat)._render())) {
      warnOfRawFiles(this, id, options, this.accessPoint);
      warnOfEventTime(this, id, options, this.accessPoint);
    }
    this.warnOfLoop({
      topics: topics.filter((topic) => topic !== this.topic),
      mapped: Object.keys(topicMappingOf(options)),
      publisher: `schedule '${id}'`,
      property: "a 'targetTopic' or 'topicMapping'",
    });
    return schedule;
  }

  /**
   * Takes snapshots of the cluster by the clock: which topics it has, with their partitions, settings and ids, and what consumer
   * groups have committed. A restore makes topics and sets groups by them.
   *
   * They lie in the bucket of the workflow, below `snapshots/`. The function needs the rights to describe the topics and the
   * groups; with AWS IAM they are granted here.
   *
   * @param id the schedule's id below this construct
   * @param options the times, and the groups and topics that are written down
   * @returns the schedule, with its group, its dead-letter queue and its metrics
   * @throws if an option is of another type or cannot be
   *
   * @example
   * replayer.snapshot('Hourly', {
   *   schedule: ScheduleExpression.rate(Duration.hours(1)),
   *   groups: ['orders-*', 'billing'],
   *   retention: Duration.days(90),
   * });
   */
  public snapshot(id: string, options: SnapshotScheduleOptions): IReplaySchedule {
    validateSnapshotSchedule(this, id, options);
    const { groups, topics, retention, enabled = true } = options;
    this.takesSnapshots ||= enabled;
    const schedule = new SnapshotSchedule(this, id, this.function, options);
    this.ownSchedules.add(schedule);
    const { snapshotRetention } = this.replayWorkflow;
    snapshotRetention.ask(id, retention);
    warnOfSnapshotGap(this, id, options, () => snapshotRetention.knownDays);
    this.cluster._grantSnapshot(this.function, { groups: knownOrAll(groups), topics: knownOrAll(topics) });
    return schedule;
  }

  /**
   * Practises a restore by the clock: restores a window of records into topics that it makes, compares every record with the files,
   * deletes the topics, and leaves evidence in the bucket of the workflow, as `runs/<execution>/drill.json`.
   *
   * The execution fails if anything differs. `metricSecondsSinceDrill` tells how long ago drills have succeeded, by a second schedule
   * which looks once an hour for all drills, and `S3FilesMonitoring` has an alarm. The rights that a drill needs on the topics of
   * `into`, deleting them among these, are granted here with AWS IAM; with any other authentication the brokers decide.
   *
   * @param id the schedule's id below this construct, and the name by which its successes are kept in the bucket
   * @param options the times, the window, and the topics to restore into
   * @returns the schedule, with its group, its dead-letter queue and its metrics
   * @throws if an option is of another type or cannot be
   *
   * @example
   * replayer.snapshot('Hourly', { schedule: ScheduleExpression.rate(Duration.hours(1)), groups: ['orders-*'] });
   * replayer.drill('Monthly', {
   *   schedule: ScheduleExpression.cron({ day: '1', hour: '4', minute: '0', timeZone: TimeZone.ETC_UTC }),
   *   window: Duration.hours(1),
   *   into: 'drill.{topic}',
   * });
   */
  public drill(id: string, options: DrillScheduleOptions): IReplaySchedule {
    validateDrill(this, id, options);
    if (options.createTopic === undefined) {
      warnOfNoSnapshot(this, id, () => this.takesSnapshots);
    }
    const schedule = this.drills.add(id, options);
    this.ownSchedules.add(schedule);
    return schedule;
  }

  /**
   * Allows the function to restore topics and consumer groups: to make topics, to look at them, to write them and to read them
   * back, to commit offsets for groups, and to delete topics of a trial.
   *
   * This adds permissions with AWS IAM on Amazon MSK only. With any other authentication the brokers decide by the credentials,
   * and nothing is added. A schedule grants what it needs itself; this is for replays and actions that are started by hand.
   *
   * @param options the topics and the groups, of which nothing else is allowed
   * @returns what was granted
   * @throws if an option is of another type, or holds what cannot be a topic or a group
   *
   * @example
   * replayer.allowRestore({ topics: ['restored.{topic}'], groups: ['orders-*'] });
   */
  public allowRestore(options: RestoreOptions): iam.Grant {
    checkRestoreOptions(this, options);
    return this.cluster._grantRestore(this.function, options);
  }

  /**
   * Saves queries of CloudWatch Logs Insights over this replayer's log: failures by partition, the slowest files, and the
   * history of one record, in which the record's own topic, partition and offset are put in by hand.
   *
   * They cost nothing until they are run. They are not saved unasked, since whoever looks into the account's logs sees
   * them, an account has room for 1,000 in a Region, and a deployment needs the permission to make them.
   *
   * @returns the queries, the same ones at a second call
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatchlogs_limits_cwl.html
   */
  public saveLogQueries(): logs.QueryDefinition[] {
    return [...LogQueries.of(this, this.logGroup).queries];
  }

  /**
   * Does something with each schedule: those that there are, and those that are made later.
   *
   * @internal
   */
  public _forEachSchedule(watch: (schedule: IReplaySchedule) => void): void {
    this.ownSchedules.forEach(watch);
  }

  /**
   * Does something once this replayer has a drill that is switched on, at once or later.
   *
   * @internal
   */
  public _onceDrilled(watch: () => void): void {
    this.drills.onceWatched(watch);
  }

  /**
   * The schedule that looks once an hour how long ago the drills have succeeded; undefined as long as there is no drill that is
   * switched on.
   */
  public get drillWatchSchedule(): scheduler.Schedule | undefined {
    return this.drills.watchSchedule;
  }

  /**
   * The schedules of this replayer, in the order in which they were made.
   */
  public get schedules(): IReplaySchedule[] {
    return this.ownSchedules.all;
  }

  private warnOfLoop(published: Omit<Replayed, 'accessPoint' | 'cluster'>): void {
    warnOfLoop(this, { accessPoint: this.accessPoint, cluster: this.cluster, ...published });
  }
}

/**
 * A replay reads each file once. From the bucket that costs a GET; through the fast storage, a read and an import.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-metering.html
 */
function defaultDirectRead({ fileSystem }: IS3FilesAccessPoint): DirectS3Read | undefined {
  return fileSystem.sourceBucket ? DirectS3Read.ENABLED : undefined;
}

/** The names; all of them where none are given, or where they are known to the deployment only. */
function knownOrAll(names: string[] | undefined): string[] {
  return names === undefined || Token.isUnresolved(names) ? ['*'] : names;
}

/** The function takes the ingest's files where it is told nothing. */
function isOther(format: SourceFormat | undefined): format is SourceFormat {
  return format !== undefined && format._render() !== SourceFormat.S3_FILES._render();
}

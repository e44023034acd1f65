import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type * as scheduler from 'aws-cdk-lib/aws-scheduler';
import type * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Annotations, Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { VARIABLES } from '../contract/variables';
import type { IS3FilesAccessPoint } from '../file-system/access-point';
import { rootKey } from '../file-system/root-key';
import { DEFAULT_SIZE_CLASSES, renderSizeClasses, type SizeClass, validateSizeClasses } from '../ingest/size-class';
import type { KafkaCluster } from '../kafka/cluster';
import { validateTopic } from '../kafka/topic';
import { HandlerMetrics } from '../mounting/handler-metrics';
import { MountAccess } from '../mounting/mount-access';
import { MountedFunction, type MountedFunctionProps } from '../mounting/mounted-function';
import { scheduleReplay, topicsOf } from './replay-schedule';
import type { ReplayScheduleOptions } from './replay-schedule-options';
import { ReplayWorkflow } from './replay-workflow';
import type { ReplayWorkflowOptions } from './replay-workflow-options';

/**
 * Files back to Kafka.
 */
export interface S3FilesReplayerProps extends MountedFunctionProps {
  /**
   * The access point that the files were written by, or another one with the same root directory.
   */
  readonly accessPoint: IS3FilesAccessPoint;

  /**
   * The cluster to publish to.
   */
  readonly cluster: KafkaCluster;

  /**
   * The topic to publish to, where an invocation names no other. On Amazon MSK with AWS IAM the function may write this
   * one alone, and others that `cluster.grantProduce` names.
   */
  readonly topic: string;

  /**
   * The size classes that the files were written with. Read latencies are told by them.
   *
   * @default - `small` in `small/` and `large` in `large/`
   */
  readonly sizeClasses?: SizeClass[];

  /**
   * How the workflow runs, and where it keeps its runs.
   *
   * @default - 10 partitions at a time, and a bucket of its own
   */
  readonly workflow?: ReplayWorkflowOptions;
}

/**
 * Publishes the files that were ingested to a Kafka topic again: each partition in the order of its offsets.
 *
 * Its function is invoked with a payload such as `{"source_prefix": "small/2026/04/13/", "dry_run": true}`. It can read
 * the mount and not write it. Its workflow takes the same payload for replays of any size.
 *
 * @example
 * const replayer = new S3FilesReplayer(this, 'Replayer', { accessPoint, vpc, cluster, topic: 'events-replay' });
 */
export class S3FilesReplayer extends Construct {
  /**
   * The function that reads the files and publishes them.
   */
  public readonly function: lambda.Function;

  /**
   * The function's role.
   */
  public readonly role: iam.IRole;

  /**
   * Where the function logs.
   */
  public readonly logGroup: logs.ILogGroup;

  /**
   * The access point that the files are read by.
   */
  public readonly accessPoint: IS3FilesAccessPoint;

  /**
   * The state machine that runs a replay of any size.
   *
   * It finds out which partitions there are, has several of them replayed at a time, invocation after invocation, and sums
   * up. Its input is a payload of the function.
   */
  public readonly workflow: sfn.StateMachine;

  /**
   * Where the workflow keeps what it plans and what came out.
   */
  public readonly workflowBucket: s3.IBucket;

  private readonly cluster: KafkaCluster;
  private readonly replayWorkflow: ReplayWorkflow;
  private readonly metrics: HandlerMetrics;

  constructor(scope: Construct, id: string, props: S3FilesReplayerProps) {
    super(scope, id);
    const sizeClasses = props.sizeClasses ?? DEFAULT_SIZE_CLASSES;
    validateTopic(this, props.topic);
    validateSizeClasses(this, sizeClasses);
    this.accessPoint = props.accessPoint;

    const mounted = new MountedFunction(this, 'Handler', props, {
      handler: 'replayer',
      description: 'Publishes files of Amazon S3 Files to a Kafka topic, in order',
      accessPoint: props.accessPoint,
      access: MountAccess.READ,
      timeout: Duration.minutes(15),
      environment: {
        [VARIABLES.sizeClasses]: renderSizeClasses(Stack.of(this), sizeClasses),
        [VARIABLES.targetTopic]: props.topic,
        [VARIABLES.rootKey]: rootKey(props.accessPoint),
      },
    });
    this.function = mounted.function;
    this.role = mounted.role;
    this.logGroup = mounted.logGroup;
    this.metrics = new HandlerMetrics(props.metricsNamespace);
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
    this.warnOfIsolatedSubnets(
      props,
      VARIABLES.credentialsSecretArn in producer || VARIABLES.rootCaSecretArn in producer,
    );
  }

  /**
   * Starts the workflow by the clock.
   *
   * It publishes, unless it is told not to. Runs do not wait for each other: leave them the time that they take.
   *
   * @param id the schedule's id below this construct
   * @throws if a topic, the directory, the window of time or a limit cannot be
   *
   * @example
   * replayer.schedule('Nightly', {
   *   schedule: ScheduleExpression.cron({ minute: '0', hour: '0', timeZone: TimeZone.ETC_UTC }),
   *   lookback: Duration.days(1),
   *   timeDirectories: true,
   * });
   */
  public schedule(id: string, options: ReplayScheduleOptions): scheduler.Schedule {
    if (options.ordered === false && !this.accessPoint.fileSystem.sourceBucket) {
      throw new Error(
        `schedule '${id}' has 'ordered: false', which lists the bucket of access point '${this.accessPoint.node.path}', and that is not known: give 'bucket' where the access point is imported`,
      );
    }
    const schedule = scheduleReplay(this, id, this.workflow, options);
    schedule.node.addDependency(this.replayWorkflow.children); // or one that is started at once may not have it yet
    for (const topic of new Set(options.dryRun ? [] : topicsOf(options))) {
      this.cluster.grantProduce(this.function, topic);
    }
    return schedule;
  }

  /**
   * Files read, the sum over 5 minutes.
   *
   * @param sizeClass the name of a size class
   */
  public metricFilesRead(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.sum('FilesRead', sizeClass, options);
  }

  /**
   * Bytes read, the sum over 5 minutes.
   *
   * @param sizeClass the name of a size class
   */
  public metricBytesRead(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.sum('BytesRead', sizeClass, options);
  }

  /**
   * Records that the cluster acknowledged, the sum over 5 minutes.
   *
   * @param sizeClass the name of a size class
   */
  public metricRecordsPublished(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.sum('RecordsPublished', sizeClass, options);
  }

  /**
   * Records that could not be read or published, the sum over 5 minutes.
   *
   * @param sizeClass the name of a size class
   */
  public metricRecordsFailed(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.sum('RecordsFailed', sizeClass, options);
  }

  /**
   * Milliseconds to read one file, the average over 5 minutes. Any percentile can be asked for as the statistic, such as `p99`.
   *
   * @param sizeClass the name of a size class
   */
  public metricReadLatency(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.latency('ReadLatencyMs', sizeClass, options);
  }

  /** Only brokers inside the VPC are reached without a way out of it. */
  private warnOfIsolatedSubnets({ vpc, vpcSubnets, cluster }: S3FilesReplayerProps, secrets: boolean): void {
    const outside = [...(secrets ? ['AWS Secrets Manager'] : []), ...(cluster.vpc ? [] : ['the brokers'])];
    const isolated = new Set(vpc.isolatedSubnets.map((subnet) => subnet.subnetId));
    const isIsolated = vpc.selectSubnets(vpcSubnets).subnetIds.some((subnetId) => isolated.has(subnetId));
    if (isIsolated) {
      Annotations.of(this).addWarningV2(
        'cdk-s3files:replayerInIsolatedSubnets',
        `replayer '${this.node.path}' runs in isolated subnets, but must reach ${[...outside, ''].join(', ').replace(/, $/, ' and ')}Amazon S3 (for its workflow): choose 'vpcSubnets' with egress, or make sure of endpoints (one of type gateway for Amazon S3 costs nothing)`,
      );
    }
  }
}

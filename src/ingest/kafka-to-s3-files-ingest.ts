import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Stack, Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { IS3FilesAccessPoint } from '../file-system/access-point';
import { S3FilesFileSystem } from '../file-system/file-system';
import type { IS3FilesFileSystem } from '../file-system/file-system-base';
import type { KafkaCluster } from '../kafka/cluster';
import { validateTopic } from '../kafka/validation';
import { HandlerMetrics } from '../mounting/handler-metrics';
import { MountAccess } from '../mounting/mount-access';
import { MountedFunction, type MountedFunctionProps } from '../mounting/mounted-function';
import { addCacheRules, rootKey } from './cache-rules';
import { FileLayout } from './file-layout';
import { validateFileNames } from './file-names';
import type { KafkaEventSourceOptions } from './kafka-event-source-options';
import { RecordFormat } from './record-format';
import { DEFAULT_SIZE_CLASSES, renderSizeClasses, type SizeClass, validateSizeClasses } from './size-class';

/**
 * Kafka records as files.
 */
export interface KafkaToS3FilesIngestProps extends MountedFunctionProps, KafkaEventSourceOptions {
  /**
   * The cluster to read from.
   */
  readonly cluster: KafkaCluster;

  /**
   * The topic to read. Give this or `topics`.
   *
   * @default - `topics`
   */
  readonly topic?: string;

  /**
   * The topics to read: one event source mapping each, and one function for all. Give this or `topic`.
   *
   * @default - `topic`
   */
  readonly topics?: string[];

  /**
   * Where the files go.
   *
   * @default - an access point rooted at `/events`, on a new file system over a new bucket, with mount targets in the
   *   function's subnets; file system and bucket are kept when the stack goes
   */
  readonly accessPoint?: IS3FilesAccessPoint;

  /**
   * The classes of records by the size of their value, in ascending order.
   *
   * They say where a record is written, and whether its file is kept in the fast storage once it is read.
   *
   * @default - `small`, below 128 KiB, in `small/`; `large` in `large/`, kept in fast storage below 2 MiB
   */
  readonly sizeClasses?: SizeClass[];

  /**
   * Which records share a file.
   *
   * @default FileLayout.perRecord()
   */
  readonly layout?: FileLayout;

  /**
   * What of a record stands in its file.
   *
   * @default RecordFormat.value()
   */
  readonly format?: RecordFormat;
}

/**
 * Writes the records of Kafka topics as files to Amazon S3 Files, where they are objects of a bucket too a minute later.
 *
 * A record that is delivered again is written to the same file; a record that cannot be written is reported to Lambda,
 * and all others of its batch stand.
 *
 * @example
 * const ingest = new KafkaToS3FilesIngest(this, 'Ingest', { vpc, cluster, topic: 'events' });
 */
export class KafkaToS3FilesIngest extends Construct {
  /**
   * The function that writes the files.
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
   * The event source mappings, one for each topic, in the order of the topics.
   */
  public readonly eventSourceMappings: lambda.EventSourceMapping[];

  /**
   * The file system that the files are on.
   */
  public readonly fileSystem: IS3FilesFileSystem;

  /**
   * The access point that the files are written by.
   */
  public readonly accessPoint: IS3FilesAccessPoint;

  private readonly metrics: HandlerMetrics;

  constructor(scope: Construct, id: string, props: KafkaToS3FilesIngestProps) {
    super(scope, id);
    const topics = topicsOf(props);
    const sizeClasses = props.sizeClasses ?? DEFAULT_SIZE_CLASSES;
    const layout = props.layout ?? FileLayout.perRecord();
    const format = props.format ?? RecordFormat.value();
    validateSizeClasses(sizeClasses);

    this.accessPoint = props.accessPoint ?? this.createAccessPoint(props);
    this.fileSystem = this.accessPoint.fileSystem;
    const prefixes = sizeClasses.map(({ prefix }) => prefix);
    topics.forEach((topic) => {
      validateTopic(topic);
      validateFileNames(topic, format, rootKey(this.accessPoint), prefixes);
    });
    addCacheRules(this, this.accessPoint, sizeClasses, format);

    const mounted = new MountedFunction(this, 'Handler', props, {
      handler: 'ingest',
      description: `Writes records of ${topics.length === 1 ? 'a Kafka topic' : `${topics.length} Kafka topics`} as files to Amazon S3 Files`,
      accessPoint: this.accessPoint,
      access: MountAccess.READ_WRITE,
      timeout: Duration.minutes(5),
      environment: {
        SIZE_CLASSES: renderSizeClasses(Stack.of(this), sizeClasses),
        LAYOUT: layout.render(),
        RECORD_FORMAT: format.render(),
      },
    });
    this.function = mounted.function;
    this.role = mounted.role;
    this.logGroup = mounted.logGroup;
    this.metrics = new HandlerMetrics(props.metricsNamespace);
    this.eventSourceMappings = topics.map((topic, index) =>
      this.mapTopic(Token.isUnresolved(topic) ? `Topic${index}` : `Topic-${topic}`, topic, props),
    );
  }

  /**
   * Files written, the sum over 5 minutes.
   *
   * @param sizeClass the name of a size class
   */
  public metricFilesWritten(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.sum('FilesWritten', sizeClass, options);
  }

  /**
   * Bytes written, the sum over 5 minutes.
   *
   * @param sizeClass the name of a size class
   */
  public metricBytesWritten(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.sum('BytesWritten', sizeClass, options);
  }

  /**
   * Records that could not be written and were reported to Lambda, the sum over 5 minutes.
   *
   * @param sizeClass the name of a size class, or `unclassified` for records that could not be read from the event and those
   *   that the deadline came before
   */
  public metricRecordsFailed(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.sum('RecordsFailed', sizeClass, options);
  }

  /**
   * Milliseconds to write one file, the average over 5 minutes. Any percentile can be asked for as the statistic, such as `p99`.
   *
   * @param sizeClass the name of a size class
   */
  public metricWriteLatency(sizeClass: string, options?: cloudwatch.MetricOptions): cloudwatch.Metric {
    return this.metrics.latency('WriteLatencyMs', sizeClass, options);
  }

  private createAccessPoint(props: KafkaToS3FilesIngestProps): IS3FilesAccessPoint {
    const fileSystem = new S3FilesFileSystem(this, 'FileSystem', {
      vpcConfiguration: { vpc: props.vpc, vpcSubnets: props.vpcSubnets },
    });
    return fileSystem.addAccessPoint('Events', { path: '/events' });
  }

  private mapTopic(id: string, topic: string, props: KafkaToS3FilesIngestProps): lambda.EventSourceMapping {
    return new lambda.EventSourceMapping(this, id, {
      target: this.function,
      ...props.cluster.bindEventSource(this.function),
      kafkaTopic: topic,
      kafkaConsumerGroupId: props.consumerGroupId,
      startingPosition: props.startingPosition ?? lambda.StartingPosition.TRIM_HORIZON,
      startingPositionTimestamp: props.startingPositionTimestamp,
      batchSize: props.batchSize ?? 100,
      maxBatchingWindow: props.maxBatchingWindow,
      enabled: props.enabled,
      provisionedPollerConfig: props.provisionedPollerConfig ?? { minimumPollers: 1, maximumPollers: 5 },
      reportBatchItemFailures: true,
    });
  }
}

function topicsOf({ topic, topics, consumerGroupId }: KafkaToS3FilesIngestProps): string[] {
  if ((topic === undefined) === (topics === undefined)) {
    throw new Error(
      `${topic === undefined ? "neither 'topic' nor 'topics' was given" : "both 'topic' and 'topics' were given"}: give 'topic' for one, or 'topics' for several`,
    );
  }
  if (Token.isUnresolved(topics)) {
    throw new Error(
      "'topics' is a token, but each topic gets a mapping of its own: give an array, whose topics may be tokens",
    );
  }
  const all = topics ?? [topic ?? ''];
  if (all.length === 0) {
    throw new Error("'topics' is empty: give one topic at least");
  }
  if (all.length > 1 && consumerGroupId !== undefined) {
    throw new Error(
      `consumerGroupId '${consumerGroupId}' cannot serve ${all.length} topics, since each event source mapping needs a group of its own: leave it out, or make one ingest for each topic`,
    );
  }
  const twice = all.find((name, index) => all.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new Error(`topic '${twice}' is given twice: its records would be read twice, give it once`);
  }
  return all;
}

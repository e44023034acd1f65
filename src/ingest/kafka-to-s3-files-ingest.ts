import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { constructError } from '../construct-error';
import { EXPIRY_DAYS } from '../contract/ingest-defaults';
import { UNWRITABLE_DIRECTORY } from '../contract/unwritable-records';
import { VARIABLES } from '../contract/variables';
import { warnOfAccess } from '../file-system/access-point-access-warning';
import { S3FilesFileSystem } from '../file-system/file-system';
import { rootKey } from '../file-system/root-key';
import { HandlerMetrics } from '../functions/handler-metrics';
import { LogQueries } from '../functions/log-queries';
import { MountedFunction } from '../functions/mounted-function';
import type { IS3FilesAccessPoint } from '../interfaces/access-point';
import type { IS3FilesFileSystem } from '../interfaces/file-system';
import { MountAccess } from '../interfaces/mount-access';
import { addCacheRules } from './cache-rules';
import { validateOwnGroup } from './consumer-group';
import { validateEventSource, validateSourceTopic, validateTimeout } from './event-source-validation';
import { warnOfExports } from './export-rate-warning';
import { checkFileNames } from './file-name-limits';
import { type IngestOfApp, ingestsOf } from './ingests-of-app';
import { batchAnswerOf, batchesOf, mapTopic, pollersOf, warnOfEventSource } from './kafka-event-source';
import type { KafkaToS3FilesIngestProps } from './kafka-to-s3-files-ingest-props';
import { MappingMetrics, metricsOf } from './mapping-metrics';
import { MeasuredIngest } from './measured-ingest';
import { checkIngestProperties } from './property-shapes';
import { renderSizeClasses, validateSizeClasses } from './size-class';
import { warnOfSameTopic } from './topic-collision-warning';
import { mappingId, topicsOf } from './topics';
import { UnwritableRecords } from './unwritable-records';
import { formatSettings, validateWrittenFiles, writtenFiles } from './written-files';

/**
 * Writes the records of Kafka topics as files to Amazon S3 Files. About a minute later they are objects of a bucket, too.
 *
 * A record that is delivered again is written to the same file. A record that cannot be written now is reported to Lambda,
 * one that can never be written is set aside in `unwritable/`, and all other records of its batch are kept.
 *
 * @example
 * const ingest = new KafkaToS3FilesIngest(this, 'Ingest', { vpc, cluster, topic: 'events' });
 */
export class KafkaToS3FilesIngest extends MeasuredIngest {
  /**
   * The function that writes the files.
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

  /**
   * The topics, in the order of their event source mappings.
   */
  public readonly topics: string[];

  /** @internal */
  protected readonly _handlerMetrics: HandlerMetrics;

  /** @internal */
  protected readonly _mappingMetrics: MappingMetrics;

  /**
   * Makes the function and an event source mapping for each topic and, unless `accessPoint` is given, a bucket, a file
   * system and an access point.
   *
   * @param scope the construct that the ingest belongs to
   * @param id the id of the ingest within `scope`
   * @param props the cluster, the topics, and how their records are written
   * @throws if a property is missing, of another type, or contradicts another one
   */
  constructor(scope: Construct, id: string, props: KafkaToS3FilesIngestProps) {
    super(scope, id);
    checkIngestProperties(this, props);
    const topics = topicsOf(this, props);
    if (props.sizeClasses) {
      validateSizeClasses(this, props.sizeClasses);
    }
    const files = writtenFiles(props);
    validateWrittenFiles(this, files);
    validateEventSource(this, props.cluster, props);
    validateTimeout(this, props.timeout);

    validateFileSystemOptions(this, props);
    this.accessPoint = props.accessPoint ?? this.createAccessPoint(props);
    this.fileSystem = this.accessPoint.fileSystem;
    const prefixes = files.classes.map(({ prefix }) => prefix);
    topics.forEach((topic) => {
      validateSourceTopic(this, topic);
      checkFileNames(this, topic, files, rootKey(this.accessPoint));
    });
    const unwritableRecords = props.unwritableRecords ?? UnwritableRecords.SET_ASIDE;
    const aside = unwritableRecords === UnwritableRecords.SET_ASIDE ? [UNWRITABLE_DIRECTORY] : [];
    const ingest: IngestOfApp = {
      construct: this,
      accessPoint: this.accessPoint,
      cluster: props.cluster,
      topics,
      consumerGroupId: props.consumerGroupId,
      isFiltered: props.filters !== undefined,
      directories: [...prefixes, ...aside],
      files,
    };
    validateOwnGroup(ingest);
    ingestsOf(this).push(ingest);
    warnOfSameTopic(ingest);
    addCacheRules(this, this.accessPoint, files);
    warnOfAccess(this, this.accessPoint, MountAccess.READ_WRITE);

    const settings = formatSettings(files);
    const mounted = new MountedFunction(this, 'Handler', props, {
      handler: 'ingest',
      description: `Writes records of ${topics.length === 1 ? 'a Kafka topic' : `${topics.length} Kafka topics`} as files to Amazon S3 Files`,
      accessPoint: this.accessPoint,
      access: MountAccess.READ_WRITE,
      needsMountOnly: true,
      timeout: Duration.minutes(5),
      environment: {
        [VARIABLES.sizeClasses]: renderSizeClasses(Stack.of(this), files.classes, files.layout),
        ...(files.layout && { [VARIABLES.layout]: JSON.stringify(files.layout._setting()) }),
        [VARIABLES.recordFormat]: JSON.stringify(settings.format),
        [VARIABLES.compression]: settings.compression,
        [VARIABLES.tombstones]: files.tombstones,
        [VARIABLES.unwritableRecords]: unwritableRecords,
        [VARIABLES.rootKey]: rootKey(this.accessPoint),
        ...(batchAnswerOf(props) === 'LOWEST' ? {} : { [VARIABLES.batchAnswer]: batchAnswerOf(props) }),
      },
    });
    this.function = mounted.function;
    this.role = mounted.role;
    this.logGroup = mounted.logGroup;
    this._handlerMetrics = new HandlerMetrics(this, {
      function: this.function,
      classes: () => files.classes.map(({ name }) => name),
      namespace: props.metricsNamespace,
    });
    const { metricsConfig } = metricsOf(props);
    const pollers = pollersOf(this, props, topics);
    this.eventSourceMappings = topics.map((topic, index) =>
      mapTopic(this, mappingId(this, topic, props.consumerGroupId), this.function, {
        ...props,
        ...batchesOf(props, files),
        ...pollers[index],
        metricsConfig,
        topic,
      }),
    );
    this.topics = topics;
    this._mappingMetrics = new MappingMetrics(
      this,
      this.function,
      topics,
      this.eventSourceMappings,
      metricsConfig?.metrics,
    );
    warnOfEventSource(this, props.cluster, props);
    warnOfExports(this, props, topics.length, files);
  }

  /**
   * Saves queries of CloudWatch Logs Insights over this ingest's log: failures by partition, the slowest files, and the
   * history of one record, in which topic, partition and offset are put in by hand.
   *
   * They cost nothing until they are run. They are not saved unasked, since whoever looks into the account's logs sees
   * them, an account has room for 1,000 in a Region, and a deployment needs the permission to make them.
   *
   * @returns the queries, the same ones at a second call
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatchlogs_limits_cwl.html
   */
  public saveLogQueries(): logs.QueryDefinition[] {
    return [...LogQueries.of(this, this.logGroup, this.topics[0]).queries];
  }

  private createAccessPoint(props: KafkaToS3FilesIngestProps): IS3FilesAccessPoint {
    const { synchronizationConfiguration, ...options } = props.fileSystemOptions ?? {};
    const fileSystem = new S3FilesFileSystem(this, 'FileSystem', {
      ...options,
      synchronizationConfiguration: { dataExpiration: Duration.days(EXPIRY_DAYS), ...synchronizationConfiguration },
      vpcConfiguration: { vpc: props.vpc, vpcSubnets: props.vpcSubnets },
    });
    return fileSystem.addAccessPoint('Events', { path: '/events' });
  }
}

function validateFileSystemOptions(
  scope: Construct,
  { accessPoint, fileSystemOptions }: KafkaToS3FilesIngestProps,
): void {
  if (accessPoint && fileSystemOptions) {
    throw constructError(
      scope,
      `'fileSystemOptions' was given with access point '${accessPoint.node.path}', whose file system is there already: give the options where that one is made, or leave the access point out`,
    );
  }
}

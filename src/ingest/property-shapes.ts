import { EventSourceMappingLogLevel, type MetricsConfig, MetricType, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { ProvisionedPollerConfig } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { S3FilesFileSystemOptions } from '../file-system/file-system-props';
import { MOUNTED_FUNCTION_SHAPES } from '../functions/mounted-function-shapes';
import {
  ACCESS_POINT,
  BOOLEAN,
  checkProperties,
  DURATION,
  having,
  listOf,
  NUMBER,
  OBJECT,
  objectWith,
  oneOf,
  STRING,
} from '../property-check';
import { checkSelection } from '../selected-subnets';
import { Compression } from './compression';
import { KafkaConsumptionMode, PollerMode } from './kafka-event-source-options';
import type { KafkaToS3FilesIngestProps } from './kafka-to-s3-files-ingest-props';
import { checkSizeClasses, SIZE_CLASSES } from './size-class-shapes';
import { Tombstones } from './tombstones';
import { UnwritableRecords } from './unwritable-records';

/** Checks the types of an ingest's properties, which not all users have a compiler for. */
export function checkIngestProperties(scope: Construct, props: KafkaToS3FilesIngestProps): void {
  checkProperties<KafkaToS3FilesIngestProps>(scope, props, {
    ...MOUNTED_FUNCTION_SHAPES,
    cluster: { shape: objectWith('grantProduce', 'a KafkaCluster, such as KafkaCluster.msk(…)'), required: true },
    topic: { shape: STRING },
    topics: { shape: listOf(STRING, 'a list of topics') },
    accessPoint: { shape: ACCESS_POINT },
    fileSystemOptions: { shape: OBJECT },
    sizeClasses: { shape: SIZE_CLASSES },
    layout: { shape: objectWith('_setting', 'a FileLayout, such as FileLayout.perRecord()') },
    format: { shape: objectWith('_extension', 'a RecordFormat, such as RecordFormat.value()') },
    compression: { shape: oneOf('Compression', Compression) },
    tombstones: { shape: oneOf('Tombstones', Tombstones) },
    unwritableRecords: { shape: oneOf('UnwritableRecords', UnwritableRecords) },
  });
  checkProperties<S3FilesFileSystemOptions>(scope, props.fileSystemOptions ?? {}, {
    synchronizationConfiguration: { shape: OBJECT }, // it is put together with our own, which takes whatever it is
  });
  checkSelection(scope, props.vpcSubnets);
  checkEventSourceProperties(scope, props);
  checkSizeClasses(scope, props.sizeClasses);
}

function checkEventSourceProperties(scope: Construct, props: KafkaToS3FilesIngestProps): void {
  checkProperties<KafkaToS3FilesIngestProps>(scope, props, {
    startingPositionTimestamp: { shape: NUMBER },
    batchSize: { shape: NUMBER },
    maxBatchingWindow: { shape: DURATION },
    consumerGroupId: { shape: STRING },
    enabled: { shape: BOOLEAN },
    startingPosition: { shape: oneOf('StartingPosition', StartingPosition) },
    consumptionMode: { shape: oneOf('KafkaConsumptionMode', KafkaConsumptionMode) },
    pollerMode: { shape: oneOf('PollerMode', PollerMode) },
    provisionedPollerConfig: { shape: OBJECT },
    filters: { shape: listOf(OBJECT, 'a list of filters, such as FilterCriteria.filter(…)') },
    filterEncryption: { shape: having('keyArn', 'a Key') },
    onFailure: { shape: objectWith('bind', 'a destination, such as new SqsDlq(queue)') },
    bisectBatchOnError: { shape: BOOLEAN },
    retryAttempts: { shape: NUMBER },
    maxRecordAge: { shape: DURATION },
    reportBatchItemFailures: { shape: BOOLEAN },
    schemaRegistryConfig: { shape: objectWith('bind', 'a schema registry, such as new GlueSchemaRegistry(…)') },
    logLevel: { shape: oneOf('EventSourceMappingLogLevel', EventSourceMappingLogLevel) },
    metricsConfig: { shape: having('metrics', 'a MetricsConfig, such as { metrics: [MetricType.EVENT_COUNT] }') },
  });
  checkProperties<ProvisionedPollerConfig>(scope, props.provisionedPollerConfig ?? {}, {
    minimumPollers: { shape: NUMBER },
    maximumPollers: { shape: NUMBER },
    pollerGroupName: { shape: STRING },
  });
  checkProperties<Partial<MetricsConfig>>(scope, props.metricsConfig ?? {}, {
    metrics: {
      shape: listOf(oneOf('MetricType', MetricType), 'a list of MetricType, such as [MetricType.EVENT_COUNT]'),
    },
  });
}

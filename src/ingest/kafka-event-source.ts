import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Annotations, Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { BATCHES, POLLERS } from '../contract/ingest-defaults';
import type { BatchAnswerName } from '../contract/variables';
import type { KafkaCluster } from '../kafka/cluster';
import { KafkaConsumptionMode, type KafkaEventSourceOptions, PollerMode } from './kafka-event-source-options';
import { OnFailureDestination } from './on-failure-destination';
import { pollerGroups } from './poller-groups';
import { GrantedSchemaRegistry } from './schema-registry';
import { warnOfStartingTime } from './starting-time-warning';
import { sharesFiles, type WrittenFiles } from './written-files';

const DEFAULT_POLLERS = { minimumPollers: POLLERS.minimum, maximumPollers: POLLERS.maximum };

interface TopicMapping extends KafkaEventSourceOptions {
  readonly cluster: KafkaCluster;
  readonly topic: string;
}

/**
 * The size of batches, where it was not chosen. Records that share files are collected for a while, as many as Lambda
 * delivers together: of a million records a day come a few thousand files.
 */
export function batchesOf(
  { batchSize, maxBatchingWindow, consumptionMode }: KafkaEventSourceOptions,
  files: WrittenFiles,
): Pick<KafkaEventSourceOptions, 'batchSize' | 'maxBatchingWindow'> {
  const window = isQueue({ consumptionMode }) ? undefined : Duration.seconds(BATCHES.shared.windowSeconds);
  return sharesFiles(files)
    ? { batchSize: batchSize ?? BATCHES.shared.size, maxBatchingWindow: maxBatchingWindow ?? window }
    : { batchSize: batchSize ?? BATCHES.perRecord.size, maxBatchingWindow };
}

/**
 * The pollers of each topic's mapping. Pollers are paid by unit, which the mappings of one group share.
 * https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html
 */
export function pollersOf(
  scope: Construct,
  options: Pick<TopicMapping, 'cluster' | 'pollerMode' | 'provisionedPollerConfig'>,
  topics: readonly string[],
): Pick<KafkaEventSourceOptions, 'provisionedPollerConfig'>[] {
  if (isOnDemand(options)) {
    return topics.map(() => ({}));
  }
  const config = options.provisionedPollerConfig ?? DEFAULT_POLLERS;
  return pollerGroups(scope, options.cluster, config, topics).map((pollerGroupName) => ({
    provisionedPollerConfig: pollerGroupName === undefined ? config : { ...config, pollerGroupName },
  }));
}

/** The most pollers of one topic. */
export function mostPollers({ pollerMode, provisionedPollerConfig }: KafkaEventSourceOptions): number | undefined {
  return isOnDemand({ pollerMode }) ? undefined : (provisionedPollerConfig ?? DEFAULT_POLLERS).maximumPollers;
}

/** Makes the event source mapping of one topic, with the defaults of this library. */
export function mapTopic(
  scope: Construct,
  id: string,
  target: lambda.IFunction,
  options: TopicMapping,
): lambda.EventSourceMapping {
  const { cluster, topic, onFailure, consumerGroupId } = options;
  const mapping = new lambda.EventSourceMapping(scope, id, {
    target,
    ...cluster._bindEventSource(target, { topic, consumerGroupId }),
    kafkaTopic: topic,
    kafkaConsumerGroupId: consumerGroupId,
    startingPosition: options.startingPosition ?? (isQueue(options) ? undefined : lambda.StartingPosition.TRIM_HORIZON),
    startingPositionTimestamp: options.startingPositionTimestamp,
    batchSize: options.batchSize,
    maxBatchingWindow: options.maxBatchingWindow,
    enabled: options.enabled,
    provisionedPollerConfig: options.provisionedPollerConfig,
    filters: options.filters,
    filterEncryption: options.filterEncryption,
    onFailure: onFailure && new OnFailureDestination(scope, onFailure, cluster, topic, options.pollerMode),
    bisectBatchOnError: options.bisectBatchOnError,
    retryAttempts: options.retryAttempts,
    maxRecordAge: options.maxRecordAge?.isUnresolved() ? undefined : options.maxRecordAge,
    reportBatchItemFailures: reportsBatchItemFailures(options),
    schemaRegistryConfig: options.schemaRegistryConfig && new GrantedSchemaRegistry(options.schemaRegistryConfig),
    metricsConfig: options.metricsConfig,
    logLevel: options.logLevel,
  });
  mapping.node.addDependency(...cluster._prerequisites());
  setUnresolvedAge(mapping, options.maxRecordAge);
  setConsumptionMode(mapping, options.consumptionMode);
  return mapping;
}

/** Sets an age that is a token on the resource: the construct of aws-cdk-lib would refuse it as too small a number. */
function setUnresolvedAge(mapping: lambda.EventSourceMapping, age: Duration | undefined): void {
  const resource = mapping.node.defaultChild;
  if (age?.isUnresolved() && resource && lambda.CfnEventSourceMapping.isCfnEventSourceMapping(resource)) {
    resource.maximumRecordAgeInSeconds = age.toSeconds();
  }
}

/** Sets it on the resource by its name: the construct has no property for it, and the oldest aws-cdk-lib that we take no type. */
function setConsumptionMode(mapping: lambda.EventSourceMapping, mode: KafkaConsumptionMode | undefined): void {
  const resource = mapping.node.defaultChild;
  if (mode !== undefined && resource && lambda.CfnEventSourceMapping.isCfnEventSourceMapping(resource)) {
    resource.addPropertyOverride('SelfManagedKafkaEventSourceConfig.ConsumptionMode', mode);
  }
}

function reportsBatchItemFailures(options: KafkaEventSourceOptions): boolean {
  return options.reportBatchItemFailures ?? !isOnDemand(options);
}

/** The part that Lambda reads of the function's answer. If it reads nothing of it, the function must fail as a whole. */
export function batchAnswerOf(options: KafkaEventSourceOptions): BatchAnswerName {
  if (!reportsBatchItemFailures(options)) {
    return 'NOTHING';
  }
  return isQueue(options) ? 'EACH' : 'LOWEST';
}

/** Warns of options that can be deployed but do not do what one may expect. */
export function warnOfEventSource(scope: Construct, cluster: KafkaCluster, options: KafkaEventSourceOptions): void {
  const { onFailure, retryAttempts = -1, maxRecordAge } = options;
  const warn = (id: string, text: string) => Annotations.of(scope).addWarningV2(`cdk-s3files:${id}`, text);
  warnOfStartingTime(scope, options.startingPositionTimestamp);
  if (isOnDemand(options) && cluster.vpc) {
    warn(
      'onDemandPollersInVpc',
      `ingest '${scope.node.path}' reads brokers inside VPC '${cluster.vpc.node.path}' with pollers on demand, which need a way out of it: make sure of a NAT gateway, or of endpoints for AWS Lambda, AWS STS and, if there are credentials, AWS Secrets Manager`,
    );
  }
  if (isQueue(options)) {
    warn(
      'shareGroupDecides',
      `ingest '${scope.node.path}' reads by a share group, whose settings on the cluster may lose records: set 'share.auto.offset.reset' of the group to 'earliest', since it begins at the end of the topic otherwise, and 'group.share.delivery.count.limit' of the brokers to as many deliveries as a failing mount may take, since they give a record up after 5`,
    );
  }
  if (onFailure && retryAttempts === -1 && !isOnDemand(options)) {
    warn(
      'onFailureCapsRetries',
      `ingest '${scope.node.path}' has 'onFailure' and retries without an end, which AWS Lambda ends after 10: give 'retryAttempts' to say how many you want`,
    );
  }
  if (!onFailure && (retryAttempts !== -1 || maxRecordAge)) {
    warn(
      'discardedRecordsAreLost',
      `ingest '${scope.node.path}' gives up on records by '${maxRecordAge ? 'maxRecordAge' : 'retryAttempts'}', and then they are lost: give 'onFailure' to keep them`,
    );
  }
}

function isQueue({ consumptionMode }: Pick<KafkaEventSourceOptions, 'consumptionMode'>): boolean {
  return consumptionMode === KafkaConsumptionMode.QUEUE;
}

function isOnDemand({ pollerMode }: KafkaEventSourceOptions): boolean {
  return pollerMode === PollerMode.ON_DEMAND;
}

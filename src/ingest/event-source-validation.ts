import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { ProvisionedPollerConfig } from 'aws-cdk-lib/aws-lambda-event-sources';
import { type Duration, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { constructError } from '../construct-error';
import { isTopicName } from '../contract/topic';
import type { KafkaCluster } from '../kafka/cluster';
import { validateFilters } from './event-source-filter-validation';
import { KafkaConsumptionMode, type KafkaEventSourceOptions, PollerMode } from './kafka-event-source-options';
import { validateSchemaRegistry } from './schema-registry';

// Of AWS::Lambda::EventSourceMapping. https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
const MAX_WINDOW_SECONDS = 300;
const MIN_AGE_SECONDS = 60;
const MAX_AGE_SECONDS = 604_800;
const POLLER_GROUP = /^[a-zA-Z0-9_-]{1,128}$/;
const SOURCE_TOPIC = /^[^.].+$/;
const CONSUMER_GROUP = /^[a-zA-Z0-9/*:_+=.@-]{1,200}$/;

/**
 * The number from which a time is taken for milliseconds: as seconds it would be in the year 5138, as milliseconds it
 * is in 1973.
 */
const MILLISECONDS_FROM = 100_000_000_000;
/**
 * A time that is in the future for years to come. The clock is not asked, so that an app which synthesizes today does
 * so tomorrow.
 */
const YEAR_2100 = Date.UTC(2100) / 1000;

/** The longest timeout of a function that an event source mapping of Kafka invokes. */
const MAX_TIMEOUT_SECONDS = 840; // https://docs.aws.amazon.com/lambda/latest/dg/with-kafka-configure.html

/** The options that only provisioned pollers have. */
const PROVISIONED_ONLY = [
  'provisionedPollerConfig',
  'bisectBatchOnError',
  'reportBatchItemFailures',
  'retryAttempts',
  'maxRecordAge',
  'schemaRegistryConfig',
  'metricsConfig',
  'logLevel',
] as const;

/** Refuses options that Lambda would refuse at deployment, and options that it would silently ignore. */
export function validateEventSource(scope: IConstruct, cluster: KafkaCluster, options: KafkaEventSourceOptions): void {
  validatePollerMode(scope, options);
  validateConsumptionMode(scope, cluster, options);
  validatePollers(scope, options.provisionedPollerConfig);
  validateStart(scope, options);
  validateWhole(scope, 'batchSize', options.batchSize, 1, 10_000);
  validateSeconds(scope, 'maxBatchingWindow', options.maxBatchingWindow, 0, MAX_WINDOW_SECONDS);
  validateConsumerGroup(scope, options.consumerGroupId);
  validateWhole(scope, 'retryAttempts', options.retryAttempts, -1, 10_000);
  validateSeconds(scope, 'maxRecordAge', options.maxRecordAge, MIN_AGE_SECONDS, MAX_AGE_SECONDS);
  validateFilters(scope, options.filters, options.filterEncryption);
  validateMetrics(scope, options.metricsConfig?.metrics);
  validateSchemaRegistry(scope, options.schemaRegistryConfig);
}

function validateMetrics(scope: IConstruct, metrics: lambda.MetricType[] | undefined): void {
  if (metrics?.length === 0) {
    throw constructError(
      scope,
      "'metricsConfig' names no metric: give one of 'lambda.MetricType' at least, or leave it out",
    );
  }
  const twice = metrics?.find((metric, index) => metrics.indexOf(metric) !== index);
  if (twice !== undefined) {
    throw constructError(scope, `'metricsConfig' names metric '${twice}' twice: give it once`);
  }
}

/**
 * Refuses a topic that Kafka would refuse, and one that an event source mapping does not take: those of one character,
 * and those with a dot at the front. A token passes.
 *
 * @param scope the construct that was given the topic
 */
export function validateSourceTopic(scope: IConstruct, topic: string): void {
  if (!Token.isUnresolved(topic) && !(isTopicName(topic) && SOURCE_TOPIC.test(topic))) {
    throw constructError(
      scope,
      `topic '${topic}' cannot be used: give 2 to 249 letters, digits, '.', '_' and '-', the first of them no '.'`,
    );
  }
}

/** Refuses a timeout that is longer than an event source mapping waits; Lambda would refuse it at deployment. */
export function validateTimeout(scope: IConstruct, timeout: Duration | undefined): void {
  if (timeout && !timeout.isUnresolved() && timeout.toSeconds({ integral: false }) > MAX_TIMEOUT_SECONDS) {
    throw constructError(
      scope,
      `timeout of ${timeout.toHumanString()} is too long, an event source mapping of Kafka waits 14 minutes: give that at most`,
    );
  }
}

function validatePollerMode(scope: IConstruct, options: KafkaEventSourceOptions): void {
  if (options.pollerMode !== PollerMode.ON_DEMAND) {
    return;
  }
  const given = PROVISIONED_ONLY.filter((name) => options[name] !== undefined && options[name] !== false);
  if (given.length > 0) {
    throw constructError(
      scope,
      `${given.map((name) => `'${name}'`).join(', ')} cannot be had from pollers on demand: leave out 'pollerMode', or leave out the ${given.length === 1 ? 'former' : 'others'}`,
    );
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kafka-esm-parameters.html */
const STREAM_ONLY = ['startingPosition', 'startingPositionTimestamp', 'maxBatchingWindow'] as const;

function validateConsumptionMode(scope: IConstruct, cluster: KafkaCluster, options: KafkaEventSourceOptions): void {
  if (options.consumptionMode !== KafkaConsumptionMode.QUEUE) {
    return;
  }
  if (cluster._names.clusterArn !== undefined) {
    throw constructError(
      scope,
      'consumptionMode QUEUE was given for a cluster on Amazon MSK, and AWS Lambda has it for self-managed clusters only: leave it out',
    );
  }
  const given = STREAM_ONLY.filter((name) => options[name] !== undefined);
  if (given.length > 0) {
    throw constructError(
      scope,
      `${given.map((name) => `'${name}'`).join(', ')} cannot be had with consumptionMode QUEUE: leave out ${given.length === 1 ? 'it' : 'them'}, or 'consumptionMode'; where a share group begins is its setting 'share.auto.offset.reset' on the cluster`,
    );
  }
}

function validatePollers(scope: IConstruct, config: ProvisionedPollerConfig | undefined): void {
  const { minimumPollers, maximumPollers, pollerGroupName } = config ?? {};
  validateWhole(scope, 'minimumPollers', minimumPollers, 1, 200);
  validateWhole(scope, 'maximumPollers', maximumPollers, 1, 2000);
  if (isKnown(minimumPollers) && isKnown(maximumPollers) && minimumPollers > maximumPollers) {
    throw constructError(
      scope,
      `minimumPollers ${minimumPollers} is more than maximumPollers ${maximumPollers}: give as many or fewer`,
    );
  }
  if (isKnown(pollerGroupName) && !POLLER_GROUP.test(pollerGroupName)) {
    throw constructError(
      scope,
      `pollerGroupName '${pollerGroupName}' cannot be used: give 1 to 128 letters, digits, '-' and '_'`,
    );
  }
}

function validateStart(
  scope: IConstruct,
  { startingPosition, startingPositionTimestamp }: KafkaEventSourceOptions,
): void {
  const atTimestamp = startingPosition === lambda.StartingPosition.AT_TIMESTAMP;
  if (atTimestamp && startingPositionTimestamp === undefined) {
    throw constructError(
      scope,
      "startingPosition AT_TIMESTAMP was given without a time: give 'startingPositionTimestamp' in Unix seconds",
    );
  }
  if (!atTimestamp && startingPositionTimestamp !== undefined) {
    throw constructError(
      scope,
      `startingPositionTimestamp ${startingPositionTimestamp} would be ignored: give 'startingPosition' AT_TIMESTAMP with it`,
    );
  }
  validateWhole(scope, 'startingPositionTimestamp', startingPositionTimestamp, 1);
  if (isKnown(startingPositionTimestamp) && startingPositionTimestamp >= MILLISECONDS_FROM) {
    throw constructError(
      scope,
      `startingPositionTimestamp ${startingPositionTimestamp} is ${new Date(startingPositionTimestamp).toISOString()} in milliseconds, and Unix seconds are asked for: give ${Math.floor(startingPositionTimestamp / 1000)}`,
    );
  }
  if (isKnown(startingPositionTimestamp) && startingPositionTimestamp >= YEAR_2100) {
    throw constructError(
      scope,
      `startingPositionTimestamp ${startingPositionTimestamp} is ${new Date(startingPositionTimestamp * 1000).toISOString()}, and AWS Lambda takes no time in the future: give one that has passed, in Unix seconds`,
    );
  }
}

function validateConsumerGroup(scope: IConstruct, group: string | undefined): void {
  if (isKnown(group) && !CONSUMER_GROUP.test(group)) {
    throw constructError(
      scope,
      `consumerGroupId '${group}' cannot be used: give 1 to 200 letters, digits and '- / * : _ + = . @'`,
    );
  }
}

function validateWhole(
  scope: IConstruct,
  name: string,
  value: number | undefined,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (isKnown(value) && !isWholeWithin(value, least, most)) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
    throw constructError(scope, `${name} ${value} cannot be used: give a whole number ${range}`);
  }
}

function validateSeconds(
  scope: IConstruct,
  name: string,
  value: Duration | undefined,
  least: number,
  most: number,
): void {
  if (!value || value.isUnresolved()) {
    return;
  }
  const seconds = value.toSeconds({ integral: false });
  if (!isWholeWithin(seconds, least, most)) {
    throw constructError(
      scope,
      `${name} of ${seconds} seconds cannot be used: give whole seconds from ${least} to ${most}`,
    );
  }
}

function isWholeWithin(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined && !Token.isUnresolved(value);
}

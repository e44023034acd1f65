import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { ProvisionedPollerConfig } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Duration } from 'aws-cdk-lib/core';

/**
 * The kind of pollers that read a topic.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html
 */
export enum PollerMode {
  /**
   * Pollers that belong to the event source mapping. They run all the time and are paid by the hour.
   *
   * Retries, partial answers, schema registries, metrics and logs of the pollers need them.
   */
  PROVISIONED = 'PROVISIONED',

  /**
   * Pollers that Lambda assigns as needed. They cost nothing.
   *
   * A batch that fails comes again as a whole until it succeeds or its records expire. Inside a VPC they need a way to
   * AWS Lambda, AWS STS and AWS Secrets Manager: a NAT gateway, or endpoints.
   */
  ON_DEMAND = 'ON_DEMAND',
}

/**
 * The way in which a mapping reads its topic.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/polling-kafka-queue.html
 */
export enum KafkaConsumptionMode {
  /**
   * Reading by a consumer group: one poller at a time reads a partition, in order.
   */
  STREAM = 'Stream',

  /**
   * Reading by a share group of Apache Kafka 4.2 or later: many pollers read a partition at the same time, and a batch
   * holds any of its records. The same records are written, since a segment's name says exactly which records it holds
   * and the replayer puts them in order. Segments are smaller, as there is no window to collect records in.
   *
   * The share group has two settings on the cluster that matter here. `share.auto.offset.reset` says where it begins:
   * at the end of the topic, unless it is set to `earliest`. `group.share.delivery.count.limit` says how often a record
   * is delivered before the brokers give it up: 5 times by default.
   */
  QUEUE = 'Queue',
}

/**
 * Options of the event source mapping, by which Lambda reads a topic. They have the names that
 * `SelfManagedKafkaEventSource` and `ManagedKafkaEventSource` give them.
 */
export interface KafkaEventSourceOptions {
  /**
   * The position that reading starts from if the consumer group has no offset yet.
   *
   * A change replaces the event source mapping, and a new mapping with a group of its own starts from there: everything is
   * read again, or, with `LATEST`, what is published in between is passed over. Leave it as it is, or hand the offsets to
   * another `consumerGroupId`.
   *
   * @see https://github.com/cdk-s3files/cdk-s3files/blob/main/docs/how-to/change-a-deployed-stack.md
   * @default lambda.StartingPosition.TRIM_HORIZON - with `KafkaConsumptionMode.QUEUE` the share group's own setting decides
   */
  readonly startingPosition?: lambda.StartingPosition;

  /**
   * The time to start from, in Unix seconds, with `StartingPosition.AT_TIMESTAMP`. AWS Lambda takes no time in the
   * future; synthesis refuses those from the year 2100 on, and warns of one that has not come yet.
   *
   * A change replaces the event source mapping, as one of `startingPosition` does.
   *
   * @default - none
   */
  readonly startingPositionTimestamp?: number;

  /**
   * The most records of one batch, 1 to 10000. A batch also ends at 6 MB.
   *
   * @default - 10000 where records share files, 100 where each has a file of its own
   */
  readonly batchSize?: number;

  /**
   * The time that a batch may wait for more records: whole seconds, up to 5 minutes.
   *
   * To get the default again after this was set, the event source mapping must be replaced.
   *
   * @default - 30 seconds where records share files; otherwise Lambda's: 500 ms
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * The consumer group. The mapping keeps its offsets there. It must be another one for each event source mapping, so that
   * it cannot be given together with several topics.
   *
   * Give one in production, from the first deployment: a mapping that is made anew goes on from the offsets of a group that
   * it is given, while a group that Lambda makes goes with its mapping. Giving one later, or another one, replaces the
   * event source mapping, which starts from `startingPosition` unless the group has offsets: copy them to it first.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-consumer-group-id.html
   * @default - one that Lambda makes
   */
  readonly consumerGroupId?: string;

  /**
   * The way in which the topic is read. Amazon MSK knows `STREAM` alone. `QUEUE` excludes `startingPosition`,
   * `startingPositionTimestamp` and `maxBatchingWindow`.
   *
   * A change replaces the event source mapping. Give another `consumerGroupId` with it, since a group is of one kind.
   *
   * @default KafkaConsumptionMode.STREAM
   */
  readonly consumptionMode?: KafkaConsumptionMode;

  /**
   * True if the topic is read.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * The kind of pollers that read the topic.
   *
   * @default PollerMode.PROVISIONED
   */
  readonly pollerMode?: PollerMode;

  /**
   * The number of pollers that belong to a mapping: a minimum from 1 to 200, a maximum from 1 to 2000, and the group of
   * mappings that share them.
   *
   * A group takes 100 mappings and 2000 pollers in all, of mappings within the VPC of their brokers. The topics of a group that
   * is named here must fit it.
   *
   * @default - 1 to 5 pollers; none with `PollerMode.ON_DEMAND`. Several topics of a cluster within a VPC share a group, or as
   *   many groups as they need
   * @see https://docs.aws.amazon.com/lambda/latest/api/API_ProvisionedPollerConfig.html
   */
  readonly provisionedPollerConfig?: ProvisionedPollerConfig;

  /**
   * Filters of the records that reach the function, each made by `lambda.FilterCriteria.filter`. Lambda compares the values
   * of records only, not their keys or headers. A record that matches none of them is read and not written.
   *
   * @default - all records
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-filtering.html
   */
  readonly filters?: Record<string, unknown>[];

  /**
   * The key that Lambda encrypts the filters with. Give `filters` with it.
   *
   * @default - a key of Lambda's
   */
  readonly filterEncryption?: kms.IKey;

  /**
   * The destination of batches that were given up, so that they are not lost: one of `SqsDlq`, `SnsDlq`, `S3OnFailureDestination` and
   * `KafkaDlq` of `aws-cdk-lib/aws-lambda-event-sources`. A queue and a topic of Amazon SNS get a description of the batch,
   * a bucket and a Kafka topic the records too.
   *
   * A Kafka topic must be on the cluster that is read, and needs provisioned pollers. Brokers inside a VPC need an endpoint there for any other
   * destination.
   *
   * @default - batches that are given up are lost
   * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html
   */
  readonly onFailure?: lambda.IEventSourceDlq;

  /**
   * True if a batch that failed as a whole is split in two, and each half is tried again by itself.
   *
   * @default false
   */
  readonly bisectBatchOnError?: boolean;

  /**
   * The number of times that a failed batch is tried again before it is given up: 0 to 10000, or -1 for as long as its
   * records are in the topic. With `onFailure` -1 means 10.
   *
   * @default -1
   */
  readonly retryAttempts?: number;

  /**
   * The age that a record may reach: whole seconds, from 1 minute to 7 days. Older records are given up.
   *
   * @default - any age
   */
  readonly maxRecordAge?: Duration;

  /**
   * True if only the records that could not be written, and those after them in their partition, are delivered again.
   * Otherwise one such record makes the whole batch fail.
   *
   * @default true - false with `PollerMode.ON_DEMAND`, which cannot do it
   */
  readonly reportBatchItemFailures?: boolean;

  /**
   * The schema registry that records are checked against, and decoded by, before they reach the function: `GlueSchemaRegistry` or
   * `ConfluentSchemaRegistry` of `aws-cdk-lib/aws-lambda-event-sources`. With `EventRecordFormat.JSON` what is written is
   * no longer what was published, byte for byte.
   *
   * @default - records are neither checked nor decoded
   */
  readonly schemaRegistryConfig?: lambda.ISchemaRegistry;

  /**
   * The metrics that the pollers publish, which is free.
   *
   * @default - `EVENT_COUNT`, `ERROR_COUNT` and `KAFKA_METRICS`; none with `PollerMode.ON_DEMAND`
   * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics.html
   */
  readonly metricsConfig?: lambda.MetricsConfig;

  /**
   * The level of the pollers' logs, which go to the function's log group.
   *
   * @default - nothing
   */
  readonly logLevel?: lambda.EventSourceMappingLogLevel;
}

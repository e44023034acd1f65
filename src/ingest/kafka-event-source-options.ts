import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { ProvisionedPollerConfig } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Duration } from 'aws-cdk-lib/core';

/**
 * How Lambda reads a topic: the options of the event source mapping, by the names that `SelfManagedKafkaEventSource` has
 * for them.
 */
export interface KafkaEventSourceOptions {
  /**
   * Where reading starts when the consumer group has no offset yet.
   *
   * @default lambda.StartingPosition.TRIM_HORIZON
   */
  readonly startingPosition?: lambda.StartingPosition;

  /**
   * The time to start from, in Unix seconds, with `StartingPosition.AT_TIMESTAMP`.
   *
   * @default - none
   */
  readonly startingPositionTimestamp?: number;

  /**
   * The most records of one batch, 1 to 10000. A batch also ends at 6 MB.
   *
   * @default 100
   */
  readonly batchSize?: number;

  /**
   * How long a batch may wait for more records, up to 5 minutes.
   *
   * @default - Lambda's: 500 ms
   */
  readonly maxBatchingWindow?: Duration;

  /**
   * The consumer group. The mapping keeps its offsets there. It must be another one for each event source mapping, so that
   * it cannot be given together with several topics.
   *
   * @default - one that Lambda makes
   */
  readonly consumerGroupId?: string;

  /**
   * Whether the topic is read.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * How many pollers read the topic. With pollers of its own a mapping honours partial answers: of a batch, only the
   * records that failed and those after them in their partition come again.
   *
   * @default - 1 to 5 pollers
   */
  readonly provisionedPollerConfig?: ProvisionedPollerConfig;
}

import { Token } from 'aws-cdk-lib/core';
import { asMethod } from '../construct-error';
import type { Payload } from '../contract/payload';
import { readValue } from '../contract/payload-type';
import { TOPIC_CREATION } from '../contract/topic-creation';
import { checkProperties, listOf, NUMBER, OBJECT, STRING } from '../property-check';

/**
 * Options of topics that are made as it is said.
 */
export interface NewTopicOptions {
  /**
   * The number of partitions: at least 1, and as many as the records come from if they keep their partitions.
   */
  readonly partitions: number;

  /**
   * The number of replicas of each partition, at least 1.
   *
   * @default - the brokers' `default.replication.factor`
   */
  readonly replicationFactor?: number;

  /**
   * Settings of the topic, such as `{ 'retention.ms': '-1' }`.
   *
   * @default - none: those of the brokers count
   * @see https://kafka.apache.org/documentation/#topicconfigs
   */
  readonly config?: { [setting: string]: string };
}

/**
 * Options of topics that are made as a snapshot has their source topics.
 */
export interface LikeSourceTopicOptions {
  /**
   * The number of partitions, at least 1.
   *
   * @default - as many as the source topic has
   */
  readonly partitions?: number;

  /**
   * The number of replicas of each partition, at least 1.
   *
   * @default - as many as the source topic has
   */
  readonly replicationFactor?: number;

  /**
   * Settings that the topic has beside those of the source topic, or in place of them, such as `{ 'retention.ms': '-1' }`.
   *
   * @default - those of the source topic alone
   * @see https://kafka.apache.org/documentation/#topicconfigs
   */
  readonly config?: { [setting: string]: string };

  /**
   * Settings of the source topic that the topic does not get, such as those that a managed cluster keeps to itself.
   *
   * @default - none
   */
  readonly omitConfig?: string[];

  /**
   * The id of the cluster that the records came from.
   *
   * @default - the one that the workflow's bucket has snapshots of. With those of several it must be given
   */
  readonly sourceCluster?: string;
}

/**
 * The way in which a replay makes target topics that are not there.
 *
 * They are made before the first record. One that is there and differs is refused, and nothing is made or published.
 *
 * @example
 * replayer.schedule('Restore', {
 *   schedule: ScheduleExpression.rate(Duration.days(7)),
 *   targetTopic: 'restored.{topic}',
 *   createTopic: TopicCreation.likeSource({ config: { 'retention.ms': '-1' } }),
 * });
 */
export class TopicCreation {
  /**
   * Topics as the newest snapshot in the workflow's bucket has their source topics: their partitions, their replication factor
   * and their settings.
   *
   * @param options what is to be otherwise
   * @throws if an option is of another type or cannot be, or if a setting is given and left out
   */
  public static likeSource(options: LikeSourceTopicOptions = {}): TopicCreation {
    checkProperties<LikeSourceTopicOptions>('TopicCreation.likeSource', options, {
      partitions: { shape: NUMBER },
      replicationFactor: { shape: NUMBER },
      config: { shape: OBJECT },
      omitConfig: { shape: listOf(STRING, 'a list of strings') },
      sourceCluster: { shape: STRING },
    });
    const { omitConfig, sourceCluster, ...shape } = options;
    const isPlain = Object.values({ ...shape, omitConfig }).every((value) => value === undefined);
    const creation = isPlain ? 'like_source' : { like_source: true, ...rendered(shape), omit_config: omitConfig };
    return asMethod('TopicCreation.likeSource', () => new TopicCreation(creation, sourceCluster));
  }

  /**
   * Topics as it is said here, each of them the same.
   *
   * @param options the number of partitions, and more
   * @throws if an option is missing, of another type or cannot be
   */
  public static of(options: NewTopicOptions): TopicCreation {
    checkProperties<NewTopicOptions>('TopicCreation.of', options, {
      partitions: { shape: NUMBER, required: true },
      replicationFactor: { shape: NUMBER },
      config: { shape: OBJECT },
    });
    return asMethod('TopicCreation.of', () => new TopicCreation(rendered(options)));
  }

  private constructor(
    private readonly creation: unknown,
    private readonly sourceCluster?: string,
  ) {
    assertTaken(creation);
  }

  /**
   * True if the topics are made after those of a snapshot.
   *
   * @internal
   */
  public get _isLikeSource(): boolean {
    return this.creation === 'like_source' || 'like_source' in (this.creation as object);
  }

  /**
   * The keys of the payload that ask for it.
   *
   * @internal
   */
  public _render(): Payload {
    return { create_topic: this.creation, source_cluster: this.sourceCluster };
  }
}

function rendered({ partitions, replicationFactor, config }: Partial<NewTopicOptions>): object {
  return { partitions, replication_factor: replicationFactor, config };
}

/** Refuses what the function would refuse, by the names that the options have here. */
function assertTaken(creation: unknown): void {
  try {
    readValue('topics to make', TOPIC_CREATION, withoutTokens(creation));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Error(message.replace('replication_factor', 'replicationFactor').replace('omit_config', 'omitConfig'));
  }
}

/** The same with values in place of those that only the deployment knows, and without what is not given. */
function withoutTokens(value: unknown): unknown {
  if (Token.isUnresolved(value)) {
    return typeof value === 'string' ? 'token' : typeof value === 'number' ? 1 : undefined;
  }
  if (Array.isArray(value)) {
    return value.map(withoutTokens);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, part]) => (part === undefined ? [] : [[name, withoutTokens(part)]])),
      )
    : value;
}

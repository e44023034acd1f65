import type { RecordHeader } from '../records/record';
import type { ToldOperation } from './admin/rights';

/** A topic, as a cluster describes it. */
export interface DescribedTopic {
  readonly name: string;
  /** The id that Kafka gave it: a topic that is deleted and made again has another (KIP-516). */
  readonly id: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** The settings that were given to the topic itself; all others are the brokers'. */
  readonly config: Readonly<Record<string, string>>;
}

/** A topic to make. */
export type NewTopic = Omit<DescribedTopic, 'id' | 'replicationFactor'> & {
  /** The brokers' `default.replication.factor` where it is left out. */
  readonly replicationFactor?: number;
};

/** The place that a group has committed for one partition: the offset of the next record that it is to read. */
export interface CommittedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly metadata: string;
}

/** A consumer group, as its coordinator describes it. */
export interface DescribedGroup {
  readonly id: string;
  /** Kafka's name of the state, such as `Stable` or `Empty`. */
  readonly state: string;
  readonly members: number;
}

/** The offsets that a partition has: from the first that is still kept, up to but not including the last. */
export interface PartitionOffsets {
  readonly start: number;
  readonly end: number;
}

/** A record of a topic, as it is read back. */
export interface ReadBackRecord {
  readonly offset: number;
  readonly timestamp: number;
  readonly timestampType: 'CREATE_TIME' | 'LOG_APPEND_TIME';
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
}

/** Looks at a cluster, changes its topics and groups, and reads records back. Each error names the permission that lacks. */
export interface ClusterAdmin {
  /** Kafka's id of the cluster, which no other cluster has. */
  clusterId(): Promise<string>;
  /** Names all topics but the internal ones. */
  topicNames(): Promise<readonly string[]>;
  /** @returns the ids of those topics that there are, by name; an empty one where the cluster gives none (before Kafka 2.8) */
  topicIds(names: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** @returns the topics that there are among these names */
  describeTopics(names: readonly string[]): Promise<readonly DescribedTopic[]>;
  /**
   * Makes a topic, and waits until all brokers know it and each partition has a leader.
   *
   * @param asMade told as soon as the topic is made, before it is waited for
   */
  createTopic(topic: NewTopic, asMade?: () => Promise<void>): Promise<void>;
  /** Asks whether the cluster would make a topic, with the error that making it would give, and makes none. */
  checkTopic(topic: NewTopic): Promise<void>;
  deleteTopic(name: string): Promise<void>;
  /** @returns those topics on which the user is known to lack the right to do something; none that there is not */
  topicsWithout(operation: ToldOperation, names: readonly string[]): Promise<readonly string[]>;
  offsets(topic: string): Promise<ReadonlyMap<number, PartitionOffsets>>;
  groupIds(): Promise<readonly string[]>;
  describeGroup(id: string): Promise<DescribedGroup>;
  committedOffsets(group: string): Promise<readonly CommittedOffset[]>;
  /** @returns false if the user is known to lack the right to commit offsets of the group, whether there is such a group or not */
  mayCommit(group: string): Promise<boolean>;
  commitOffsets(group: string, offsets: readonly CommittedOffset[]): Promise<void>;
  /**
   * Reads committed records of a partition in the order of their offsets, fetch by fetch, up to an offset that is not
   * included; it ends there, or at the end that the partition had when it was asked.
   */
  read(topic: string, partition: number, from: number, to?: number): AsyncIterable<readonly ReadBackRecord[]>;
  close(): Promise<void>;
}

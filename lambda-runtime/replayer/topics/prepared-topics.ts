import { topicsKey } from '../../../src/contract/run-keys';
import type { NewTopic } from '../../kafka/cluster-admin';
import { type ObjectStore, writeJson } from '../runs/object-store';

/**
 * The outcome of a target topic. `made`: by this replay. `found`: it was there, as it is to be. `to_make`: a replay that is not
 * dry would make it. `differs`: a replay that is not dry would be refused.
 */
export type TopicOutcome = 'made' | 'found' | 'to_make' | 'differs';

/** A target topic, as `topics.json` and answers tell of it. */
export interface PreparedTopic {
  readonly topic: string;
  readonly outcome: TopicOutcome;
  /** The topics whose records go there. */
  readonly sources: readonly string[];
  /** The id that Kafka gave it; absent while it is not made. */
  readonly id?: string;
  readonly partitions: number;
  /** The number of replicas; absent if the brokers' default counts. */
  readonly replication_factor?: number;
  /** The settings of the topic's own. */
  readonly config: Readonly<Record<string, string>>;
  /** The differences from what it is to be. */
  readonly differences?: readonly string[];
}

/** The target topics of a replay, in the order of their names. */
export interface PreparedTopics {
  /** The key of the snapshot that they were made after, and the cluster that it is of. */
  readonly snapshot?: string;
  readonly source_cluster?: string;
  readonly topics: readonly PreparedTopic[];
}

/** The form of the file. A form that is no longer read as this one has another number. */
const FORMAT = 1;
const MOST_TOLD = 50;

export function preparedTopic(
  { name, partitions, replicationFactor, config }: NewTopic & { readonly id?: string },
  others: Pick<PreparedTopic, 'outcome' | 'sources' | 'id' | 'differences'>,
): PreparedTopic {
  const { outcome, sources, id, differences } = others;
  return {
    ...{ topic: name, outcome, sources },
    ...(id !== undefined && { id }),
    partitions,
    ...(replicationFactor !== undefined && { replication_factor: replicationFactor }),
    config,
    ...(differences !== undefined && { differences }),
  };
}

/** Writes down, in a run's folder, which target topics were found or made. */
export async function writePreparedTopics(store: ObjectStore, run: string, prepared: PreparedTopics): Promise<void> {
  await writeJson(store, topicsKey(run), { format: FORMAT, ...prepared });
}

/** The number of topics of each outcome. */
export function countTopics({ topics }: PreparedTopics): Partial<Record<TopicOutcome, number>> {
  const counts: Partial<Record<TopicOutcome, number>> = {};
  for (const { outcome } of topics) {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

/** The part of an answer about the topics, the first of them if there are many. */
export function toldTopics(prepared: PreparedTopics | undefined): {
  readonly topics?: readonly PreparedTopic[];
  readonly more_topics?: number;
} {
  const topics = prepared?.topics ?? [];
  return {
    ...(topics.length > 0 && { topics: topics.slice(0, MOST_TOLD) }),
    ...(topics.length > MOST_TOLD && { more_topics: topics.length - MOST_TOLD }),
  };
}

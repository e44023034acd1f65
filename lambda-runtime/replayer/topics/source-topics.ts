import type { DescribedTopic } from '../../kafka/cluster-admin';

/** The topics of the cluster that records came from, as a snapshot has them. */
export interface SourceTopics {
  /** The key of the snapshot. */
  readonly key: string;
  readonly clusterId: string;
  readonly topics: readonly DescribedTopic[];
}

import type { DescribedTopic } from '../../../../lambda-runtime/kafka/cluster-admin';
import { type Snapshot, writeSnapshot } from '../../../../lambda-runtime/replayer/snapshots/snapshot';
import { store } from '../../support/files';
import type { MemoryStore } from '../../support/memory-store';

export const ORDERS: DescribedTopic = {
  name: 'orders',
  id: 'source of orders',
  partitions: 12,
  replicationFactor: 3,
  config: { 'cleanup.policy': 'delete', 'retention.ms': '-1' },
};
export const PAYMENTS: DescribedTopic = {
  name: 'payments',
  id: 'source of payments',
  partitions: 3,
  replicationFactor: 2,
  config: { 'leader.replication.throttled.replicas': '0:1' },
};

/** Writes a snapshot of the source, and tells its key. */
export function snapshotOf(
  bucket: MemoryStore,
  topics: readonly DescribedTopic[],
  hour = 0,
  clusterId = 'source',
  recreatedEarlier: Snapshot['recreatedEarlier'] = [],
) {
  const takenAt = Date.parse('2026-04-13T00:00:00Z') + hour * 3_600_000;
  const rest = {
    asked: { topics: topics.map(({ name }) => name), groups: [] },
    groups: [],
    recreated: [],
    recreatedEarlier,
    earlierIds: {},
    warnings: [],
  };
  return writeSnapshot(bucket, { clusterId, takenAt, topics, ...rest });
}

/** Two records of each topic, in its partition 2. */
export async function ingested(root: string, ...topics: readonly string[]): Promise<void> {
  for (const topic of topics) {
    for (const offset of [0, 1]) {
      await store(root, { topic, partition: 2, offset, value: Buffer.from(`${topic} ${offset}`) });
    }
  }
}

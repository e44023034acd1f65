import { targetPartition, targetTopicOf } from '../publishing/outgoing';
import type { ReplayRequest } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';

/** Counts the partitions that each target topic must have. */
export function partitionsNeeded(request: ReplayRequest, partitions: readonly SourcePartition[]): Map<string, number> {
  const needed = new Map<string, number>();
  for (const { topic, partition } of partitions) {
    const target = targetTopicOf(topic, request);
    const most = request.preservePartition ? targetPartition(partition, request) + 1 : 0;
    needed.set(target, Math.max(most, needed.get(target) ?? 0));
  }
  return needed;
}

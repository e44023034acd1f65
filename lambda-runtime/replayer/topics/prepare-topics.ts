import { inTime } from '../../deadline/in-time';
import type { TellTimes } from '../publishing/kept';
import type { ReplayRequest, TopicCreation } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';
import { type FoundSnapshot, findSnapshot } from '../snapshots/find-snapshot';
import { warningsOfRecreated } from '../snapshots/recreated-topics';
import { assertKeptByNew } from './kept-by-new-topics';
import { lookAtTopics } from './look-at-topics';
import { makeTopics, type TopicDependencies } from './make-topics';
import type { PreparedTopics } from './prepared-topics';
import { wantedTopics } from './wanted-topics';

/**
 * Makes the target topics that are not there, and refuses those that differ from what they are to be. Nothing is made while one of
 * them cannot be. A dry run makes none, and tells what would be.
 */
export async function prepareTopics(
  request: ReplayRequest,
  creation: TopicCreation,
  partitions: readonly SourcePartition[],
  tellTimes: TellTimes,
  dependencies: TopicDependencies,
): Promise<PreparedTopics> {
  const topicsOfSource = [...new Set(partitions.map(({ topic }) => topic))].sort();
  const source = await sourceTopics(creation, topicsOfSource, dependencies);
  const recreated = source ? warningsOfRecreated(source, topicsOfSource, request.filters.time?.from) : [];
  for (const warning of [...(source?.passedOver ?? []), ...recreated]) {
    dependencies.warnings.add(warning);
  }
  const wanted = wantedTopics(request, creation, partitions, source);
  await assertKeptByNew(request, partitions, wanted, tellTimes, dependencies);
  const topics = request.dryRun ? await lookAtTopics(wanted, dependencies) : await makeTopics(wanted, dependencies);
  return { ...(source && { snapshot: source.key, source_cluster: source.clusterId }), topics };
}

async function sourceTopics(
  { likeSource, snapshot, sourceCluster }: TopicCreation,
  topics: readonly string[],
  { store, deadline }: TopicDependencies,
): Promise<FoundSnapshot | undefined> {
  if (!likeSource) {
    return undefined;
  }
  const finding = findSnapshot(store(), {
    ...(snapshot !== undefined && { snapshot }),
    ...(sourceCluster !== undefined && { sourceCluster }),
    needs: { topics },
  });
  return inTime(deadline, finding, 'reading the snapshot of the source');
}

import type { ActionValues } from '../../../src/contract/actions';
import { listedNames } from '../../../src/contract/listed';
import { isPattern } from '../../../src/contract/name-patterns';
import { snapshotPlace, snapshotsOf } from '../../../src/contract/snapshot-keys';
import { inTime } from '../../deadline/in-time';
import { Budget } from '../../in-flight';
import type { ClusterAdmin } from '../../kafka/cluster-admin';
import type { ActionAnswer } from '../action-answer';
import type { ReplayDependencies } from '../replay';
import type { ObjectStore } from '../runs/object-store';
import { chooseNames } from './chosen-names';
import { earlierIds, recreatedEarlier, recreatedTopics } from './recreated-topics';
import { type GroupWithOffsets, readSnapshot, type Snapshot, writeSnapshot } from './snapshot';

export interface SnapshotAnswer extends ActionAnswer {
  /** The key of the snapshot in the workflow's bucket. */
  readonly snapshot: string;
  readonly cluster_id: string;
  readonly taken_at: string;
  readonly topics: number;
  readonly groups: number;
  readonly offsets: number;
  /** The number of topics that were deleted and made again since an earlier snapshot. */
  readonly recreated: number;
}

/** The number of groups that are asked for at a time. */
const MOST_GROUPS_AT_ONCE = 10;

/** Writes down which topics a cluster has, and what groups have committed. */
export async function takeSnapshot(
  request: ActionValues<'snapshot'>,
  { admin, store, deadline, log, metrics }: ReplayDependencies,
): Promise<SnapshotAnswer> {
  const bucket = store();
  const cluster = await admin();
  try {
    const what = 'looking at the cluster; choose fewer groups or topics';
    const snapshot = await inTime(deadline, look(cluster, request, bucket), what);
    const key = await writeSnapshot(bucket, snapshot);
    for (const { topic, before, now } of snapshot.recreated) {
      log.warn('topic was made again', { topic, before, now });
    }
    metrics.count('SnapshotsTaken', 1);
    metrics.count('TopicsRecreated', snapshot.recreated.length);
    const answer = {
      snapshot: key,
      cluster_id: snapshot.clusterId,
      taken_at: new Date(snapshot.takenAt).toISOString(),
      topics: snapshot.topics.length,
      groups: snapshot.groups.length,
      offsets: snapshot.groups.reduce((sum, { offsets }) => sum + offsets.length, 0),
      recreated: snapshot.recreated.length,
      warnings: snapshot.warnings,
    };
    log.info('took a snapshot', answer);
    return answer;
  } finally {
    await cluster.close().catch(() => undefined);
  }
}

async function look(
  cluster: ClusterAdmin,
  { groups: wantedGroups = [], topics: wantedTopics = ['*'] }: ActionValues<'snapshot'>,
  store: ObjectStore,
): Promise<Snapshot> {
  const takenAt = Date.now();
  const clusterId = await cluster.clusterId();
  // Groups first: what they have committed by now lies within the topics as they are described then.
  const groups = await lookAtGroups(cluster, wantedGroups);
  const topics = chooseNames(wantedTopics, await cluster.topicNames(), evenIfUnlisted);
  const described = await cluster.describeTopics(topics.names);
  const there = new Set(described.map(({ name }) => name));
  const withoutTopic = [...topics.without, ...topics.names.filter((name) => !there.has(name))];
  const earlier = await newestOf(store, clusterId);
  const recreated = recreatedTopics(earlier, described);
  return {
    ...{ clusterId, takenAt, recreated },
    asked: { topics: wantedTopics, groups: wantedGroups },
    topics: described,
    groups: groups.found,
    recreatedEarlier: recreatedEarlier(earlier, recreated),
    earlierIds: earlierIds(earlier, described),
    warnings: [
      ...withoutEffect('topic', withoutTopic, 'there is none that the user, or role, may describe'),
      ...withoutEffect(
        'group',
        groups.without,
        'there is none that the user, or role, may describe and that has committed an offset',
      ),
      ...(recreated.length > 0
        ? [
            `${listedNames(recreated.map(({ topic }) => topic))} ${recreated.length === 1 ? 'was' : 'were'} deleted and made again since an earlier snapshot: offsets that were committed before belong to other records`,
          ]
        : []),
    ],
  };
}

interface FoundGroups {
  readonly found: readonly GroupWithOffsets[];
  readonly without: readonly string[];
}

async function lookAtGroups(cluster: ClusterAdmin, wanted: readonly string[]): Promise<FoundGroups> {
  if (wanted.length === 0) {
    return { found: [], without: [] };
  }
  const listed = wanted.some(isPattern) ? await cluster.groupIds() : [];
  const { names, without } = chooseNames(wanted, listed, evenIfUnlisted);
  const atOnce = new Budget(MOST_GROUPS_AT_ONCE);
  const looks = names.map((id) =>
    atOnce.with(1, async () => {
      const [group, offsets] = await Promise.all([cluster.describeGroup(id), cluster.committedOffsets(id)]);
      return { ...group, offsets };
    }),
  );
  const groups = await Promise.all(looks);
  const isThere = ({ state, offsets }: GroupWithOffsets) => state !== 'Dead' || offsets.length > 0;
  return {
    found: groups.filter(isThere),
    without: [...without, ...groups.filter((group) => !isThere(group)).map(({ id }) => id)],
  };
}

/** The last snapshot of the same cluster. */
async function newestOf(store: ObjectStore, clusterId: string): Promise<Snapshot | undefined> {
  let newest: string | undefined;
  for await (const key of store.list(snapshotsOf(clusterId))) {
    newest = snapshotPlace(key) === undefined ? newest : key;
  }
  return newest === undefined ? undefined : readSnapshot(store, newest);
}

/** True for every name, even if it is not listed, so that the error names the right that is missing on it. */
function evenIfUnlisted(): boolean {
  return true;
}

function withoutEffect(kind: 'topic' | 'group', names: readonly string[], reason: string): string[] {
  return names.length === 0 ? [] : [`${listedNames(names)} chose no ${kind}: ${reason}`];
}

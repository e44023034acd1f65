import { gunzipSync, gzipSync } from 'node:zlib';
import { type SnapshotPlace, snapshotKey } from '../../../src/contract/snapshot-keys';
import { isObject } from '../../environment';
import type { CommittedOffset, DescribedGroup, DescribedTopic } from '../../kafka/cluster-admin';
import { PermanentError } from '../../permanent-error';
import { collect, type ObjectStore, uri } from '../runs/object-store';
import { problemOfSnapshot } from './problem-of-snapshot';

/** The form of the files. A form that is no longer read as this one has another number. */
const FORMAT = 1;

/** A consumer group with all that it has committed. */
export interface GroupWithOffsets extends DescribedGroup {
  readonly offsets: readonly CommittedOffset[];
}

/** A topic that was deleted and made again since an earlier snapshot. */
export interface RecreatedTopic {
  readonly topic: string;
  /** The id that it had before, and the one that it has now. */
  readonly before: string;
  readonly now: string;
}

/** A topic that an earlier snapshot found made again. */
export interface RecreatedEarlier extends RecreatedTopic {
  /** The time of that snapshot, as it is written: the topic was made again at some time before. */
  readonly seen_at: string;
}

/** A cluster as it was at some time. */
export interface Snapshot extends SnapshotPlace {
  /** The names and patterns that were asked for: what is not there may not have been looked for. */
  readonly asked: { readonly topics: readonly string[]; readonly groups: readonly string[] };
  readonly topics: readonly DescribedTopic[];
  readonly groups: readonly GroupWithOffsets[];
  readonly recreated: readonly RecreatedTopic[];
  /** The last time of each other topic, whether or not it is among those above: files of what it was before may be there for years. */
  readonly recreatedEarlier: readonly RecreatedEarlier[];
  /** The ids of topics that are not among those above, by name, as the last snapshot that had them knew them. */
  readonly earlierIds: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

/** @returns the key that it was written to */
export async function writeSnapshot(store: ObjectStore, snapshot: Snapshot): Promise<string> {
  const { clusterId, takenAt, asked, topics, groups, recreated, recreatedEarlier, earlierIds, warnings } = snapshot;
  const content = {
    format: FORMAT,
    cluster_id: clusterId,
    taken_at: new Date(takenAt).toISOString(),
    asked,
    topics: topics.map(({ replicationFactor, ...topic }) => ({ ...topic, replication_factor: replicationFactor })),
    groups,
    recreated,
    recreated_earlier: recreatedEarlier,
    earlier_ids: earlierIds,
    warnings,
  };
  const key = snapshotKey(snapshot);
  await store.write(key, gzipSync(JSON.stringify(content)), 'application/gzip');
  return key;
}

/** @returns the snapshot; undefined if there is no such object */
export async function readSnapshot(store: ObjectStore, key: string): Promise<Snapshot | undefined> {
  const chunks = await store.read(key);
  if (chunks === undefined) {
    return undefined;
  }
  const content = parsed(await collect(chunks));
  if (!isObject(content) || content.format !== FORMAT) {
    throw new PermanentError(
      'InvalidRequest',
      `${uri(store, key)} is no snapshot of the format ${FORMAT}: it was changed, or written by a newer version of this library`,
    );
  }
  const problem = problemOfSnapshot(key, content);
  if (problem !== undefined) {
    throw new PermanentError(
      'InvalidRequest',
      `${uri(store, key)} cannot be gone by, as it was changed: ${problem}; take another one while the cluster is there, or name an earlier one as "snapshot"`,
    );
  }
  const written = content as unknown as Written;
  return {
    clusterId: written.cluster_id,
    takenAt: Date.parse(written.taken_at),
    asked: written.asked,
    topics: written.topics.map(({ replication_factor: replicationFactor, ...topic }) => ({
      ...topic,
      replicationFactor,
    })),
    groups: written.groups,
    recreated: written.recreated,
    recreatedEarlier: written.recreated_earlier ?? [],
    earlierIds: written.earlier_ids,
    warnings: written.warnings,
  };
}

/** Reads the content of a file; nobody but this function writes to that folder. */
interface Written {
  readonly cluster_id: string;
  readonly taken_at: string;
  readonly asked: Snapshot['asked'];
  readonly topics: readonly (Omit<DescribedTopic, 'replicationFactor'> & { readonly replication_factor: number })[];
  readonly groups: readonly GroupWithOffsets[];
  readonly recreated: readonly RecreatedTopic[];
  /** Snapshots from before it was carried on have none. */
  readonly recreated_earlier?: readonly RecreatedEarlier[];
  readonly earlier_ids: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(gunzipSync(bytes).toString());
  } catch {
    return undefined;
  }
}

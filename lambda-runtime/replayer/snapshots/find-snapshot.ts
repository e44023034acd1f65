import { listed, listedNames } from '../../../src/contract/listed';
import { SNAPSHOTS_FOLDER, snapshotPlace, snapshotsOf } from '../../../src/contract/snapshot-keys';
import { quoted } from '../../errors';
import { PermanentError } from '../../permanent-error';
import { type ObjectStore, uri } from '../runs/object-store';
import { readSnapshot, type Snapshot } from './snapshot';
import { lacksOf, type SnapshotNeeds } from './snapshot-needs';

/** The snapshot that a request asks for. */
export interface WantedSnapshot {
  /** The key of the snapshot; if it is left out, the newest one counts that has everything that is needed. */
  readonly snapshot?: string;
  /** The id of the cluster that it was taken of; any where the bucket has those of one only. */
  readonly sourceCluster?: string;
  /** The time at or before which it was taken, in milliseconds since 1970. */
  readonly at?: number;
  /** The topics and groups that it must have, since a snapshot may be of a few topics or groups only. */
  readonly needs?: SnapshotNeeds;
}

/** A snapshot, with the key that it stands under. */
export interface FoundSnapshot extends Snapshot {
  readonly key: string;
  /** Says that newer ones were passed over, and why. */
  readonly passedOver: readonly string[];
}

/**
 * Finds the snapshot that a request asks for: the newest one that has all that is needed.
 *
 * @returns the newest one where something is in none of them: whoever needs it says so in the words of the matter
 * @throws PermanentError if there is none, if it is of another cluster, if it could be of one or of another, or if what is needed is in
 *   several of them
 */
export async function findSnapshot(store: ObjectStore, wanted: WantedSnapshot): Promise<FoundSnapshot> {
  if (wanted.snapshot !== undefined) {
    return { ...(await read(store, assertKey(wanted.snapshot, wanted))), passedOver: [] };
  }
  const [newestKey = '', ...olderKeys] = await keysOf(store, wanted);
  const newest = await read(store, newestKey);
  const lacks = lacksOf(newest, wanted.needs);
  if (lacks.length === 0) {
    return { ...newest, passedOver: [] };
  }
  const lastWith = new Map(lacks.map((lack) => [lack, undefined as string | undefined]));
  for (const key of olderKeys) {
    const older = await read(store, key);
    const olderLacks = lacksOf(older, wanted.needs);
    if (olderLacks.length === 0) {
      const why = `the newest snapshot ${newestKey} has no ${listed(lacks, MOST_LACKS)}; ${key} is gone by in its place, the newest one that has all that is needed`;
      return { ...older, passedOver: [why] };
    }
    for (const lack of lacks.filter((each) => !olderLacks.includes(each) && lastWith.get(each) === undefined)) {
      lastWith.set(lack, key);
    }
  }
  const elsewhere = [...lastWith].map(([lack, key]) => key && `${key} has the ${lack}`);
  if (elsewhere.every((place): place is string => place !== undefined)) {
    throw refused(
      `no snapshot has all that is needed: the newest one, ${newestKey}, has no ${listed(lacks, MOST_LACKS)}; ${listed(elsewhere, MOST_LACKS)}; ` +
        'give one of them as "snapshot" and ask for less at a time, or take one of all while the cluster is there',
    );
  }
  return { ...newest, passedOver: [] };
}

async function read(store: ObjectStore, key: string): Promise<Snapshot & { readonly key: string }> {
  const snapshot = await readSnapshot(store, key);
  if (snapshot === undefined) {
    throw refused(`there is no snapshot ${uri(store, key)}: it has expired, or was never taken; ${HOW_TO}`);
  }
  return { key, ...snapshot };
}

/** A key of a snapshot stands beside each. */
const MOST_LACKS = { most: 5 };
const HOW_TO =
  'leave "snapshot" out for the newest one, or look at which there are: aws s3 ls --recursive s3://<bucket>/snapshots/';

function assertKey(key: string, { sourceCluster }: WantedSnapshot): string {
  const place = snapshotPlace(key);
  if (place === undefined) {
    throw refused(
      `snapshot is ${quoted(key)}, which is not the key of one; they are like snapshots/<cluster id>/2026/04/13/20260413T120000000Z.json.gz: ${HOW_TO}`,
    );
  }
  if (sourceCluster !== undefined && place.clusterId !== sourceCluster) {
    throw refused(
      `snapshot ${quoted(key)} is of the cluster '${place.clusterId}', and source_cluster is '${sourceCluster}'; give one of that cluster, or leave one of the two out`,
    );
  }
  return key;
}

/** The snapshots of the cluster, the newest first, by name alone: names in their order are times in theirs. */
async function keysOf(store: ObjectStore, { sourceCluster, at = Date.now() }: WantedSnapshot): Promise<string[]> {
  const byCluster = new Map<string, string[]>();
  let oldest = Number.POSITIVE_INFINITY;
  const folder = sourceCluster === undefined ? SNAPSHOTS_FOLDER : snapshotsOf(sourceCluster);
  for await (const key of store.list(folder)) {
    const place = snapshotPlace(key);
    if (place !== undefined && place.takenAt <= at) {
      byCluster.set(place.clusterId, [key, ...(byCluster.get(place.clusterId) ?? [])]);
    }
    oldest = Math.min(oldest, place?.takenAt ?? oldest);
  }
  const [keys, ...others] = byCluster.values();
  if (keys === undefined) {
    const ofCluster = sourceCluster === undefined ? '' : ` of the cluster '${sourceCluster}'`;
    const when = `taken at or before ${new Date(at).toISOString()}`;
    const first = oldest === Number.POSITIVE_INFINITY ? '' : ` (the oldest is of ${new Date(oldest).toISOString()})`;
    throw refused(
      `${uri(store, folder)} has no snapshot${ofCluster} ${when}${first}; take one while the cluster is there: {"action": "snapshot", "groups": […]}, or by replayer.snapshot(…)`,
    );
  }
  if (others.length > 0) {
    throw refused(
      `${uri(store, folder)} has snapshots of several clusters, ${listedNames([...byCluster.keys()])}; give "source_cluster" with the one that the records came from`,
    );
  }
  return keys;
}

function refused(message: string): PermanentError {
  return new PermanentError('InvalidRequest', message);
}

import { SNAPSHOTS_FOLDER, snapshotPlace, snapshotsOf } from '../../../src/contract/snapshot-keys';
import { quoted } from '../../errors';
import { PermanentError } from '../../permanent-error';
import { type ObjectStore, uri } from '../runs/object-store';
import { readSnapshot, type Snapshot } from './snapshot';

/** The snapshot that a request asks for. */
export interface WantedSnapshot {
  /** Its key; the newest one where it is left out. */
  readonly snapshot?: string;
  /** The id of the cluster that it was taken of; any where the bucket has those of one only. */
  readonly sourceCluster?: string;
  /** The time at or before which it was taken, in milliseconds since 1970. */
  readonly at?: number;
}

/** A snapshot, with the key that it stands under. */
export interface FoundSnapshot extends Snapshot {
  readonly key: string;
}

/**
 * Finds the snapshot that a request asks for.
 *
 * @throws PermanentError if there is none, if it is of another cluster, or if it could be of one or of another
 */
export async function findSnapshot(store: ObjectStore, wanted: WantedSnapshot): Promise<FoundSnapshot> {
  const key = wanted.snapshot === undefined ? await newestKey(store, wanted) : assertKey(wanted.snapshot, wanted);
  const snapshot = await readSnapshot(store, key);
  if (snapshot === undefined) {
    throw refused(`there is no snapshot ${uri(store, key)}: it has expired, or was never taken; ${HOW_TO}`);
  }
  return { key, ...snapshot };
}

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

/** The newest snapshot of each cluster by name alone: names in their order are times in theirs. */
async function newestKey(store: ObjectStore, { sourceCluster, at = Date.now() }: WantedSnapshot): Promise<string> {
  const newest = new Map<string, string>();
  let oldest = Number.POSITIVE_INFINITY;
  const folder = sourceCluster === undefined ? SNAPSHOTS_FOLDER : snapshotsOf(sourceCluster);
  for await (const key of store.list(folder)) {
    const place = snapshotPlace(key);
    if (place !== undefined && place.takenAt <= at) {
      newest.set(place.clusterId, key);
    }
    oldest = Math.min(oldest, place?.takenAt ?? oldest);
  }
  const [key, ...others] = newest.values();
  if (key === undefined) {
    const ofCluster = sourceCluster === undefined ? '' : ` of the cluster '${sourceCluster}'`;
    const when = `taken at or before ${new Date(at).toISOString()}`;
    const first = oldest === Number.POSITIVE_INFINITY ? '' : ` (the oldest is of ${new Date(oldest).toISOString()})`;
    throw refused(
      `${uri(store, folder)} has no snapshot${ofCluster} ${when}${first}; take one while the cluster is there: {"action": "snapshot", "groups": […]}, or by replayer.snapshot(…)`,
    );
  }
  if (others.length > 0) {
    const clusters = [...newest.keys()].map((id) => `'${id}'`).join(', ');
    throw refused(
      `${uri(store, folder)} has snapshots of several clusters, ${clusters}; give "source_cluster" with the one that the records came from`,
    );
  }
  return key;
}

function refused(message: string): PermanentError {
  return new PermanentError('InvalidRequest', message);
}

/** Names of the objects that hold snapshots of clusters, in the bucket of a replayer's workflow. */

/** The folder of all snapshots. */
export const SNAPSHOTS_FOLDER = 'snapshots/';

/** The cluster and the time in the key of a snapshot. */
export interface SnapshotPlace {
  readonly clusterId: string;
  /** Milliseconds since 1970. */
  readonly takenAt: number;
}

/**
 * The key of a snapshot. Of one cluster, keys in their order are times in theirs.
 *
 * @param place the cluster, and the time
 * @returns such as `snapshots/VYSICPVYut8-mM6jXzDgOg/2026/04/13/20260413T120000000Z.json.gz`
 */
export function snapshotKey({ clusterId, takenAt }: SnapshotPlace): string {
  const time = new Date(takenAt).toISOString();
  const day = time.slice(0, 10).replaceAll('-', '/');
  return `${snapshotsOf(clusterId)}${day}/${time.replace(/[-:.]/g, '')}.json.gz`;
}

/** The folder of the snapshots of one cluster. */
export function snapshotsOf(clusterId: string): string {
  return `${SNAPSHOTS_FOLDER}${encodeURIComponent(clusterId)}/`;
}

const KEY =
  /^snapshots\/(?<cluster>[^/]+)\/\d{4}\/\d{2}\/\d{2}\/(?<date>\d{8})T(?<h>\d{2})(?<m>\d{2})(?<s>\d{2})(?<ms>\d{3})Z\.json\.gz$/;

/** @returns the place that a key tells of; undefined if it is not the key of a snapshot */
export function snapshotPlace(key: string): SnapshotPlace | undefined {
  const { cluster = '', date = '', h, m, s, ms } = KEY.exec(key)?.groups ?? {};
  const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;
  const place = { clusterId: decoded(cluster), takenAt: Date.parse(`${day}T${h}:${m}:${s}.${ms}Z`) };
  return Number.isNaN(place.takenAt) || snapshotKey(place) !== key ? undefined : place;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { beginningKey, checkpointKey, manifestKey, partOfManifest } from '../../../src/contract/run-keys';
import { isForeign } from '../../../src/contract/source-format';
import { isObject } from '../../environment';
import { isCount } from '../../records/record';
import { targetTopicOf } from '../publishing/outgoing';
import type { ManifestFiles } from '../request/given-files';
import type { ReplayRequest } from '../request/request';
import type { KeptCursor } from '../runs/checkpoint';
import { fingerprint } from '../runs/cursor';
import { type ObjectStore, readJson } from '../runs/object-store';
import type { Positions } from '../runs/position';
import { fieldsOf } from '../runs/run-plan';
import type { MapOwner } from './map-parts';
import { type MapState, parseMapState } from './map-state';
import { emptyMap, RecordedMap } from './recorded-map';

export interface PartToMap {
  readonly request: ReplayRequest;
  readonly files: ManifestFiles;
  readonly positions: Positions;
  /** The map of the checkpoint; undefined if there was none. */
  readonly kept: KeptCursor | undefined;
}

/** The map of a part, and whether it was settled until now: then it must be kept as open before anything is sent. */
export interface OpenedMap {
  readonly map: RecordedMap;
  readonly isToKeep: boolean;
}

/**
 * Opens the offset map of a run's part: the one that was kept, or the one of the run that is resumed, or a new one.
 *
 * @returns undefined where there can be none: files of others do not tell which offsets their records had
 */
export async function openMap(
  store: ObjectStore,
  { request, files, positions, kept }: PartToMap,
): Promise<OpenedMap | undefined> {
  const part = partOfManifest(files.manifest);
  if (part === undefined || isForeign(request.sourceFormat)) {
    return undefined;
  }
  const { partition } = part;
  const owner = { ...part, plan: files.plan, request: fingerprint(request) };
  const topic = targetTopicOf(partition.slice(0, partition.lastIndexOf('+')), request);
  const begun = kept === undefined ? await begin(store, owner, topic) : stateIn(kept, partition);
  const position = positions.get(partition);
  const now = isCount(position) ? position : 0;
  const map = new RecordedMap(store, owner, begun?.state ?? emptyMap(topic));
  if (now > (begun?.next ?? 0)) {
    map.lost(begun?.next ?? 0, now);
  }
  if (begun?.state.settled === false) {
    map.doubt(now);
  }
  return { map, isToKeep: kept === undefined || begun === undefined || begun.state.settled };
}

interface Begun {
  readonly state: MapState;
  /** The source offset that it reaches to. */
  readonly next: number;
}

/** @returns undefined if there was no map: an earlier version kept the checkpoint */
function stateIn({ offset_map: kept, next }: Record<string, unknown>, partition: string): Begun | undefined {
  const state = parseMapState(kept);
  const reached = isObject(next) ? next[partition] : undefined;
  return state && { state, next: isCount(reached) ? reached : 0 };
}

/**
 * Begins the map of a part. A run that resumes another goes on with its map, and with the stretches that were in doubt.
 */
async function begin(
  store: ObjectStore,
  { run, partition, request }: MapOwner,
  topic: string,
): Promise<Begun | undefined> {
  const { resumes, target_ends: ends } = fieldsOf(await readJson(store, beginningKey(run)));
  if (!isObject(resumes)) {
    const known = isObject(ends) ? ends[topic] : undefined;
    return { state: emptyMap(topic, isObject(known) ? (known as Record<string, number>) : {}), next: 0 };
  }
  const { run: earlier, plan } = resumes;
  const checkpoint =
    typeof earlier === 'string' ? fieldsOf(await readJson(store, checkpointKey(manifestKey(earlier, partition)))) : {};
  const isEarlier = checkpoint.request === request && checkpoint.plan === plan;
  const begun = isEarlier ? stateIn(checkpoint, partition) : undefined;
  if (begun === undefined) {
    return typeof earlier === 'string' && !isEarlier
      ? begin(store, { run: earlier, partition, plan: undefined, request }, topic)
      : undefined;
  }
  const { parts, earlier: before, ...state } = begun.state;
  const chain = {
    run: String(earlier),
    ...(typeof plan === 'string' && { plan }),
    parts,
    ...(before && { earlier: before }),
  };
  return { next: begun.next, state: { ...state, parts: 0, earlier: chain } };
}

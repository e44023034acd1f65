import { checkpointKey, manifestKey } from '../../../src/contract/run-keys';
import type { ClusterAdmin } from '../../kafka/cluster-admin';
import { isCount } from '../../records/record';
import { type ObjectStore, readJson } from '../runs/object-store';
import { fieldsOf, readBeginning, resumedBeginning } from '../runs/run-plan';
import { clearUp, partitionsInDoubt } from './clear-up';
import { type MapOwner, readMapPart } from './map-parts';
import { type EarlierParts, type MapPart, type MapState, parseMapState } from './map-state';

/** The target offsets that the records of one source partition got in a run, and in those that it resumes. */
export interface OffsetMap {
  /** The run that wrote the newest part: the one that was asked for, or one that it resumes. */
  readonly run: string;
  /** `<topic>+<partition>` of the source. */
  readonly partition: string;
  /** The target topic. */
  readonly topic: string;
  /** The source offset after the last one that the replay has handled. */
  readonly next: number;
  /** The offset after the last record that was acknowledged, for each target partition. */
  readonly ends: ReadonlyMap<number, number>;
  /**
   * False if a record may have an earlier copy than the one that the map tells: the target could not be read back where an
   * invocation had been ended with records on their way.
   */
  readonly exact: boolean;
  /** Reads the map from the lowest source offset to the highest, one stretch at a time. */
  parts(): AsyncGenerator<MapPart, void, undefined>;
}

/**
 * Reads the offset map of one source partition of a run.
 *
 * @param run the name of the execution
 * @param partition `<topic>+<partition>` of the source
 * @param admin reads the target back where the run was ended before it could do that itself; without it the map may be inexact
 * @returns undefined if there is none: the run was unordered or dry, the partition is none of its, or its files tell no offsets
 * @throws PermanentError if the map is of another plan or request than the run
 */
export async function readOffsetMap(
  store: ObjectStore,
  run: string,
  partition: string,
  admin?: Pick<ClusterAdmin, 'read'>,
): Promise<OffsetMap | undefined> {
  const beginning = await readBeginning(store, run);
  const { plan, request } = beginning;
  if (request === undefined) {
    return undefined;
  }
  const checkpoint = fieldsOf(await readJson(store, checkpointKey(manifestKey(run, partition))));
  if (checkpoint.request === request && checkpoint.plan === plan) {
    const state = parseMapState(checkpoint.offset_map);
    const owner = { run, partition, plan, request };
    return state && toMap(store, owner, nextIn(checkpoint, partition), await clearedUp(state, admin));
  }
  // A partition that a run did not come to is where the run had left it that was resumed.
  const resumed = await resumedBeginning(store, beginning);
  return resumed && readOffsetMap(store, resumed.run, partition, admin);
}

async function clearedUp(state: MapState, admin: Pick<ClusterAdmin, 'read'> | undefined): Promise<MapState> {
  let { ranges, repeated }: Pick<MapPart, 'ranges' | 'repeated'> = state;
  for (const doubt of state.doubts) {
    const known = { ranges, repeated, ends: state.ends };
    if (partitionsInDoubt(doubt, known).length > 0) {
      if (admin === undefined) {
        return state;
      }
      ({ ranges, repeated } = await clearUp(admin, state.topic, doubt, known));
    }
  }
  return { ...state, ranges, repeated, doubts: [] };
}

function toMap(store: ObjectStore, owner: MapOwner, next: number, state: MapState): OffsetMap {
  const { topic, ends, doubts, unread } = state;
  return {
    run: owner.run,
    partition: owner.partition,
    topic,
    next,
    ends: new Map(Object.entries(ends).map(([target, end]) => [Number(target), end])),
    exact: unread.length === 0 && doubts.length === 0,
    parts: () => partsOf(store, owner, state),
  };
}

async function* partsOf(
  store: ObjectStore,
  owner: MapOwner,
  { earlier, parts, ...newest }: MapState,
): AsyncGenerator<MapPart, void, undefined> {
  for (const each of [...chain(earlier).reverse(), { run: owner.run, plan: owner.plan, parts }]) {
    for (let number = 0; number < each.parts; number++) {
      yield await readMapPart(store, { ...owner, run: each.run, plan: each.plan }, number);
    }
  }
  yield newest;
}

/** The earlier parts, the newest first. */
function chain(earlier: EarlierParts | undefined): EarlierParts[] {
  return earlier === undefined ? [] : [earlier, ...chain(earlier.earlier)];
}

function nextIn(checkpoint: Record<string, unknown>, partition: string): number {
  const next = fieldsOf(checkpoint.next)[partition];
  return isCount(next) ? next : 0;
}

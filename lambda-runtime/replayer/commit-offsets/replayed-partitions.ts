import { partitionsKey } from '../../../src/contract/run-keys';
import { Budget } from '../../in-flight';
import type { ClusterAdmin, CommittedOffset } from '../../kafka/cluster-admin';
import { PermanentError } from '../../permanent-error';
import { type OffsetMap, readOffsetMap } from '../offset-map/read-offset-map';
import { type ObjectStore, uri } from '../runs/object-store';
import { chainOf, type RunPlan, readRunPlan, textOr } from '../runs/run-plan';
import { firstNotConsumed } from './first-not-consumed';
import { nameOf, type ReplayedPartition } from './translate';

export interface ReplayedPartitions {
  /** The run, and those that it resumes. */
  readonly chain: readonly RunPlan[];
  readonly replayed: ReadonlyMap<string, ReplayedPartition>;
  /** The partitions whose maps may name second copies. */
  readonly inexact: readonly string[];
}

const MAPS_AT_A_TIME = 8;

/**
 * Reads the offset maps of the topics that were committed.
 *
 * @throws PermanentError if there is no run with offset maps, or if a map is of another plan or request
 */
export async function replayedPartitions(
  store: ObjectStore,
  run: string,
  committed: readonly CommittedOffset[],
  admin: ClusterAdmin,
): Promise<ReplayedPartitions> {
  const topics = new Set(committed.map(({ topic }) => topic));
  const wanted = offsetsByPartition(committed);
  const chain = await runsOf(store, run);
  const names = new Set(chain.flatMap(({ items }) => items.flatMap(({ partition }) => textOr(partition) ?? [])));
  const replayed = new Map<string, ReplayedPartition>();
  const inexact: string[] = [];
  const budget = new Budget(MAPS_AT_A_TIME);
  let maps = 0;
  await Promise.all(
    [...names].sort().map((name) =>
      budget.with(1, async () => {
        const source = parsed(name);
        const map = await readOffsetMap(store, run, name, admin);
        maps += map === undefined ? 0 : 1;
        if (map !== undefined && topics.has(source.topic)) {
          replayed.set(name, await toReplayed(source, map, wanted.get(name) ?? new Set()));
          inexact.push(...(map.exact ? [] : [name]));
        }
      }),
    ),
  );
  if (maps === 0) {
    throw new PermanentError(
      'InvalidRequest',
      `the run '${run}' has no offset map: it was a dry run, has published nothing yet, or replayed files that do not tell the offsets of their records`,
    );
  }
  return { chain, replayed, inexact: inexact.sort() };
}

async function toReplayed(
  source: { readonly topic: string; readonly partition: number },
  map: OffsetMap,
  wanted: ReadonlySet<number>,
): Promise<ReplayedPartition> {
  const progress = await firstNotConsumed(map, new Set([0, ...wanted]));
  return { ...source, targetTopic: map.topic, next: map.next, progress };
}

async function runsOf(store: ObjectStore, run: string): Promise<readonly RunPlan[]> {
  const last = await readRunPlan(store, run);
  if (last === undefined) {
    throw new PermanentError(
      'InvalidRequest',
      `there is no ordered run '${run}' (${uri(store, partitionsKey(run))}); give the name of an execution of this workflow that was neither unordered nor dry`,
    );
  }
  return chainOf(store, last);
}

function offsetsByPartition(committed: readonly CommittedOffset[]): Map<string, Set<number>> {
  const wanted = new Map<string, Set<number>>();
  for (const each of committed) {
    const name = nameOf(each);
    wanted.set(name, (wanted.get(name) ?? new Set()).add(each.offset));
  }
  return wanted;
}

function parsed(name: string): { readonly topic: string; readonly partition: number } {
  const plus = name.lastIndexOf('+');
  return { topic: name.slice(0, plus), partition: Number(name.slice(plus + 1)) };
}

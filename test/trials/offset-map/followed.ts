import { readOffsetMap } from '../../../lambda-runtime/replayer/offset-map/read-offset-map';
import type { MemoryCluster } from '../../handlers/support/memory-cluster';
import type { MemoryStore } from '../../handlers/support/memory-store';

/** The places `<target partition>+<target offset>`, by the source offset. */
type Places = Record<number, string>;

export interface Followed {
  readonly first: Places;
  /** The source offset of each second copy, by its place. */
  readonly repeated: Record<string, number>;
}

/** The places that a run's map tells of one source partition. */
export async function mapped(
  store: MemoryStore,
  run: string,
  partition: string,
  cluster?: MemoryCluster,
): Promise<Followed | undefined> {
  const map = await readOffsetMap(store, run, partition, cluster?.admin);
  if (map === undefined) {
    return undefined;
  }
  const followed: Followed = { first: {}, repeated: {} };
  for await (const { ranges, repeated } of map.parts()) {
    for (const [source, count, target, offset] of ranges) {
      for (let nth = 0; nth < count; nth++) {
        if (followed.first[source + nth] !== undefined) throw new Error(`${source + nth} stands twice in the map`);
        followed.first[source + nth] = `${target}+${offset + nth}`;
      }
    }
    for (const [target, offset, count, source] of repeated) {
      for (let nth = 0; nth < count; nth++) followed.repeated[`${target}+${offset + nth}`] = source + nth;
    }
  }
  return followed;
}

/** The places that the records of one source partition really have; their values name their source: `<partition>+<offset>`. */
export function found(cluster: MemoryCluster, topic: string, partition: string): Followed {
  const followed: Followed = { first: {}, repeated: {} };
  for (const [name, log] of cluster.logs) {
    const target = name.slice(name.lastIndexOf('+') + 1);
    for (const { value, offset } of name.startsWith(`${topic}+`) ? log : []) {
      const [, from, source] = /^(.*)\+(\d+)$/.exec(String(value)) ?? [];
      if (from === partition) {
        const known = followed.first[Number(source)];
        if (known === undefined) followed.first[Number(source)] = `${target}+${offset}`;
        else followed.repeated[`${target}+${offset}`] = Number(source);
      }
    }
  }
  return followed;
}

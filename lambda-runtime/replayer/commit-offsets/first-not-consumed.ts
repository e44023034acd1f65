import type { MapPart } from '../offset-map/map-state';
import type { OffsetMap } from '../offset-map/read-offset-map';

/** Target offsets by target partition. */
export type TargetOffsets = ReadonlyMap<number, number>;

/** The places of the records of one source partition, as a consumer of the target needs them. */
export interface Progress {
  /**
   * The lowest target offset, for each source offset and target partition, of a record with this source offset or a
   * later one.
   */
  readonly first: ReadonlyMap<number, TargetOffsets>;
  /** The offset after the last record, for each target partition that records went to. */
  readonly ends: TargetOffsets;
  /**
   * The number of offsets, for each source offset, from there to the first record that was published in any target
   * partition.
   */
  readonly passed: ReadonlyMap<number, number>;
}

/**
 * Finds the first record of each target partition that was not consumed yet. An offset that no record has (it was compacted, filtered
 * or a transaction's marker, or never ingested) stands for the next record that was published.
 *
 * @param sources offsets that were committed: of the next record that is to be read
 */
export async function firstNotConsumed(map: OffsetMap, sources: Iterable<number>): Promise<Progress> {
  const first = new Map([...sources].map((source) => [source, new Map<number, number>()] as const));
  const ends = new Map<number, number>();
  const passed = new Map<number, number>();
  const found = (source: number, behind: number, partition: number, target: number) => {
    for (const [wanted, targets] of first) {
      if (behind > wanted && !passed.has(wanted)) {
        passed.set(wanted, Number.isFinite(source) ? Math.max(0, source - wanted) : 0);
      }
      if (behind > wanted && !targets.has(partition)) {
        targets.set(partition, target + Math.max(0, wanted - source));
      }
    }
  };
  for await (const part of map.parts()) {
    for (const stretch of inOrder(part)) {
      if ('unknown' in stretch) {
        // Such records lie behind all that went out before them, wherever that is.
        for (const partition of map.ends.keys()) {
          found(Number.POSITIVE_INFINITY, stretch.unknown, partition, ends.get(partition) ?? 0);
        }
      } else {
        const [source, count, partition, target] = stretch.range;
        found(source, source + count, partition, target);
        ends.set(partition, target + count);
      }
    }
  }
  // Behind second copies, too: who has consumed all need not read them.
  const lastEnds = new Map([...ends].map(([partition, end]) => [partition, map.ends.get(partition) ?? end]));
  return { first, ends: lastEnds, passed };
}

type Stretch = { readonly range: MapPart['ranges'][number] } | { readonly unknown: number };

function inOrder({ ranges, unknown }: MapPart): Stretch[] {
  const all = [
    ...ranges.map((range) => ({ at: range[0], stretch: { range } })),
    ...unknown.map(([from, to]) => ({ at: from, stretch: { unknown: to } })),
  ];
  return all.sort((a, b) => a.at - b.at).map(({ stretch }) => stretch);
}

import type { CommittedOffset } from '../../kafka/cluster-admin';
import type { Progress } from './first-not-consumed';

/** The progress of one source partition in a run. */
export interface ReplayedPartition {
  readonly topic: string;
  readonly partition: number;
  readonly targetTopic: string;
  /** The source offset after the last one that the run has handled. */
  readonly next: number;
  readonly progress: Progress;
}

/** An offset to commit at the target, and the committed offsets of the source that it was made of. */
export interface TranslatedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly metadata: string;
  readonly sources: readonly CommittedOffset[];
}

export interface Translation {
  readonly offsets: readonly TranslatedOffset[];
  /** Partitions of which the run has replayed no record: nothing is committed for them. */
  readonly notReplayed: readonly CommittedOffset[];
  /** Committed offsets beyond all that the run has handled. */
  readonly beyond: readonly CommittedOffset[];
}

/** The name of a partition in maps. */
export function nameOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return `${topic}+${partition}`;
}

/**
 * Translates what one group has committed. In each target partition it goes on with the lowest offset of a record that it has not
 * consumed, of whichever source partition; where it has consumed all, behind the last of them.
 *
 * @param replayed the source partitions of the run, by name
 */
export function translate(
  committed: readonly CommittedOffset[],
  replayed: ReadonlyMap<string, ReplayedPartition>,
): Translation {
  const places = new Map<string, Place>();
  const notReplayed: CommittedOffset[] = [];
  for (const each of committed) {
    const source = replayed.get(nameOf(each));
    if (source === undefined || source.progress.ends.size === 0) {
      notReplayed.push(each);
    } else {
      addTo(places, source, each.offset, each);
    }
  }
  // Of a partition that the group has committed nothing of, it may have consumed nothing: its records must not be passed by where
  // they share a target with others.
  const topics = new Set(committed.map(({ topic }) => topic));
  const known = new Set(committed.map(nameOf));
  for (const [name, source] of replayed) {
    if (topics.has(source.topic) && !known.has(name)) {
      addTo(places, source, 0);
    }
  }
  const beyond = committed.filter(
    (each) => each.offset > (replayed.get(nameOf(each))?.next ?? Number.POSITIVE_INFINITY),
  );
  return { offsets: [...places.values()].flatMap(offsetOf).sort(byPlace), notReplayed, beyond };
}

interface Place {
  readonly topic: string;
  readonly partition: number;
  /** The lowest offset of a record that was not consumed. */
  first?: number;
  /** The offset after the last record. */
  end: number;
  readonly sources: CommittedOffset[];
}

function addTo(
  places: Map<string, Place>,
  source: ReplayedPartition,
  offset: number,
  committed?: CommittedOffset,
): void {
  for (const [partition, end] of source.progress.ends) {
    const target = { topic: source.targetTopic, partition };
    const place = places.get(nameOf(target)) ?? { ...target, end: 0, sources: [] };
    const first = source.progress.first.get(offset)?.get(partition);
    if (first !== undefined) {
      place.first = Math.min(first, place.first ?? first);
    }
    place.end = Math.max(place.end, end);
    if (committed !== undefined) {
      place.sources.push(committed);
    }
    places.set(nameOf(target), place);
  }
}

/** The offset to commit; none if the group has committed nothing of any source partition. */
function offsetOf({ topic, partition, first, end, sources }: Place): TranslatedOffset[] {
  const [only, ...others] = sources;
  const metadata = only !== undefined && others.length === 0 ? only.metadata : '';
  return only === undefined ? [] : [{ topic, partition, offset: first ?? end, metadata, sources }];
}

function byPlace(a: TranslatedOffset, b: TranslatedOffset): number {
  return a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1;
}

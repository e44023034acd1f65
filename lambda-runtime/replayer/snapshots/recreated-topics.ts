import { listed } from '../../../src/contract/listed';
import type { DescribedTopic } from '../../kafka/cluster-admin';
import type { RecreatedEarlier, RecreatedTopic, Snapshot } from './snapshot';

type Known = Pick<Snapshot, 'topics' | 'earlierIds'>;

/** The ids that a snapshot knows, by name: those of its own topics, and those that only earlier snapshots had. */
function idsIn({ topics, earlierIds }: Known): Record<string, string> {
  return { ...earlierIds, ...Object.fromEntries(topics.map(({ name, id }) => [name, id])) };
}

/**
 * The topics that have another id than an earlier snapshot saw: they were deleted and made again, and their offsets began
 * anew. Clusters that give topics no ids (before Kafka 2.8) do not tell.
 */
export function recreatedTopics(earlier: Known | undefined, topics: readonly DescribedTopic[]): RecreatedTopic[] {
  const known = earlier === undefined ? {} : idsIn(earlier);
  return topics.flatMap(({ name, id }) => {
    const before = known[name] ?? '';
    return before === '' || id === '' || before === id ? [] : [{ topic: name, before, now: id }];
  });
}

/**
 * The ids of topics that are not there, or were not asked for, this time: a topic may be deleted before one snapshot and made
 * again before the next.
 */
export function earlierIds(earlier: Known | undefined, topics: readonly DescribedTopic[]): Record<string, string> {
  const now = new Set(topics.map(({ name }) => name));
  const ids = earlier === undefined ? {} : idsIn(earlier);
  const others = Object.entries(ids).filter(([name, id]) => id !== '' && !now.has(name));
  return Object.fromEntries(others.sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Recreations = Pick<Snapshot, 'takenAt' | 'recreated' | 'recreatedEarlier'>;

/** The last time of each topic that a snapshot knows to have been made again, in the order of their names. */
function recreationsIn({ takenAt, recreated, recreatedEarlier }: Recreations): RecreatedEarlier[] {
  const seenNow = recreated.map((each) => ({ ...each, seen_at: new Date(takenAt).toISOString() }));
  const byTopic = new Map([...recreatedEarlier, ...seenNow].map((each) => [each.topic, each] as const));
  return [...byTopic.values()].sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

/** The topics that earlier snapshots found made again, without those that this one does. */
export function recreatedEarlier(
  earlier: Recreations | undefined,
  recreated: readonly RecreatedTopic[],
): RecreatedEarlier[] {
  const now = new Set(recreated.map(({ topic }) => topic));
  return earlier === undefined ? [] : recreationsIn(earlier).filter(({ topic }) => !now.has(topic));
}

/**
 * Warns of topics of which a replay takes in files from before they were made again: the newer ones have the same offsets.
 *
 * @param from the beginning of the replay's window; undefined where it takes all
 */
export function warningsOfRecreated(
  snapshot: Recreations,
  topics: Iterable<string>,
  from: number | undefined,
): string[] {
  const replayed = new Set(topics);
  const mixed = recreationsIn(snapshot).filter(
    ({ topic, seen_at: seenAt }) => replayed.has(topic) && (from ?? 0) < Date.parse(seenAt),
  );
  const named = mixed.map(({ topic, seen_at: seenAt }) => `'${topic}' (noticed at ${seenAt})`);
  return named.length === 0
    ? []
    : [
        `${listed(named)} had been deleted and made again at the source, and files from before may be in the replay: they count their offsets ` +
          'from 0 as the newer ones do, so that where an offset stands twice one record goes out, and what groups committed before belongs to ' +
          'other records; give a "from" behind that time, or replay both apart',
      ];
}

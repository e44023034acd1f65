import type { DescribedTopic } from '../../kafka/cluster-admin';
import type { RecreatedTopic, Snapshot } from './snapshot';

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

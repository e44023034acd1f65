import type { ClusterAdmin, DescribedTopic } from '../../kafka/cluster-admin';
import { differencesOf } from './differences';
import type { WantedTopic } from './wanted-topics';

/** @returns those of the topics that are there, by name */
export async function describedTopics(
  wanted: readonly WantedTopic[],
  cluster: ClusterAdmin,
): Promise<ReadonlyMap<string, DescribedTopic>> {
  const topics = wanted.length === 0 ? [] : await cluster.describeTopics(wanted.map(({ name }) => name));
  return new Map(topics.map((topic) => [topic.name, topic]));
}

/** A clause for each topic that is there and differs. */
export function problemsOf(
  wanted: readonly WantedTopic[],
  there: ReadonlyMap<string, DescribedTopic>,
): readonly string[] {
  return wanted.flatMap((topic) => {
    const found = there.get(topic.name);
    const differences = found === undefined ? [] : differencesOf(topic, found);
    return differences.length === 0 ? [] : [`the topic '${topic.name}' has ${differences.join(', ')}`];
  });
}

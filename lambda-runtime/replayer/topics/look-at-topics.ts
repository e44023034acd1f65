import { inTime } from '../../deadline/in-time';
import { errorMessage } from '../../errors';
import type { ClusterAdmin, DescribedTopic } from '../../kafka/cluster-admin';
import { permanentName } from '../../permanent-error';
import type { Warnings } from '../runs/warnings';
import { checkNewTopics } from './check-new-topics';
import { describedTopics, problemsOf } from './described-topics';
import { differencesOf } from './differences';
import type { TopicDependencies } from './make-topics';
import { type PreparedTopic, preparedTopic } from './prepared-topics';
import type { WantedTopic } from './wanted-topics';

/**
 * Tells what a replay that is not dry would make and refuse. A dry run needs no cluster otherwise, and goes on without one: then
 * it tells what would be made if none of the topics were there.
 */
export async function lookAtTopics(
  wanted: readonly WantedTopic[],
  { admin, deadline, warnings }: TopicDependencies,
): Promise<PreparedTopic[]> {
  let cluster: ClusterAdmin | undefined;
  try {
    cluster = await inTime(deadline, admin(), 'connecting to Kafka; check its address');
    const there = await inTime(deadline, describedTopics(wanted, cluster), 'looking at topics');
    for (const problem of problemsOf(wanted, there)) {
      warnings.add(`a replay that is not dry would be refused: ${problem}`);
    }
    await inTime(deadline, warnOfRefused(wanted, there, cluster, warnings), 'looking at topics');
    return wanted.map((topic) => lookedAt(topic, there.get(topic.name)));
  } catch (error) {
    warnings.add(`nobody knows which of the target topics are there: ${errorMessage(error)}`);
    return wanted.map((topic) => lookedAt(topic, undefined));
  } finally {
    await cluster?.close().catch(() => undefined);
  }
}

async function warnOfRefused(
  wanted: readonly WantedTopic[],
  there: ReadonlyMap<string, DescribedTopic>,
  cluster: ClusterAdmin,
  warnings: Pick<Warnings, 'add'>,
): Promise<void> {
  try {
    const missing = wanted.filter(({ name }) => !there.has(name));
    await checkNewTopics(missing, cluster);
  } catch (error) {
    if (permanentName(error) === undefined) {
      throw error;
    }
    warnings.add(`a replay that is not dry would be refused: ${errorMessage(error)}`);
  }
}

function lookedAt(wanted: WantedTopic, found: DescribedTopic | undefined): PreparedTopic {
  const { sources } = wanted;
  if (found === undefined) {
    return preparedTopic(wanted, { outcome: 'to_make', sources });
  }
  const differences = differencesOf(wanted, found);
  return preparedTopic(found, {
    outcome: differences.length > 0 ? 'differs' : 'found',
    sources,
    id: found.id,
    ...(differences.length > 0 && { differences }),
  });
}

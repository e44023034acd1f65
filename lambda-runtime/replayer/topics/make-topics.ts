import { listed } from '../../../src/contract/listed';
import { inTime } from '../../deadline/in-time';
import { Budget } from '../../in-flight';
import type { ClusterAdmin, DescribedTopic } from '../../kafka/cluster-admin';
import { PermanentError } from '../../permanent-error';
import type { KafkaDependencies } from '../publishing/targets';
import type { ObjectStore } from '../runs/object-store';
import { withCluster } from '../with-cluster';
import { checkNewTopics } from './check-new-topics';
import { describedTopics, problemsOf } from './described-topics';
import { foreignTopics, type OwnTopics } from './own-topics';
import { type PreparedTopic, preparedTopic } from './prepared-topics';
import type { WantedTopic } from './wanted-topics';

export interface TopicDependencies extends Omit<KafkaDependencies, 'connect'> {
  readonly admin: () => Promise<ClusterAdmin>;
  readonly store: () => ObjectStore;
  /** The topics of a drill. It is given if topics are to be made and none of them may exist already. */
  readonly own?: OwnTopics;
}

const MADE_AT_ONCE = 4;

/**
 * Makes those topics that are not there. None is made while one that is there differs, or the cluster would not make one.
 *
 * @throws PermanentError with each setting that differs
 */
export async function makeTopics(
  wanted: readonly WantedTopic[],
  dependencies: TopicDependencies,
): Promise<PreparedTopic[]> {
  const { deadline, log, own } = dependencies;
  return withCluster(dependencies, async (cluster) => {
    const topics = await inTime(deadline, make(wanted, cluster, own), 'making topics');
    for (const { topic, id, partitions } of topics.filter(({ outcome }) => outcome === 'made')) {
      log.info('made a topic', { topic, id, partitions });
    }
    return topics;
  });
}

async function make(
  wanted: readonly WantedTopic[],
  cluster: ClusterAdmin,
  own: OwnTopics | undefined,
): Promise<PreparedTopic[]> {
  const there = await describedTopics(wanted, cluster);
  assertOwn([...there.keys()], own);
  assertEqual(wanted, there);
  const missing = wanted.filter(({ name }) => !there.has(name));
  await checkNewTopics(missing, cluster);
  const budget = new Budget(MADE_AT_ONCE);
  await Promise.all(missing.map((topic) => budget.with(1, () => makeOne(topic, cluster, own))));
  const made = await describedTopics(missing, cluster);
  return wanted.map((topic) => foundTopic(topic, there.get(topic.name), made.get(topic.name)));
}

/** Makes one topic. Another replay may make the same topic at the same time. */
async function makeOne(topic: WantedTopic, cluster: ClusterAdmin, own: OwnTopics | undefined): Promise<void> {
  try {
    await cluster.createTopic(topic, own && (() => own.add(topic.name)));
  } catch (error) {
    const there = await describedTopics([topic], cluster);
    if (!there.has(topic.name)) {
      throw error;
    }
    assertOwn([topic.name], own);
    assertEqual([topic], there);
  }
}

function assertOwn(names: readonly string[], own: OwnTopics | undefined): void {
  const foreign = own === undefined ? [] : names.filter((name) => !own.has(name));
  if (foreign.length > 0) {
    throw new PermanentError('TargetRefused', foreignTopics(foreign));
  }
}

function foundTopic(
  { name, sources }: WantedTopic,
  found: DescribedTopic | undefined,
  made: DescribedTopic | undefined,
): PreparedTopic {
  const topic = found ?? made;
  if (topic === undefined) {
    throw new Error(`the topic '${name}' was made, and is not there any more`);
  }
  return preparedTopic(topic, { outcome: found === undefined ? 'made' : 'found', sources, id: topic.id });
}

function assertEqual(wanted: readonly WantedTopic[], there: ReadonlyMap<string, DescribedTopic>): void {
  const problems = problemsOf(wanted, there);
  if (problems.length > 0) {
    throw new PermanentError(
      'TargetRefused',
      `nothing was published, since topics that are there differ from what create_topic asks for: ${listed(problems, { separator: '; ' })}; delete or ` +
        'change them, name others by target_topic, or let create_topic ask for what they have',
    );
  }
}

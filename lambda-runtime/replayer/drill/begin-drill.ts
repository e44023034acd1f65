import type { Deadline } from '../../deadline/deadline';
import { inTime } from '../../deadline/in-time';
import type { ClusterAdmin } from '../../kafka/cluster-admin';
import { PermanentError } from '../../permanent-error';
import { type Clock, SYSTEM_CLOCK } from '../pacing/clock';
import { targetTopicsOf } from '../publishing/outgoing';
import type { ReplayRequest } from '../request/request';
import type { ObjectStore } from '../runs/object-store';
import type { SourcePartition } from '../selection/file-to-replay';
import { foreignTopics, type OwnTopics } from '../topics/own-topics';
import { withCluster } from '../with-cluster';
import { readDrill, writeDrill } from './drill-record';
import { MadeTopics } from './made-topics';

interface DrillDependencies {
  readonly admin: () => Promise<ClusterAdmin>;
  readonly store: () => ObjectStore;
  readonly deadline: Deadline;
  readonly clock?: Clock;
}

/**
 * Writes down which topics a drill is about to make. The drill deletes them in the end, so none of them may exist
 * before: it would belong to somebody else. If the plan is made again after a failure, it finds the topics that it has
 * made itself.
 *
 * @returns those that it has made, to which each is added as it is made
 * @throws PermanentError if one of the topics is there already
 */
export async function beginDrill(
  { run, id, name }: { readonly run: string; readonly id: string | undefined; readonly name: string | null },
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  dependencies: DrillDependencies,
): Promise<OwnTopics> {
  const { clock = SYSTEM_CLOCK } = dependencies;
  const store = dependencies.store();
  const plan = id ?? null;
  const topics = targetTopicsOf(partitions, request).sort();
  const begun = await readDrill(store, run);
  if (begun?.plan === plan && begun.topics.join() === topics.join()) {
    return new MadeTopics(store, run, begun);
  }
  await assertNew(topics, dependencies);
  const drill = { drill: name, plan, started_at: new Date(clock.now()).toISOString(), topics, made: [] };
  await writeDrill(store, run, drill);
  return new MadeTopics(store, run, drill);
}

async function assertNew(topics: readonly string[], dependencies: DrillDependencies): Promise<void> {
  if (topics.length === 0) {
    return;
  }
  await withCluster(dependencies, async (cluster) => {
    const there = await inTime(dependencies.deadline, cluster.describeTopics(topics), 'looking at topics');
    if (there.length > 0) {
      throw new PermanentError('TargetRefused', foreignTopics(there.map(({ name }) => name)));
    }
  });
}

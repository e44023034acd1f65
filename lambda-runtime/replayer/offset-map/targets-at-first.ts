import type { Deadline } from '../../deadline/deadline';
import { inTime } from '../../deadline/in-time';
import { errorMessage } from '../../errors';
import type { ClusterAdmin } from '../../kafka/cluster-admin';
import type { Log } from '../../telemetry/log';
import { withCluster } from '../with-cluster';

/** The target topics as they are before a run sends anything. */
export interface TargetsAtFirst {
  /** The id that Kafka gave to each topic. A topic is left out if the cluster reports no id for it. */
  readonly target_ids: Readonly<Record<string, string>>;
  /**
   * The offset after the last record, for each topic and partition. If an invocation ends before its first
   * acknowledgement, the records that it left are found from there on.
   */
  readonly target_ends: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/**
 * Looks at target topics before anything is sent.
 *
 * @param topics those that are published to
 * @param mapped those of which there are offset maps
 * @returns nothing where they cannot be looked at: a map may then name second copies of the first batch
 */
export async function targetsAtFirst(
  topics: readonly string[],
  mapped: readonly string[],
  dependencies: { readonly admin: () => Promise<ClusterAdmin>; readonly deadline: Deadline; readonly log: Log },
): Promise<TargetsAtFirst> {
  try {
    return await withCluster(dependencies, async (cluster) => {
      const looking = Promise.all([cluster.topicIds(topics), endsOf(cluster, mapped)]);
      const [ids, ends] = await inTime(dependencies.deadline, looking, 'looking at the target topics');
      return { target_ids: Object.fromEntries(ids), target_ends: ends };
    });
  } catch (error) {
    dependencies.log.warn('the offset map may name second copies of the first records', {
      problem: errorMessage(error),
    });
    return { target_ids: {}, target_ends: {} };
  }
}

async function endsOf(admin: ClusterAdmin, topics: readonly string[]): Promise<TargetsAtFirst['target_ends']> {
  const ends = topics.map(async (topic) => {
    const offsets = await admin.offsets(topic);
    return [topic, Object.fromEntries([...offsets].map(([partition, { end }]) => [partition, end]))] as const;
  });
  return Object.fromEntries(await Promise.all(ends));
}

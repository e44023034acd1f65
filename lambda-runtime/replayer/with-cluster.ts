import type { Deadline } from '../deadline/deadline';
import { inTime } from '../deadline/in-time';
import type { ClusterAdmin } from '../kafka/cluster-admin';

interface ClusterDependencies {
  readonly admin: () => Promise<ClusterAdmin>;
  readonly deadline: Deadline;
}

/** Lends a connection to the cluster, and closes it however its use ends. */
export async function withCluster<T>(
  { admin, deadline }: ClusterDependencies,
  use: (cluster: ClusterAdmin) => Promise<T>,
): Promise<T> {
  const cluster = await inTime(deadline, admin(), 'connecting to Kafka; check its address');
  try {
    return await use(cluster);
  } finally {
    await cluster.close().catch(() => undefined);
  }
}

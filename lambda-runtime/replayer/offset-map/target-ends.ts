import type { Deadline } from '../../deadline/deadline';
import { inTime } from '../../deadline/in-time';
import { errorMessage } from '../../errors';
import type { ClusterAdmin } from '../../kafka/cluster-admin';
import type { Log } from '../../telemetry/log';

/**
 * The offset behind the last record of each partition, by topic. Where an invocation is ended before its first acknowledgement, what
 * it left is found behind these.
 *
 * @returns nothing of a topic whose offsets cannot be read: its map may then name second copies of the first batch
 */
export async function targetEnds(
  topics: readonly string[],
  {
    admin,
    deadline,
    log,
  }: { readonly admin: () => Promise<ClusterAdmin>; readonly deadline: Deadline; readonly log: Log },
): Promise<Readonly<Record<string, Readonly<Record<string, number>>>>> {
  try {
    const connected = await inTime(deadline, admin(), 'connecting to Kafka');
    try {
      return Object.fromEntries(
        await Promise.all(
          topics.map(async (topic) => {
            const offsets = await inTime(deadline, connected.offsets(topic), 'reading the offsets of topics');
            return [topic, Object.fromEntries([...offsets].map(([partition, { end }]) => [partition, end]))] as const;
          }),
        ),
      );
    } finally {
      await connected.close();
    }
  } catch (error) {
    log.warn('the offset map may name second copies of the first records', { problem: errorMessage(error) });
    return {};
  }
}

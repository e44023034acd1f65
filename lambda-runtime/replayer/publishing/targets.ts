import type { Deadline } from '../../deadline/deadline';
import { inTime } from '../../deadline/in-time';
import { errorMessage } from '../../errors';
import type { Publisher } from '../../kafka/publisher';
import type { Log } from '../../telemetry/log';
import type { ReplayRequest } from '../request/request';
import type { SourcePartition } from '../selection/file-to-replay';
import { targetPartition, targetTopicOf } from './outgoing';

export interface KafkaDependencies {
  readonly connect: () => Promise<Publisher>;
  readonly deadline: Deadline;
  readonly log: Log;
}

/** Connects, and makes sure that every target topic is there and has the partitions that are needed. */
export async function openPublisher(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  dependencies: KafkaDependencies,
): Promise<Publisher | undefined> {
  refuseLoop(request, partitions, dependencies.log);
  return request.dryRun || partitions.length === 0
    ? undefined
    : connected(partitionsNeeded(request, partitions), dependencies);
}

/** Makes sure of the same before it is known what there is to replay: the topics that are asked for must be there. */
export async function assertTargets(request: ReplayRequest, dependencies: KafkaDependencies): Promise<void> {
  if (!request.dryRun) {
    const mapped = Object.values(request.topicMapping);
    const topics = mapped.length > 0 ? mapped : [request.targetTopic];
    const publisher = await connected(new Map(topics.map((topic) => [topic, 0])), dependencies);
    await close(publisher, dependencies.log);
  }
}

/** A topic that is ingested would take in what is replayed to it, and its files would double with every replay. */
function refuseLoop(request: ReplayRequest, partitions: readonly SourcePartition[], log: Log): void {
  const looped = partitions.find(({ topic }) => targetTopicOf(topic, request) === topic);
  if (looped === undefined || request.allowed.sameTopic) {
    return;
  }
  const problem =
    `records of the topic '${looped.topic}' would be published to a topic of the same name, and ingested again if it is ` +
    'the topic that they came from; give another target_topic or topic_mapping, or "allow_same_topic": true if it is a ' +
    'topic of another cluster';
  if (!request.dryRun) {
    throw new Error(problem);
  }
  log.warn('a replay that is not dry would be refused', { problem });
}

/** Closes the connection. Records that were acknowledged stay so, however it ends. */
export async function close(publisher: Publisher, log: Log): Promise<void> {
  try {
    await publisher.close();
  } catch (error) {
    log.warn('the connection to Kafka did not close cleanly', { problem: errorMessage(error) });
  }
}

/** Counts the partitions that each target topic must have. */
function partitionsNeeded(request: ReplayRequest, partitions: readonly SourcePartition[]): Map<string, number> {
  const needed = new Map<string, number>();
  for (const { topic, partition } of partitions) {
    const target = targetTopicOf(topic, request);
    const most = request.preservePartition ? targetPartition(partition, request) + 1 : 0;
    needed.set(target, Math.max(most, needed.get(target) ?? 0));
  }
  return needed;
}

async function connected(needed: Map<string, number>, { connect, deadline, log }: KafkaDependencies) {
  const publisher = await inTime(deadline, connect(), 'connecting to Kafka; check its address');
  try {
    for (const [topic, partitions] of needed) {
      await assertEnoughPartitions(topic, partitions, publisher);
    }
    return publisher;
  } catch (error) {
    await close(publisher, log);
    throw error;
  }
}

/** A client would take the partition modulo their number, and so mix partitions without a word. */
async function assertEnoughPartitions(topic: string, needed: number, publisher: Publisher): Promise<void> {
  const available = await publisher.partitionCount(topic);
  if (available < needed) {
    throw new Error(
      `the topic '${topic}' has ${available} partitions, and the records come from partitions up to ${needed - 1}; ` +
        `give the topic ${needed} partitions, or set preserve_partition to false`,
    );
  }
}

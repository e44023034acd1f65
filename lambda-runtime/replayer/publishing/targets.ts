import type { Deadline } from '../../deadline/deadline';
import { inTime } from '../../deadline/in-time';
import { errorMessage } from '../../errors';
import type { Publisher } from '../../kafka/publisher';
import { PermanentError } from '../../permanent-error';
import type { Log } from '../../telemetry/log';
import { type Clock, SYSTEM_CLOCK } from '../pacing/clock';
import type { ReplayRequest } from '../request/request';
import type { Warnings } from '../runs/warnings';
import type { SourcePartition } from '../selection/file-to-replay';
import { partitionsNeeded } from '../topics/partitions-needed';
import { assertKept, type TellTimes } from './kept';
import { readRules } from './read-rules';
import type { TopicRules } from './topic-rules';

export interface KafkaDependencies {
  readonly connect: () => Promise<Publisher>;
  readonly deadline: Deadline;
  readonly log: Log;
  readonly warnings: Warnings;
  readonly clock?: Clock;
}

/** The connection to the target topics, which are known to exist. */
export interface Targets {
  readonly publisher: Publisher;
  /** The rules of each topic, which say what it takes and keeps; a topic whose settings cannot be read is missing. */
  readonly rules: ReadonlyMap<string, TopicRules>;
}

/**
 * Connects, and makes sure that every target topic is there, has the partitions that are needed, and keeps what is sent.
 *
 * @returns nothing if there is nothing to publish
 */
export async function openTargets(
  request: ReplayRequest,
  partitions: readonly SourcePartition[],
  tellTimes: TellTimes,
  dependencies: KafkaDependencies,
): Promise<Targets | undefined> {
  if (request.dryRun || partitions.length === 0) {
    return undefined;
  }
  const targets = await connected(request, partitionsNeeded(request, partitions), dependencies);
  try {
    await assertKept(request, partitions, tellTimes, targets.rules, dependencies.deadline);
    return targets;
  } catch (error) {
    await close(targets.publisher, dependencies.log);
    throw error;
  }
}

/** Makes sure of the same before it is known what there is to replay: the topics that are asked for must be there. */
export async function assertTargets(request: ReplayRequest, dependencies: KafkaDependencies): Promise<void> {
  if (!request.dryRun) {
    const mapped = Object.values(request.topicMapping);
    const topics = mapped.length > 0 ? mapped : [request.targetTopic];
    const { publisher } = await connected(request, new Map(topics.map((topic) => [topic, 0])), dependencies);
    await close(publisher, dependencies.log);
  }
}

/** Closes the connection. Records that were acknowledged stay so, however it ends. */
export async function close(publisher: Publisher, log: Log): Promise<void> {
  try {
    await publisher.close();
  } catch (error) {
    log.warn('the connection to Kafka did not close cleanly', { problem: errorMessage(error) });
  }
}

async function connected(
  request: ReplayRequest,
  needed: ReadonlyMap<string, number>,
  { connect, deadline, log, warnings, clock = SYSTEM_CLOCK }: KafkaDependencies,
): Promise<Targets> {
  const publisher = await inTime(deadline, connect(), 'connecting to Kafka; check its address');
  try {
    for (const [topic, partitions] of needed) {
      await assertEnoughPartitions(topic, partitions, publisher);
    }
    const reading = readRules([...needed.keys()], publisher, request, warnings, clock);
    return { publisher, rules: await inTime(deadline, reading, 'reading the settings of topics') };
  } catch (error) {
    await close(publisher, log);
    throw error;
  }
}

/**
 * Refuses a topic with too few partitions. A client would take the partition modulo their number, and silently mix
 * partitions.
 */
async function assertEnoughPartitions(topic: string, needed: number, publisher: Publisher): Promise<void> {
  const available = await publisher.partitionCount(topic);
  if (available < needed) {
    throw new PermanentError(
      'TargetRefused',
      `the topic '${topic}' has ${available} partitions, and the records come from partitions up to ${needed - 1}; ` +
        `give the topic ${needed} partitions, or set preserve_partition to false`,
    );
  }
}

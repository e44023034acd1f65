import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import type { BrokerAccess } from '../../../local/kafka/kafka-client';
import type { SeededRandom } from '../../handlers/support/random';
import { type DrillTopic, idOf, nameOf } from './records';

/** The records that a group has read, by their numbers; those that it read twice stand twice. */
export type ReadByGroup = ReadonlyMap<string, readonly number[]>;

const MISSING_AFTER_MS = 15_000;

export function groupNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `group-${index + 1}`);
}

/**
 * Lets each group read some of each topic, and commit how far it came. The last one reads all of one topic and nothing of
 * the others, so that some partitions have no commit.
 */
export async function readSome(
  broker: BrokerAccess,
  topics: readonly DrillTopic[],
  groups: readonly string[],
  produced: ReadonlyMap<string, number>,
  random: SeededRandom,
): Promise<ReadByGroup> {
  const read = new Map<string, number[]>();
  for (const group of groups) {
    const ids: number[] = [];
    const isLast = groups.length > 1 && group === groups.at(-1);
    for (const topic of isLast ? topics.slice(0, 1) : topics) {
      const total = totalOf(topic, produced);
      ids.push(...(await readTopic(broker, topic.name, group, isLast ? total : random.below(total))));
    }
    read.set(group, ids);
  }
  return read;
}

/** Lets each group go on to the end of all topics, from where it has committed, or from the first record. */
export async function readOn(
  broker: BrokerAccess,
  topics: readonly DrillTopic[],
  groups: readonly string[],
): Promise<ReadByGroup> {
  const read = new Map<string, number[]>();
  for (const group of groups) {
    const ids: number[] = [];
    for (const { name } of topics) ids.push(...(await readTopic(broker, name, group, Number.POSITIVE_INFINITY)));
    read.set(group, ids);
  }
  return read;
}

async function readTopic(broker: BrokerAccess, topic: string, group: string, count: number): Promise<number[]> {
  const consumer = await joinConsumerGroup(broker, topic, group, 'earliest');
  const ids: number[] = [];
  const next = new Map<string, number>();
  const patience = count === Number.POSITIVE_INFINITY ? QUIET_MS : MISSING_AFTER_MS;
  while (ids.length < count) {
    const record = await consumer.next(patience);
    if (record === undefined) {
      if (count === Number.POSITIVE_INFINITY) break;
      throw new Error(`${group} has read ${ids.length} of ${count} records of ${topic}, and no more came`);
    }
    ids.push(idOf(record));
    next.set(nameOf(record), Number(record.offset) + 1);
  }
  await consumer.commit(next);
  await consumer.close();
  return ids;
}

/** The time without a record after which a topic is taken to be read. */
const QUIET_MS = 3_000;

function totalOf({ name, partitions }: DrillTopic, produced: ReadonlyMap<string, number>): number {
  return Array.from(
    { length: partitions },
    (_, partition) => produced.get(nameOf({ topic: name, partition })) ?? 0,
  ).reduce((sum, count) => sum + count, 0);
}

import { setTimeout } from 'node:timers/promises';
import { type BrokerAccess, createTopics, KEEP_ALL } from '../../../local/kafka/kafka-client';
import { readTopics } from '../../../local/kafka/read-topics';
import { produceTransactions, type Transaction } from '../../../local/kafka/transactions';

export const PARTITIONS = 2;

/** Transactions of every kind, among them several in a row of one producer that are aborted. @returns the committed values of each partition */
export async function filledTransactional(broker: BrokerAccess, topic: string): Promise<string[][]> {
  await createTopics(broker, [topic], PARTITIONS);
  const committed: string[][] = Array.from({ length: PARTITIONS }, () => []);
  const endings = ['commit', 'abort', 'abort', 'commit', 'abort', 'commit', 'abort', 'abort'] as const;
  for (const producer of ['first', 'second']) {
    const transactions = endings.map((ending, number): Transaction => {
      const records = Array.from({ length: 7 }, (_, index) => ({
        partition: index % PARTITIONS,
        key: `key-${index}`,
        value: `${ending} ${number}.${index} of the ${producer}`,
      }));
      if (ending === 'commit') for (const { partition, value } of records) committed[partition].push(value);
      return { ending, records };
    });
    await produceTransactions(broker, topic, `${topic}-${producer}`, transactions);
  }
  return committed;
}

/** The latest record of each key, once compaction has taken the earlier ones away. */
export async function filledCompacted(broker: BrokerAccess, topic: string): Promise<string[][]> {
  await createTopics(broker, [topic], PARTITIONS, {
    ...KEEP_ALL,
    'cleanup.policy': 'compact',
    'min.cleanable.dirty.ratio': '0.01',
    'segment.ms': '100',
  });
  const latest = Array.from({ length: PARTITIONS }, () => new Map<string, string>());
  for (let round = 0; round < 6; round++) {
    const records = Array.from({ length: 14 }, (_, index) => ({
      partition: index % PARTITIONS,
      key: `key-${(index * (round + 1)) % 9}`,
      value: `${round}.${index}`,
    }));
    for (const { partition, key, value } of records) {
      latest[partition].delete(key); // its place is that of its latest record
      latest[partition].set(key, value);
    }
    await produceTransactions(broker, topic, `${topic}-${round}`, [{ ending: 'commit', records }]);
    await setTimeout(150); // a segment is over; only what is over is compacted
  }
  // A last segment of one record a partition, so that all before it is compacted.
  const last = latest.map((_, partition) => ({ partition, key: 'last', value: `last of ${partition}` }));
  for (const { partition, key, value } of last) latest[partition].set(key, value);
  await produceTransactions(broker, topic, topic, [{ ending: 'commit', records: last }]);
  const expected = latest.map((values) => [...values.values()]);
  while ((await readTopics(broker, [topic])).length > expected.flat().length) await setTimeout(100);
  return expected;
}

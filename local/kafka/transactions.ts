import { type BrokerAccess, connectionTo, kafkaModule } from './kafka-client';

/** Records that stand in a topic together, or not at all. */
export interface Transaction {
  readonly ending: 'commit' | 'abort';
  readonly records: readonly { readonly partition: number; readonly key: string; readonly value: string }[];
}

/** A coordinator that has just been made, or still writes the end of a transaction, answers that it is not ready. */
const PATIENCE = { retries: 50, retryDelay: 100 };

/** Sends transactions one after the other by one producer, each of them to its end. */
export async function produceTransactions(
  broker: BrokerAccess,
  topic: string,
  transactionalId: string,
  transactions: readonly Transaction[],
): Promise<void> {
  const { Producer } = await kafkaModule();
  const producer = new Producer({
    ...(await connectionTo(broker, transactionalId)),
    idempotent: true,
    transactionalId,
    ...PATIENCE,
  });
  try {
    for (const { ending, records } of transactions) {
      const transaction = await producer.beginTransaction({});
      const messages = records.map(({ partition, key, value }) => ({
        ...{ topic, partition },
        ...{ key: Buffer.from(key), value: Buffer.from(value) },
      }));
      await transaction.send({ messages });
      await transaction[ending]();
    }
  } finally {
    await producer.close();
  }
}

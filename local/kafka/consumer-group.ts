import { once } from 'node:events';
import type { RecordSource } from '../lambda/event-source-mapping';
import { committedConsumer } from './committed-consumer';
import { type BrokerAccess, toConsumedRecord } from './kafka-client';
import { orAfter } from './or-after';

/** A consumer group of one member; offsets are committed on request alone. */
export interface ConsumerGroup extends RecordSource {
  close(): Promise<void>;
}

/**
 * Joins a group; once this resolves, its position stands, and whatever is produced from now on will be read.
 * @param startAt where to start in partitions that the group has committed nothing for
 */
export async function joinConsumerGroup(
  broker: BrokerAccess,
  topic: string,
  groupId: string,
  startAt: 'earliest' | 'latest',
): Promise<ConsumerGroup> {
  const consumer = await committedConsumer(broker, groupId);
  const stream = await consumer.consume({
    topics: [topic],
    mode: 'committed',
    fallbackMode: startAt,
    autocommit: false,
    maxBytes: 16 * 1024 * 1024,
    maxWaitTime: 200,
  });
  await once(stream, 'offsets');
  const messages = stream[Symbol.asyncIterator]();
  let reading: ReturnType<typeof messages.next> | undefined;

  return {
    async next(timeoutMs) {
      reading ??= messages.next();
      const result = await orAfter(timeoutMs, reading);
      if (result === undefined) return undefined; // the same read goes on, and the next call waits for it
      reading = undefined;
      if (result.done) throw new Error(`the consumer group '${groupId}' was closed while a record was waited for`);
      return toConsumedRecord(result.value);
    },
    async commit(offsets) {
      if (offsets.size === 0) return;
      await consumer.commit({
        offsets: [...offsets].map(([name, offset]) => ({
          topic,
          partition: Number(name.slice(name.lastIndexOf('-') + 1)),
          offset: BigInt(offset),
          leaderEpoch: -1,
        })),
      });
    },
    async close() {
      reading?.catch(() => undefined); // a read that is still waiting ends with the stream
      stream.destroy(); // closing it instead waits for a reader
      await consumer.close(true);
    },
  };
}

import { randomUUID } from 'node:crypto';
import { committedConsumer } from './committed-consumer';
import { type BrokerAccess, type ConsumedRecord, toConsumedRecord } from './kafka-client';
import { orAfter } from './or-after';

/** A record that has arrived is handed out sooner than that. */
const QUIET_MS = 100;

/**
 * Reads all that is committed in topics when this is called, without committing anything; each partition in its order.
 * It goes by positions, as offsets have gaps where transactions ended or compaction took records away.
 */
export async function readTopics(broker: BrokerAccess, topics: readonly string[]): Promise<ConsumedRecord[]> {
  const groupId = `reader-${randomUUID()}`;
  const consumer = await committedConsumer(broker, groupId);
  try {
    const ends = await consumer.listOffsets({ topics: [...topics] });
    const records: ConsumedRecord[] = [];
    const stream = await consumer.consume({
      topics: [...topics],
      mode: 'earliest',
      autocommit: false,
      maxBytes: 16 * 1024 * 1024,
      maxWaitTime: 200,
    });
    const messages = stream[Symbol.asyncIterator]();
    const atTheEnd = () =>
      [...ends].every(([topic, offsets]) =>
        offsets.every((end, partition) => (stream.offsetsToFetch.get(`${topic}:${partition}`) ?? -1n) >= end),
      );
    for (let reading = messages.next(), last = false; !last; ) {
      const wasAtTheEnd = atTheEnd();
      const result = await orAfter(QUIET_MS, reading);
      if (result === undefined) last = wasAtTheEnd;
      else {
        records.push(toConsumedRecord(result.value));
        reading = messages.next();
        reading.catch(() => undefined); // the last one is still waiting when the stream ends
      }
    }
    stream.destroy();
    return records;
  } finally {
    await consumer.close(true);
  }
}

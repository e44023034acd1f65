import { type BrokerAccess, connectionTo, kafkaModule } from '../../local/kafka/kafka-client';
import type { DemoEvent, DemoEvents } from './events';

/** The most bytes of a batch. It is below the broker's limit, which is 1,048,576 bytes. */
const BATCH_BYTES = 800_000;
const BATCH_RECORDS = 500;

/** The client writes a batch's timestamps as differences and gets those beyond 31 bits wrong: none gets near. */
const BATCH_TIME_SPAN = 2n ** 30n;

/** Produces all events in order; `onProgress` hears how many so far. Returns the bytes of their values. */
export async function produceEvents(
  broker: BrokerAccess,
  topic: string,
  events: DemoEvents,
  onProgress: (produced: number) => void,
): Promise<number> {
  const { Producer } = await kafkaModule();
  // The client's types know no null, which its wire format has.
  const producer = new Producer<Buffer, Buffer, Buffer, Buffer>({
    ...(await connectionTo(broker, 'demo-producer')),
    idempotent: true,
  });
  let bytes = 0;
  let produced = 0;
  try {
    for (const batch of batches(events)) {
      await producer.send({ messages: batch.map((event) => message(topic, event)) });
      bytes += batch.reduce((sum, event) => sum + (event.value?.length ?? 0), 0);
      produced += batch.length;
      onProgress(produced);
    }
  } finally {
    await producer.close();
  }
  return bytes;
}

function* batches(events: DemoEvents): Generator<DemoEvent[]> {
  let batch: DemoEvent[] = [];
  let bytes = 0;
  for (let index = 0; index < events.count; index++) {
    const event = events.at(index);
    const size = event.value?.length ?? 0;
    const apart = batch.length === 0 ? 0n : event.timestamp - batch[0].timestamp;
    const full = batch.length === BATCH_RECORDS || bytes + size > BATCH_BYTES;
    if (batch.length > 0 && (full || apart > BATCH_TIME_SPAN || -apart > BATCH_TIME_SPAN)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

function message(topic: string, { partition, key, value, headers, timestamp }: DemoEvent) {
  return {
    topic,
    partition,
    timestamp,
    key: key as Buffer,
    value: value as Buffer,
    // A map keyed by buffer objects keeps the order, and names that stand twice.
    headers: new Map(headers as readonly (readonly [Buffer, Buffer])[]),
  };
}

import { type BrokerAccess, connectionTo, kafkaModule } from '../../../local/kafka/kafka-client';
import type { SeededRandom } from '../../handlers/support/random';

/** A topic of the source, with the number of its partitions. */
export interface DrillTopic {
  readonly name: string;
  readonly partitions: number;
}

const BATCH = 500;
const NAMES = ['orders', 'payments'];

/** Two topics that share the partitions, two thirds to the first. */
export function drillTopics(partitions: number): DrillTopic[] {
  const first = Math.ceil((partitions * 2) / 3);
  return [first, partitions - first].map((count, index) => ({ name: NAMES[index] ?? '', partitions: count }));
}

/**
 * Produces records whose values say which they are, with keys, headers and times of their own.
 *
 * @returns how many each partition has got, by `topic-partition`
 */
export async function produceRecords(
  broker: BrokerAccess,
  topics: readonly DrillTopic[],
  count: number,
  random: SeededRandom,
): Promise<Map<string, number>> {
  const { Producer } = await kafkaModule();
  const producer = new Producer<Buffer, Buffer, Buffer, Buffer>({
    ...(await connectionTo(broker, 'drill-producer')),
    idempotent: true,
  });
  const places = topics.flatMap(({ name, partitions }) =>
    Array.from({ length: partitions }, (_, partition) => ({ topic: name, partition })),
  );
  const produced = new Map<string, number>();
  const now = BigInt(Date.now()) - 3_600_000n;
  try {
    for (let from = 0; from < count; from += BATCH) {
      const messages = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => {
        const id = from + index;
        const place = places[random.below(places.length)] as (typeof places)[number];
        const name = nameOf(place);
        produced.set(name, (produced.get(name) ?? 0) + 1);
        return {
          ...place,
          timestamp: now + BigInt(id),
          key: Buffer.from(`customer-${id % 997}`),
          value: Buffer.from(JSON.stringify({ id, padding: 'x'.repeat(random.below(400)) })),
          headers: new Map([
            [Buffer.from('trace'), Buffer.from(String(id))],
            [Buffer.from('trace'), Buffer.from('again')],
          ]),
        };
      });
      await producer.send({ messages });
    }
  } finally {
    await producer.close();
  }
  return produced;
}

export function nameOf({ topic, partition }: { readonly topic: string; readonly partition: number }): string {
  return `${topic}-${partition}`;
}

/** The number that a record's value says. */
export function idOf({ value }: { readonly value: Buffer | null }): number {
  return (JSON.parse(value?.toString() ?? '{}') as { id: number }).id;
}

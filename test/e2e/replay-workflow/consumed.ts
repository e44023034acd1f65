import { setTimeout } from 'node:timers/promises';
import { joinConsumerGroup } from '../../../local/kafka/consumer-group';
import { type BrokerAccess, connectionTo, kafkaModule } from '../../../local/kafka/kafka-client';

/**
 * The offsets of each source partition's records, in the order in which they stand in the target, as spans without a
 * gap.
 */
export type Consumed = Record<string, Span[]>;

export type Span = [first: number, last: number];

const MISSING_AFTER_MS = 10_000;
let groups = 0;

/** All records of a topic, by the source partition that their values name. */
export async function consume(broker: BrokerAccess, topic: string): Promise<Consumed> {
  const count = await recordsIn(broker, topic);
  const group = await joinConsumerGroup(broker, topic, `comparison-${topic}-${groups++}`, 'earliest');
  const consumed: Consumed = {};
  for (let read = 0; read < count; read++) {
    const record = await group.next(MISSING_AFTER_MS);
    if (record === undefined) throw new Error(`${topic} has ${count} records, and no more than ${read} came`);
    const [source, partition, offset] = JSON.parse(record.value?.toString() ?? '[]') as [string, number, number];
    if (partition !== record.partition)
      throw new Error(`${source}+${partition} stands in partition ${record.partition}`);
    const key = `${source}+${partition}`;
    consumed[key] ??= [];
    append(consumed[key], offset);
  }
  await group.close();
  return consumed;
}

function append(spans: Span[], offset: number): void {
  const current = spans.at(-1);
  if (current?.[1] === offset - 1) current[1] = offset;
  else spans.push([offset, offset]);
}

/** Puts spans in order, whatever the order they came in. */
export function inOrder(consumed: Consumed): Consumed {
  return Object.fromEntries(
    Object.entries(consumed).map(([key, spans]) => {
      const ordered: Span[] = [];
      for (const [first, last] of [...spans].sort((a, b) => a[0] - b[0])) {
        const current = ordered.at(-1);
        if (current?.[1] === first - 1) current[1] = last;
        else ordered.push([first, last]);
      }
      return [key, ordered];
    }),
  );
}

async function recordsIn(broker: BrokerAccess, topic: string): Promise<number> {
  const { Admin } = await kafkaModule();
  const admin = new Admin(await connectionTo(broker, 'counting'));
  try {
    const metadata = await admin.metadata({ topics: [topic] });
    const partitions = metadata.topics.get(topic)?.partitionsCount ?? 0;
    const offsets = await admin.listOffsets({
      topics: [
        {
          name: topic,
          partitions: Array.from({ length: partitions }, (_, partitionIndex) => ({ partitionIndex, timestamp: -1n })),
        },
      ],
    });
    return offsets.flatMap((each) => each.partitions).reduce((sum, { offset }) => sum + Number(offset), 0);
  } finally {
    await admin.close();
  }
}

/** Changes what a topic takes. */
export async function setMaxMessageBytes(broker: BrokerAccess, topic: string, bytes: number): Promise<void> {
  const { Admin, ConfigResourceTypes, IncrementalAlterConfigOperationTypes } = await kafkaModule();
  const admin = new Admin(await connectionTo(broker, 'configuring'));
  try {
    const value = {
      name: 'max.message.bytes',
      configOperation: IncrementalAlterConfigOperationTypes.SET,
      value: String(bytes),
    };
    await admin.incrementalAlterConfigs({
      resources: [{ resourceType: ConfigResourceTypes.TOPIC, resourceName: topic, configs: [value] }],
    });
    await setTimeout(200);
  } finally {
    await admin.close();
  }
}

import { readFile } from 'node:fs/promises';
import type { BrokerAccess } from './kafka-broker';

/** The client is an ES module for Node.js 22.22 and newer: imported when it is used, so that its users can be tested on any. */
export const kafkaModule = () => import('@platformatic/kafka');

export type KafkaModule = Awaited<ReturnType<typeof kafkaModule>>;

/** A record as the broker hands it out; the client's own declaration leaves the nulls out. */
export interface ConsumedRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly timestamp: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** In order, duplicates kept. */
  readonly headers: readonly (readonly [name: Buffer, value: Buffer | null])[];
}

/** How every client of these tests connects: TLS and PLAIN. */
export async function connectionTo(broker: BrokerAccess, clientId: string) {
  return {
    clientId,
    bootstrapBrokers: [`${broker.host}:${broker.port}`],
    tls: { ca: await readFile(broker.caFile) },
    sasl: { mechanism: 'PLAIN' as const, username: broker.username, password: broker.password },
  };
}

/** Makes topics whose records are kept whatever their timestamps: retention goes by these, not by arrival. */
export async function createTopics(broker: BrokerAccess, topics: readonly string[], partitions: number): Promise<void> {
  const { Admin } = await kafkaModule();
  const admin = new Admin(await connectionTo(broker, 'topics'));
  try {
    await admin.createTopics({
      topics: [...topics],
      partitions,
      replicas: 1,
      configs: [{ name: 'retention.ms', value: '-1' }],
    });
  } finally {
    await admin.close();
  }
}

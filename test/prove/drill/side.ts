import { join } from 'node:path';
import { type BrokerAccess, createTopics } from '../../../local/kafka/kafka-client';
import { type KafkaCluster, startKafkaCluster } from '../../../local/kafka/kafka-cluster';
import { fetchKafkaJars } from '../../../local/kafka/kafka-jars';
import type { Supervisor } from '../../../local/process/supervisor';

/** A cluster as its clients know it; what is tried here has nothing to do with authentication. */
export interface Side {
  readonly cluster: KafkaCluster;
  readonly access: BrokerAccess;
  readonly bootstrapServers: string;
}

export async function startSide(supervisor: Supervisor, brokers: number): Promise<Side> {
  const jars = await fetchKafkaJars(supervisor);
  const cluster = await startKafkaCluster(supervisor, jars, join(supervisor.temporaryFolder(), 'kafka'), { brokers });
  await cluster.started;
  const [first] = cluster.brokers;
  if (first === undefined) throw new Error('a cluster without a broker');
  return {
    cluster,
    access: { host: first.host, port: first.ports.plaintext },
    bootstrapServers: cluster.brokers.map(({ host, ports }) => `${host}:${ports.plaintext}`).join(),
  };
}

export async function destroy({ cluster }: Side): Promise<void> {
  await Promise.all(cluster.brokers.map((broker) => broker.stop('SIGKILL')));
}

/** Settings that a restored topic must have, too, and that no broker has by itself. */
export const SETTINGS = {
  'retention.ms': '-1',
  'max.message.bytes': '2000000',
  'message.timestamp.after.max.ms': '9223372036854775807',
};

export async function makeTopics(
  { access }: Side,
  topics: readonly { name: string; partitions: number }[],
): Promise<void> {
  for (const { name, partitions } of topics) await createTopics(access, [name], partitions, SETTINGS);
}

import { setTimeout } from 'node:timers/promises';
import { connectionSecurity } from '../../../lambda-runtime/kafka/authentication/connection';
import type { ClusterAdmin, ReadBackRecord } from '../../../lambda-runtime/kafka/cluster-admin';
import { connectAdmin } from '../../../lambda-runtime/kafka/connect-admin';
import { connectPublisher } from '../../../lambda-runtime/kafka/kafka-publisher';
import type { Publisher } from '../../../lambda-runtime/kafka/publisher';
import { type BrokerAccess, KEEP_ALL } from '../../../local/kafka/kafka-client';
import type { Kept } from '../../handlers/replayer/verification/damages';

const TRIES = 50;
const PAUSE_MS = 200;

/**
 * Topics of one partition. To change a record, all of them are deleted and written again, since a broker's records
 * cannot be changed.
 */
export class Target {
  private constructor(
    private readonly admin: ClusterAdmin,
    private readonly publisher: Publisher,
  ) {}

  static async connect({ host, port }: BrokerAccess): Promise<Target> {
    const configuration = {
      bootstrapServers: [`${host}:${port}`],
      tls: false,
      authentication: { mechanism: 'NONE' },
    } as const;
    const security = connectionSecurity(configuration, {});
    return new Target(await connectAdmin(configuration, security), await connectPublisher(configuration, security));
  }

  /** Makes a topic, in the place of one that may be there. */
  async create(name: string, partitions: number, config: Record<string, string> = {}): Promise<void> {
    const [known] = await this.admin.describeTopics([name]);
    if (known !== undefined) await this.admin.deleteTopic(name);
    for (let left = TRIES; ; left--) {
      try {
        await this.admin.createTopic({ name, partitions, config: { ...KEEP_ALL, ...config } });
        return;
      } catch (error) {
        if (left === 0) throw error;
        await setTimeout(PAUSE_MS);
      }
    }
  }

  async records(topic: string): Promise<ReadBackRecord[]> {
    const records: ReadBackRecord[] = [];
    for await (const some of this.admin.read(topic, 0, 0)) records.push(...some);
    return records;
  }

  /** Puts these records into a topic of that name that is made anew. */
  async fill(topic: string, records: readonly Kept[]): Promise<void> {
    await this.create(topic, 1);
    const outgoing = records.map(({ timestamp, key, value, headers }) => ({
      ...{ partition: 0, timestamp, key, value, headers },
    }));
    for (let left = TRIES; ; left--) {
      try {
        await this.publisher.publish(topic, outgoing);
        return;
      } catch (error) {
        if (left === 0) throw error;
        await setTimeout(PAUSE_MS);
      }
    }
  }

  async damage(topic: string, done: (records: ReadBackRecord[]) => readonly Kept[]): Promise<void> {
    await this.fill(topic, done(await this.records(topic)));
  }
}

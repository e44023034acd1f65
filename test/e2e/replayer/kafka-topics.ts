import { KafkaClientProcess } from '../../../local/kafka/client-process';
import type { BrokerAccess, ConsumedRecord, Operation } from '../../../local/kafka/kafka-client';
import type { PartitionState } from '../../../local/kafka/leaders';
import type { Supervisor } from '../../../local/process/supervisor';
import { describeContent } from './content';

/** A record as it was read back from a topic. */
export interface Found {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
  /** Key, headers and value, as `describeContent` tells them. */
  readonly content: string;
}

/** Makes and reads topics, and tells and moves their leaders. */
export class KafkaTopics {
  private readonly client: KafkaClientProcess;

  constructor(
    supervisor: Supervisor,
    node24: string,
    private readonly broker: BrokerAccess,
  ) {
    this.client = new KafkaClientProcess(supervisor, node24);
  }

  async create(topics: readonly string[], partitions: number, settings?: Readonly<Record<string, string>>) {
    await this.client.do('createTopics', this.broker, topics, partitions, settings);
  }

  /** Takes permissions on a topic from everybody. */
  async forbid(topic: string, ...operations: readonly Operation[]): Promise<void> {
    await this.client.do('forbid', this.broker, topic, operations);
  }

  /** All that stands in topics. */
  async read(...topics: readonly string[]): Promise<readonly Found[]> {
    return (await this.client.do('readTopics', this.broker, topics)).map(toFound);
  }

  /** @param broker the one to ask, which must be there */
  async states(topic: string, broker = this.broker): Promise<readonly PartitionState[]> {
    return this.client.do('partitionStates', broker, topic);
  }

  async moveLeader(topic: string, partition: number, to: number): Promise<void> {
    await this.client.do('moveLeader', this.broker, topic, partition, to);
  }
}

function toFound(record: ConsumedRecord): Found {
  const { topic, partition, offset, timestamp } = record;
  return { topic, partition, offset: Number(offset), timestamp: Number(timestamp), content: describeContent(record) };
}

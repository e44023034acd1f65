import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrokerAccess, Operation } from '../../../local/kafka/kafka-client';
import type { Supervisor } from '../../../local/process/supervisor';
import type { Found, KafkaReply, KafkaRequest } from './kafka-protocol';

/** Makes and reads topics by a process of its own, one request at a time. */
export class KafkaTopics {
  private readonly child: ChildProcess;
  private readonly ended: Promise<never>;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    supervisor: Supervisor,
    node24: string,
    private readonly broker: BrokerAccess,
  ) {
    const tsx = pathToFileURL(require.resolve('tsx')).href;
    const options = { execPath: node24, execArgv: ['--import', tsx], detached: true };
    this.child = supervisor.own(fork(join(__dirname, 'kafka-process.ts'), options));
    this.ended = once(this.child, 'exit').then(([code]): never => {
      throw new Error(`the process with the Kafka client ended with ${code}`);
    });
    this.ended.catch(() => undefined); // at the end of the tests, long after its answers
  }

  async create(
    topics: readonly string[],
    partitions: number,
    settings?: Readonly<Record<string, string>>,
  ): Promise<void> {
    await this.request({ kind: 'create', broker: this.broker, topics, partitions, settings });
  }

  /** Takes permissions on a topic from everybody. */
  async forbid(topic: string, ...operations: readonly Operation[]): Promise<void> {
    await this.request({ kind: 'forbid', broker: this.broker, topics: [topic], operations });
  }

  /** All that stands in topics. */
  async read(...topics: readonly string[]): Promise<readonly Found[]> {
    return this.request({ kind: 'read', broker: this.broker, topics });
  }

  private request(request: KafkaRequest): Promise<readonly Found[]> {
    const reply = this.last.then(() => this.ask(request));
    this.last = reply.catch(() => undefined);
    return reply;
  }

  private async ask(request: KafkaRequest): Promise<readonly Found[]> {
    this.child.send(request);
    const [reply] = (await Promise.race([once(this.child, 'message'), this.ended])) as [KafkaReply];
    if ('error' in reply)
      throw new Error(`the process with the Kafka client could not ${request.kind} topics: ${reply.error}`);
    return reply.found;
  }
}

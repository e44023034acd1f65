import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Supervisor } from '../process/supervisor';
import type { OperationReply, OperationRequest, Operations } from './client-operations';

/** A process of its own that has the Kafka client, for users on any Node.js; it does one thing at a time. */
export class KafkaClientProcess {
  private readonly child: ChildProcess;
  private readonly ended: Promise<never>;
  private last: Promise<unknown> = Promise.resolve();

  constructor(supervisor: Supervisor, node24: string) {
    const tsx = pathToFileURL(require.resolve('tsx')).href;
    this.child = supervisor.own(
      fork(join(__dirname, 'client-process-main.ts'), {
        execPath: node24,
        execArgv: ['--import', tsx],
        detached: true,
        serialization: 'advanced', // bytes and large integers as they are
      }),
    );
    this.ended = once(this.child, 'exit').then(([code]) => {
      throw new Error(`the process with the Kafka client ended with ${code}`);
    });
    this.ended.catch(() => undefined); // at the end of its user, long after its answers
  }

  async do<Name extends keyof Operations>(
    name: Name,
    ...args: Parameters<Operations[Name]>
  ): Promise<Awaited<ReturnType<Operations[Name]>>> {
    const reply = this.last.then(() => this.ask({ name, args }));
    this.last = reply.catch(() => undefined);
    return (await reply) as Awaited<ReturnType<Operations[Name]>>;
  }

  private async ask(request: OperationRequest): Promise<unknown> {
    this.child.send(request);
    const [reply] = (await Promise.race([once(this.child, 'message'), this.ended])) as [OperationReply];
    if ('error' in reply) throw new Error(`${request.name} failed: ${reply.error}`);
    return reply.result;
  }
}

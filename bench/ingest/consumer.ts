import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Supervisor } from '../../test/local/supervisor';

/** What a consumer says of one batch. */
export interface Answer {
  readonly seconds: number;
  /** Partitions that it could not write whole. */
  readonly failures: number;
  /** The most memory that the process has had resident so far. */
  readonly peakBytes: number;
}

/** A warm process that takes batches, one at a time: the handler, or what it is compared with. */
export class Consumer {
  private readonly answers: Interface;

  static async start(
    supervisor: Supervisor,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<Consumer> {
    const child = spawn(command, args, { env, detached: true, stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
    await once(child, 'spawn').catch((error) => {
      throw new Error(`could not start ${command}: ${error.message}; the benchmark needs it on the PATH`);
    });
    return new Consumer(supervisor.own(child), command);
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly command: string,
  ) {
    this.answers = createInterface({ input: child.stdio[3] as Readable });
  }

  async consume(eventFile: string): Promise<Answer> {
    const answered = once(this.answers, 'line');
    const ended = once(this.answers, 'close').then(() => {
      throw new Error(`${this.command} ended before it had taken the batch ${eventFile}; its complaint stands above`);
    });
    (this.child.stdin as Writable).write(`${eventFile}\n`);
    const [line] = (await Promise.race([answered, ended])) as [string];
    ended.catch(() => undefined);
    const answer: Answer = JSON.parse(line);
    if (answer.failures > 0) throw new Error(`${this.command} did not write the batch ${eventFile} whole`);
    return answer;
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.stdin?.end();
    await exited;
  }
}

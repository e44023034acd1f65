import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
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
  private readonly answers: AsyncIterator<string>;

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
    child.stdin?.on('error', () => undefined); // it ended: that it answers no more says so
    this.answers = createInterface({ input: child.stdio[3] as Readable })[Symbol.asyncIterator]();
  }

  async consume(eventFile: string): Promise<Answer> {
    (this.child.stdin as Writable).write(`${eventFile}\n`);
    const { value: line, done } = await this.answers.next();
    if (done) throw new Error(`${this.command} ended before it had taken ${eventFile}; its complaint stands above`);
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

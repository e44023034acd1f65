import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { YOUNG_GENERATION_AS_IN_THE_FUNCTION } from '../../local/lambda/young-generation';
import type { Supervisor } from '../../local/process/supervisor';

/** A contender's answer to one event. */
export interface Handled<Answer> {
  readonly seconds: number;
  /**
   * The processor's seconds over all threads. Unlike the time above, they do not depend on anything else that the
   * machine does.
   */
  readonly processorSeconds: number;
  /** The most memory that the process has had resident so far. */
  readonly peakBytes: number;
  readonly answer: Answer;
}

/** A process that takes events, one at a time: a handler's bundle, or what it is compared with. */
export class Contender<Answer> {
  private readonly answers: AsyncIterator<string>;

  /** @param node24 a Node.js 24, which strips the types of the script that calls the bundle's handler */
  static async ofBundle<Answer>(
    supervisor: Supervisor,
    node24: string,
    bundle: string,
    env: Readonly<Record<string, string>>,
  ): Promise<Contender<Answer>> {
    const worker = join(__dirname, 'worker.ts');
    const quiet = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
    return Contender.start(supervisor, node24, [...YOUNG_GENERATION_AS_IN_THE_FUNCTION, quiet, worker, bundle], env);
  }

  /** @param python the interpreter @param script one that answers by `bench/support/contender.py` */
  static async ofPython<Answer>(
    supervisor: Supervisor,
    python: string,
    script: string,
    env: Readonly<Record<string, string>>,
  ): Promise<Contender<Answer>> {
    return Contender.start(supervisor, python, [script], {
      PATH: process.env.PATH ?? '',
      PYTHONPATH: __dirname,
      PYTHONDONTWRITEBYTECODE: '1',
      ...env,
    });
  }

  private static async start<Answer>(
    supervisor: Supervisor,
    command: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<Contender<Answer>> {
    const child = spawn(command, args, { env, detached: true, stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
    await once(child, 'spawn').catch((error) => {
      throw new Error(`could not start ${command}: ${error.message}; the benchmark needs it on the PATH`);
    });
    return new Contender(supervisor.own(child), command);
  }

  private constructor(
    private readonly child: ChildProcess,
    private readonly command: string,
  ) {
    child.stdin?.on('error', () => undefined); // it ended: that it answers no more says so
    this.answers = createInterface({ input: child.stdio[3] as Readable })[Symbol.asyncIterator]();
  }

  /** @param eventFile has the event as JSON */
  async handle(eventFile: string): Promise<Handled<Answer>> {
    (this.child.stdin as Writable).write(`${eventFile}\n`);
    const { value: line, done } = await this.answers.next();
    if (done) throw new Error(`${this.command} ended before it had taken ${eventFile}; its complaint stands above`);
    return JSON.parse(line);
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.stdin?.end();
    await exited;
  }
}

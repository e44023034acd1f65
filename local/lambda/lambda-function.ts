import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Supervisor } from '../process/supervisor';
import { DUMMY_CREDENTIALS } from '../secrets-manager/secrets-manager';
import type { ErrorReport, Invocation, Report } from './lambda-protocol';
import { YOUNG_GENERATION_AS_IN_THE_FUNCTION } from './young-generation';

const LINES_SHOWN = 15;

export interface FunctionSettings {
  readonly name: string;
  /** The folder with the bundle: what is uploaded. */
  readonly codeFolder: string;
  /** `index.handler` */
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  /** The function's own variables; those that Lambda reserves are added, and none of this process's. */
  readonly environment: Readonly<Record<string, string>>;
}

/** An invocation that ended without an answer. */
export class FunctionFailure extends Error {
  /** @param report what the function threw, as it tells Lambda; absent where its process ended */
  constructor(
    message: string,
    readonly report?: ErrorReport,
  ) {
    super(message);
  }
}

/** One warm execution environment: a process that has loaded a function's bundle and takes one invocation at a time. */
export class LambdaFunction {
  /** The lines that the function printed; complete once it is stopped. */
  readonly output: string[] = [];
  private readonly ended: Promise<unknown>;

  private constructor(
    private readonly settings: FunctionSettings,
    private readonly child: ChildProcess,
  ) {
    const readers = [child.stdout, child.stderr].flatMap((stream) =>
      stream ? [createInterface({ input: stream })] : [],
    );
    for (const reader of readers) reader.on('line', (line) => this.output.push(line));
    // Not the 'close' event: a child whose channel we closed never has one.
    this.ended = Promise.all([once(child, 'exit'), ...readers.map((reader) => once(reader, 'close'))]);
  }

  /** @param node a Node.js 24 */
  static async start(supervisor: Supervisor, node: string, settings: FunctionSettings): Promise<LambdaFunction> {
    const child = spawn(node, [...YOUNG_GENERATION_AS_IN_THE_FUNCTION, join(__dirname, 'lambda-child.ts')], {
      detached: true,
      cwd: settings.codeFolder,
      env: { ...settings.environment, ...reservedVariables(settings) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const lambda = new LambdaFunction(settings, supervisor.own(child));
    const report = await lambda.nextReport();
    if (report.kind === 'ready') return lambda;
    await lambda.stop();
    throw lambda.failure('could not be loaded', report);
  }

  /** Invokes the function and returns its answer as JSON would; throws what it threw, or when it takes too long. */
  async invoke(event: unknown): Promise<unknown> {
    const { timeoutMs } = this.settings;
    const invocation: Invocation = { requestId: randomUUID(), event, timeoutMs };
    const timer = setTimeout(() => this.child.kill('SIGKILL'), timeoutMs);
    try {
      const report = await Promise.race([this.nextReport(), this.send(invocation)]);
      if (report.kind !== 'answer') throw this.failure('failed', report);
      return report.answer;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The process of the environment; what it uses can be seen in /proc. */
  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Ends the process and waits for the last of its output. */
  async stop(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await this.ended;
  }

  /** Ends the process at once, whatever it is doing, as when a machine goes away; resolves once it is gone. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Settled only where the process is gone, or going, and can be told nothing. */
  private send(invocation: Invocation): Promise<never> {
    return new Promise((_, reject) => {
      this.child.send(invocation, (error) => {
        if (error) reject(this.failure(`ended before it was invoked (${error.message})`));
      });
    });
  }

  private async nextReport(): Promise<Report> {
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null, signal: string | null) => {
        this.child.off('message', onMessage);
        reject(
          this.failure(`ended with ${code ?? signal} before it answered (its timeout: ${this.settings.timeoutMs} ms)`),
        );
      };
      const onMessage = (message: unknown) => {
        this.child.off('exit', onExit);
        resolve(message as Report);
      };
      this.child.once('exit', onExit);
      this.child.once('message', onMessage);
    });
  }

  private failure(what: string, report?: Report): FunctionFailure {
    const error = report && 'error' in report ? report.error : undefined;
    const cause = error ? `: ${error.errorType}: ${error.errorMessage}\n${error.trace}` : '';
    const printed = this.output.slice(-LINES_SHOWN).map((line) => `\n  | ${line.slice(0, 500)}`);
    return new FunctionFailure(`the function ${this.settings.name} ${what}${cause}${printed.join('')}`, error);
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function reservedVariables({ name, codeFolder, handler, memoryMb }: FunctionSettings): Record<string, string> {
  const region = 'eu-central-1';
  return {
    _HANDLER: handler,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_REGION: region,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    LAMBDA_TASK_ROOT: codeFolder,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}

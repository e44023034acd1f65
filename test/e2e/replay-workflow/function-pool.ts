import { FunctionFailure, type LambdaFunction } from '../../../local/lambda/lambda-function';

/** One invocation of a function, from outside. */
export interface LoggedInvocation {
  readonly payload: Readonly<Record<string, unknown>>;
  /** The payloads of all invocations that were under way when this one began, its own included. */
  readonly alongside: readonly Readonly<Record<string, unknown>>[];
  /** The progress of its partition that the bucket had when it began. */
  readonly kept: unknown;
  answer?: Readonly<Record<string, unknown>>;
  /** The error that came instead of an answer. */
  failure?: string;
  killed: boolean;
  /** True if the broker was away for some of its time. */
  brokerLost: boolean;
}

interface Environment {
  readonly process: LambdaFunction;
  current?: LoggedInvocation;
}

/** Execution environments of one function, as many as are invoked at the same time: each takes one invocation at a time. */
export class FunctionPool {
  readonly invocations: LoggedInvocation[] = [];
  private readonly environments = new Set<Environment>();

  constructor(
    private readonly start: () => Promise<LambdaFunction>,
    private readonly keptFor: (payload: LoggedInvocation['payload']) => unknown,
  ) {}

  readonly invoke = async (_name: string, given: unknown): Promise<unknown> => {
    const payload = given as LoggedInvocation['payload'];
    const invocation: LoggedInvocation = {
      payload,
      kept: this.keptFor(payload),
      alongside: [...this.running().map((other) => other.payload), payload],
      killed: false,
      brokerLost: false,
    };
    const environment = await this.take(invocation);
    this.invocations.push(invocation);
    try {
      const answer = await environment.process.invoke(payload);
      invocation.answer = answer as LoggedInvocation['answer'];
      return answer;
    } catch (error) {
      const failure = asLambdaSays(error);
      invocation.failure = failure.message;
      if (failure.name === 'Runtime.ExitError') this.environments.delete(environment);
      throw failure;
    } finally {
      environment.current = undefined;
    }
  };

  /**
   * The invocations that are under way. One that was killed is not: its process takes a moment to die, and a second kill
   * would be spent on it.
   */
  running(): LoggedInvocation[] {
    return [...this.environments].flatMap(({ current }) => (current === undefined || current.killed ? [] : current));
  }

  /**
   * The invocations under way that may be killed. A partition that is killed again and again without an answer in between
   * would use up all of its attempts.
   */
  victims(): LoggedInvocation[] {
    return this.running().filter(({ payload: { action, partition } }) => {
      const [, before] = this.invocations.filter(({ payload }) => payload.partition === partition).reverse();
      return action === undefined && before?.killed !== true;
    });
  }

  /** Kills the environment that an invocation runs in, wherever that is; one that has answered stays. */
  kill(invocation: LoggedInvocation): void {
    const environment = [...this.environments].find(({ current }) => current === invocation);
    if (environment === undefined) return;
    invocation.killed = true;
    void environment.process.kill();
  }

  /** Returns the invocations so far, and counts from zero for the next execution. */
  takeInvocations(): LoggedInvocation[] {
    return this.invocations.splice(0);
  }

  /** @returns the lines that the functions printed which were not killed */
  async stop(): Promise<string[]> {
    const processes = [...this.environments].map(({ process }) => process);
    await Promise.all(processes.map((process) => process.stop()));
    this.environments.clear();
    return processes.flatMap(({ output }) => output);
  }

  private async take(invocation: LoggedInvocation): Promise<Environment> {
    const idle = [...this.environments].find(({ current }) => current === undefined);
    if (idle !== undefined) {
      idle.current = invocation;
      return idle;
    }
    const environment = { process: await this.start(), current: invocation };
    this.environments.add(environment);
    return environment;
  }
}

function asLambdaSays(error: unknown): Error {
  const { report, message } = error instanceof FunctionFailure ? error : new FunctionFailure(String(error));
  const name = report?.errorType ?? 'Runtime.ExitError';
  return Object.assign(new Error(report?.errorMessage ?? message), { name });
}

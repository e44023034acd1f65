import type { Base, Connection } from '@platformatic/kafka';
import { retrying } from './retrying';

/** One version of one call of Kafka's protocol, as the client has it. */
interface Call<Arguments extends unknown[], Answer> {
  readonly api: {
    readonly async: (connection: Connection, ...args: Arguments) => Promise<Answer>;
    readonly key: number;
    readonly version: number;
  };
}

/** Chooses the broker to ask, for an attempt of which the first is number 1. */
export type Chosen = (attempt: number) => Promise<number>;

interface Asking<Answer> {
  /** Chooses the broker; if it is left out, any broker is asked. */
  readonly chosen?: Chosen;
  /**
   * Tells whether an answer with errors in it is good enough; if it is left out, none is. The client throws such an
   * answer, with an error.
   */
  readonly accept?: (answer: Answer) => boolean;
}

/**
 * The brokers of a cluster. Some questions only one of them can answer. A question that fails on the way is asked
 * again.
 */
export class Brokers {
  private versions:
    | Promise<ReadonlyMap<number, { readonly minVersion: number; readonly maxVersion: number }>>
    | undefined;

  /** @param client with no retries of its own */
  public constructor(private readonly client: Base) {}

  /** Connects to any broker, and finds out which brokers there are. */
  public async meet(): Promise<void> {
    await retrying(() => this.client.metadata({ topics: [], forceUpdate: true }));
  }

  /**
   * Asks a broker.
   *
   * @param calls the versions of the call, the newest first: the first that the cluster speaks is made
   */
  public ask<Arguments extends unknown[], Answer>(
    calls: readonly Call<Arguments, Answer>[],
    args: NoInfer<Arguments>,
    { chosen, accept = () => false }: Asking<NoInfer<Answer>> = {},
  ): Promise<Answer> {
    return retrying(async (attempt) => {
      if (attempt > 1) {
        await this.meet();
      }
      const id = await (chosen === undefined ? this.one(attempt) : chosen(attempt));
      const connection = await this.connectionTo(id);
      const { api } = await this.spoken(calls);
      return api.async(connection, ...args).catch((error: unknown) => {
        const { response } = error as { readonly response?: Answer };
        if (response === undefined || !accept(response)) {
          throw error;
        }
        return response;
      });
    });
  }

  /** Asks each broker. */
  public async askAll<Arguments extends unknown[], Answer>(
    calls: readonly Call<Arguments, Answer>[],
    ...args: NoInfer<Arguments>
  ): Promise<Answer[]> {
    return Promise.all((await this.ids()).map((id) => this.ask(calls, args, { chosen: async () => id })));
  }

  public async ids(): Promise<readonly number[]> {
    const { brokers } = await this.client.metadata({ topics: [] });
    return [...brokers.keys()];
  }

  /** The broker that topics are made and deleted by: that of the cluster's metadata, or any that hands it on. */
  public readonly controller: Chosen = async (attempt) => {
    const { controllerId, brokers } = await this.client.metadata({ topics: [] });
    return brokers.has(controllerId) ? controllerId : this.one(attempt);
  };

  /** Tells whether the cluster speaks a version of a call. */
  public async speaks({ api }: { readonly api: { readonly key: number; readonly version: number } }): Promise<boolean> {
    this.versions ??= retrying(() => this.client.listApis()).then(
      (apis) => new Map(apis.map(({ apiKey, minVersion, maxVersion }) => [apiKey, { minVersion, maxVersion }])),
    );
    const range = (await this.versions).get(api.key);
    return range !== undefined && range.minVersion <= api.version && api.version <= range.maxVersion;
  }

  private async spoken<C extends { readonly api: { readonly key: number; readonly version: number } }>(
    calls: readonly C[],
  ): Promise<C> {
    for (const call of calls) {
      if (await this.speaks(call)) {
        return call;
      }
    }
    const wanted = calls.map(({ api }) => `version ${api.version}`).join(' or ');
    throw new Error(`the brokers do not speak ${wanted} of the call number ${calls[0]?.api.key} of Kafka's protocol`);
  }

  private async one(attempt: number): Promise<number> {
    const ids = await this.ids();
    const id = ids[(attempt - 1) % Math.max(ids.length, 1)];
    if (id === undefined) {
      throw gone('the cluster names no broker');
    }
    return id;
  }

  private async connectionTo(id: number): Promise<Connection> {
    const connection = (await this.client.connectToBrokers([id])).get(id);
    if (connection === undefined) {
      throw gone(`the cluster names no broker ${id} any more`);
    }
    return connection;
  }
}

/**
 * Makes the error of a broker that the cluster does not name. It is the same as that of a broken connection, so that
 * the request is tried again: the cluster may name the broker by then.
 */
function gone(message: string): Error {
  return Object.assign(new Error(message), { code: 'PLT_KFK_NETWORK', canRetry: true });
}

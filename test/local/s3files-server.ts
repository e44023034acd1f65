import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  asObject,
  type FreshModel,
  invalid,
  ServiceError,
  type SynchronizationRules,
  SynchronizationState,
} from './s3files-synchronization';

export interface FileSystemOptions {
  /** @default 'version 1' */
  readonly fresh?: FreshModel;
  /** The part of the bucket the file system is for. @default '' - all of it */
  readonly prefix?: string;
}

export interface ServedFileSystem {
  readonly id: string;
  readonly arn: string;
}

export type Operation = 'GetSynchronizationConfiguration' | 'PutSynchronizationConfiguration';

export interface ServedCall {
  readonly operation: Operation;
  readonly fileSystemId: string;
  /** The HTTP status of the answer, so that a refused call can be told from one that took effect. */
  readonly status: number;
}

const OPERATIONS = new Map<string | undefined, Operation>([
  ['GET', 'GetSynchronizationConfiguration'],
  ['PUT', 'PutSynchronizationConfiguration'],
]);

interface ServedState extends ServedFileSystem {
  readonly synchronization: SynchronizationState;
}

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly errorType?: string;
}

/** The synchronization part of the S3 Files API on the loopback interface. */
export class S3FilesServer {
  static async start(): Promise<S3FilesServer> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new S3FilesServer(server);
  }

  readonly endpoint: string;
  private readonly fileSystems: ServedState[] = [];
  private readonly served: ServedCall[] = [];
  private readonly throttles = new Map<Operation, number>();
  private afterNextGet?: () => void;

  private constructor(private readonly server: Server) {
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  createFileSystem(options: FileSystemOptions = {}): ServedFileSystem {
    const id = `fs-${(this.fileSystems.length + 1).toString(16).padStart(17, '0')}`;
    const arn = `arn:aws:s3files:us-east-1:111111111111:file-system/${id}`;
    const synchronization = new SynchronizationState(options.prefix ?? '', options.fresh ?? 'version 1');
    this.fileSystems.push({ id, arn, synchronization });
    return { id, arn };
  }

  /** The rules that stand now. */
  rules(fileSystem: ServedFileSystem): SynchronizationRules | undefined {
    return this.find(fileSystem.id).synchronization.current;
  }

  version(fileSystem: ServedFileSystem): number | undefined {
    return this.find(fileSystem.id).synchronization.version;
  }

  /** Someone with the console or the CLI replaces the rules; the version moves on, as after any Put. */
  changeByHand(fileSystem: ServedFileSystem, rules: SynchronizationRules): void {
    const { synchronization } = this.find(fileSystem.id);
    synchronization.replace({ ...rules, latestVersionNumber: synchronization.version });
  }

  /** Runs once, after the next Get was answered: the moment in which a second writer does harm. */
  onceAfterGet(interfere: () => void): void {
    this.afterNextGet = interfere;
  }

  /** Refuses the next requests of this operation with a ThrottlingException. */
  throttle(operation: Operation, times: number): void {
    this.throttles.set(operation, times);
  }

  /** Every request of this operation for this file system, refused ones included. */
  calls(fileSystem: ServedFileSystem, operation?: Operation): ServedCall[] {
    return this.served.filter(
      (call) => call.fileSystemId === fileSystem.id && (operation === undefined || call.operation === operation),
    );
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body, errorType } = this.answer(request, await readBody(request));
    const json = JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
      ...(errorType && { 'x-amzn-errortype': errorType }),
    });
    response.end(json);
  }

  private answer(request: IncomingMessage, body: string): Answer {
    try {
      requireSignature(request);
      const { operation, idOrArn } = route(request);
      const fileSystem = this.find(idOrArn);
      const answer = this.attempt(operation, fileSystem, body);
      this.served.push({ operation, fileSystemId: fileSystem.id, status: answer.status });
      return answer;
    } catch (error) {
      return asAnswer(error);
    }
  }

  private attempt(operation: Operation, fileSystem: ServedState, body: string): Answer {
    try {
      this.throttleIfAsked(operation);
      return { status: 200, body: this.perform(operation, fileSystem, body) };
    } catch (error) {
      return asAnswer(error);
    }
  }

  private perform(operation: Operation, { id, synchronization }: ServedState, body: string): object {
    if (operation === 'PutSynchronizationConfiguration') {
      synchronization.replace(parseObject(body));
      return {};
    }
    const { current, version } = synchronization;
    const interfere = this.afterNextGet;
    this.afterNextGet = undefined;
    interfere?.();
    if (current === undefined) {
      throw new ServiceError(
        'ResourceNotFoundException',
        404,
        `File system ${id} has no synchronization configuration.`,
      );
    }
    return { ...current, latestVersionNumber: version };
  }

  private throttleIfAsked(operation: Operation): void {
    const left = this.throttles.get(operation) ?? 0;
    if (left === 0) return;
    this.throttles.set(operation, left - 1);
    throw new ServiceError('ThrottlingException', 429, 'Rate exceeded.');
  }

  private find(idOrArn: string): ServedState {
    const state = this.fileSystems.find(({ id, arn }) => id === idOrArn || arn === idOrArn);
    if (!state) throw new ServiceError('ResourceNotFoundException', 404, `File system ${idOrArn} does not exist.`);
    return state;
  }
}

/** Method and path as the client's schema has them; the label takes an id or, percent-encoded, an ARN. */
function route(request: IncomingMessage): { operation: Operation; idOrArn: string } {
  const path = new URL(request.url ?? '/', 'http://loopback').pathname;
  const label = /^\/file-systems\/([^/]+)\/synchronization-configuration$/.exec(path)?.[1];
  const operation = OPERATIONS.get(request.method);
  if (!label || !operation) {
    throw new ServiceError('UnknownOperationException', 404, `${request.method} ${path} is not served here.`);
  }
  return { operation, idOrArn: decodeURIComponent(label) };
}

/** The form of a Signature Version 4 with the service's signing name; with dummy keys there is no more to verify. */
function requireSignature(request: IncomingMessage): void {
  const credential = 'Credential=[^/,]+/\\d{8}/[a-z0-9-]+/s3files/aws4_request';
  const signature = new RegExp(`^AWS4-HMAC-SHA256 ${credential}, SignedHeaders=[^,]+, Signature=[0-9a-f]{64}$`);
  if (!signature.test(request.headers.authorization ?? '') || !request.headers['x-amz-date']) {
    throw new ServiceError('MissingAuthenticationTokenException', 403, 'The request is not signed for s3files.');
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parseObject(body: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw invalid('The body must be JSON.');
  }
  return asObject(parsed);
}

function asAnswer(error: unknown): Answer {
  if (!(error instanceof ServiceError)) throw error;
  const { status, errorType, message } = error;
  return { status, errorType, body: { message, errorCode: errorType } };
}

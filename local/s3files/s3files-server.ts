import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer } from '../process/ports';
import { invalid, notFound, ServiceError } from './s3files-error';
import { Faults, type Operation } from './s3files-faults';
import { type FileSystemOptions, FileSystemState } from './s3files-file-system';
import { asObject, type SynchronizationRules } from './s3files-synchronization';

export interface ServedFileSystem {
  readonly id: string;
  readonly arn: string;
}

export interface ServedCall {
  readonly operation: Operation;
  readonly fileSystemId: string;
  /** The HTTP status of the answer, so that a refused call can be told from one that took effect. */
  readonly status: number;
}

/** Method and what follows the file system's path, as the client's schema has them. */
const OPERATIONS = new Map<string, Operation>([
  ['GET ', 'GetFileSystem'],
  ['DELETE ', 'DeleteFileSystem'],
  ['GET /synchronization-configuration', 'GetSynchronizationConfiguration'],
  ['PUT /synchronization-configuration', 'PutSynchronizationConfiguration'],
]);

interface Answer {
  readonly status: number;
  readonly body?: object;
  readonly errorType?: string;
}

/** The part of the S3 Files API that is about synchronization and deletion, on the loopback interface. */
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
  /** The calls that the service is to refuse, and the writer that is to come in between. */
  readonly faults = new Faults();
  private readonly fileSystems = new Map<string, FileSystemState>();
  private readonly served: ServedCall[] = [];
  private created = 0;

  private constructor(private readonly server: Server) {
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.serve(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  async close(): Promise<void> {
    await closeServer(this.server);
  }

  createFileSystem(options: FileSystemOptions = {}): ServedFileSystem {
    this.created += 1;
    const { id, arn } = identify(this.created);
    this.fileSystems.set(id, new FileSystemState(id, arn, options));
    return { id, arn };
  }

  /** The one that was made last, and may have been deleted since. */
  newest(): ServedFileSystem {
    return identify(this.created);
  }

  exists({ id }: ServedFileSystem): boolean {
    return this.fileSystems.has(id);
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

  /** Clients write files, which are exported one with each later call. */
  write(fileSystem: ServedFileSystem, files: number): void {
    this.find(fileSystem.id).write(files);
  }

  /** Every request of this operation for this file system, refused ones included. */
  calls(fileSystem: ServedFileSystem, operation?: Operation): ServedCall[] {
    return this.served.filter(
      (call) => call.fileSystemId === fileSystem.id && (operation === undefined || call.operation === operation),
    );
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, body, errorType } = this.answer(request, await readBody(request));
    const json = body === undefined ? '' : JSON.stringify(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(body && { 'content-length': Buffer.byteLength(json) }),
      ...(errorType && { 'x-amzn-errortype': errorType }),
    });
    response.end(json);
  }

  private answer(request: IncomingMessage, body: string): Answer {
    try {
      requireSignature(request);
      const { operation, idOrArn, query } = route(request);
      const fileSystem = this.find(idOrArn);
      const answer = this.attempt(operation, fileSystem, body === '' ? query : parseObject(body));
      fileSystem.tick();
      this.served.push({ operation, fileSystemId: fileSystem.id, status: answer.status });
      return answer;
    } catch (error) {
      return asAnswer(error);
    }
  }

  private attempt(operation: Operation, fileSystem: FileSystemState, input: Record<string, unknown>): Answer {
    try {
      this.faults.strike(operation, input);
      return this.perform(operation, fileSystem, input);
    } catch (error) {
      return asAnswer(error);
    }
  }

  private perform(operation: Operation, fileSystem: FileSystemState, input: Record<string, unknown>): Answer {
    switch (operation) {
      case 'GetFileSystem':
        return { status: 200, body: { fileSystemArn: fileSystem.arn, status: fileSystem.status } };
      case 'DeleteFileSystem':
        if (input.forceDelete !== 'true') fileSystem.requireNothingToExport();
        this.fileSystems.delete(fileSystem.id);
        return { status: 204 };
      case 'PutSynchronizationConfiguration':
        fileSystem.put(input);
        return { status: 200, body: {} };
      case 'GetSynchronizationConfiguration':
        return { status: 200, body: this.configuration(fileSystem) };
    }
  }

  private configuration({ id, synchronization }: FileSystemState): object {
    const { current, version } = synchronization;
    this.faults.interfere();
    if (current === undefined) throw notFound(`File system ${id} has no synchronization configuration.`);
    return { ...current, latestVersionNumber: version };
  }

  private find(idOrArn: string): FileSystemState {
    const id = idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
    const state = this.fileSystems.get(id);
    if (!state || (idOrArn !== id && idOrArn !== state.arn)) throw notFound(`File system ${idOrArn} does not exist.`);
    return state;
  }
}

function identify(number: number): ServedFileSystem {
  const id = `fs-${number.toString(16).padStart(17, '0')}`;
  return { id, arn: `arn:aws:s3files:us-east-1:111111111111:file-system/${id}` };
}

/** The label in the path takes an id or, percent-encoded, an ARN. */
function route(request: IncomingMessage): { operation: Operation; idOrArn: string; query: Record<string, string> } {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://loopback');
  const [, label, rest] = /^\/file-systems\/([^/]+)(\/[^/]+)?$/.exec(pathname) ?? [];
  const operation = OPERATIONS.get(`${request.method} ${rest ?? ''}`);
  if (!label || !operation) {
    throw new ServiceError('UnknownOperationException', 404, `${request.method} ${pathname} is not served here.`);
  }
  return { operation, idOrArn: decodeURIComponent(label), query: Object.fromEntries(searchParams) };
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
  const { status, errorType, errorCode, message } = error;
  return { status, errorType, body: { message, errorCode } };
}

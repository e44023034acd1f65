import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { closeServer } from '../process/ports';
import type { Finished, Invocation } from './handler-child';

/** An event as CloudFormation sends it, but for what is added on the way: the request's id and where to answer. */
export interface CustomResourceEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ServiceToken: string;
  readonly StackId: string;
  readonly LogicalResourceId: string;
  readonly ResourceType: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Record<string, unknown>;
  readonly OldResourceProperties?: Record<string, unknown>;
}

export interface CustomResourceAnswer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly Data?: Record<string, unknown>;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-responses.html */
const MAX_ANSWER_BYTES = 4096;

/** A warm execution environment for custom resource handlers: a process of its own whose S3 Files is the given one. */
export class HandlerProcess {
  static async start(s3filesEndpoint: string): Promise<HandlerProcess> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const child = fork(join(__dirname, 'handler-child.ts'), {
      execArgv: ['--require', require.resolve('tsx/cjs')],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: environment(s3filesEndpoint, (server.address() as AddressInfo).port),
    });
    return new HandlerProcess(server, child);
  }

  private readonly answers = new Map<string, string>();
  private log = '';

  private constructor(
    private readonly server: Server,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.log += chunk;
      });
    }
    server.on('request', async (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      this.answers.set((request.url ?? '').slice(1), Buffer.concat(chunks).toString('utf8'));
      response.writeHead(200, { connection: 'close' }).end();
    });
  }

  async invoke(handlerFile: string, event: CustomResourceEvent): Promise<CustomResourceAnswer> {
    const requestId = randomUUID();
    const invocation: Invocation = {
      handlerFile,
      event: { ...event, RequestId: requestId, ResponseURL: `https://127.0.0.1/${requestId}` },
    };
    const { error } = await this.finish(invocation);
    const answer = this.answers.get(requestId);
    if (answer === undefined) {
      throw new Error(`the handler did not answer for ${event.LogicalResourceId}: ${error ?? 'no error'}\n${this.log}`);
    }
    return withinLimit(answer);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill();
      await exited;
    }
    await closeServer(this.server);
  }

  private finish(invocation: Invocation): Promise<Finished> {
    return new Promise((resolveFinished, reject) => {
      const onExit = () => reject(new Error(`the handler's process ended\n${this.log}`));
      this.child.once('exit', onExit);
      this.child.once('message', (finished: Finished) => {
        this.child.off('exit', onExit);
        resolveFinished(finished);
      });
      this.child.send(invocation, (error) => error && reject(error));
    });
  }
}

function withinLimit(text: string): CustomResourceAnswer {
  const answer = JSON.parse(text) as CustomResourceAnswer;
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_ANSWER_BYTES) return answer;
  return { ...answer, Status: 'FAILED', Data: {}, Reason: `Response object is too long: ${bytes} bytes` };
}

/** The handler inherits no variables: no proxy, no profile, and no PATH on which an `npm install` would find npm. */
function environment(s3filesEndpoint: string, responsePort: number): NodeJS.ProcessEnv {
  const noSuchFile = join(__dirname, 'no-aws-configuration');
  return {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_S3FILES: s3filesEndpoint,
    AWS_CONFIG_FILE: noSuchFile,
    AWS_SHARED_CREDENTIALS_FILE: noSuchFile,
    AWS_EC2_METADATA_DISABLED: 'true',
    RESPONSE_PORT: String(responsePort),
    // Lambda has the SDK beside the handler; the synthesized asset lies where no node_modules is above it.
    NODE_PATH: resolve(require.resolve('@aws-sdk/client-s3files/package.json'), '..', '..', '..'),
  };
}

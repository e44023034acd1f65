import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, portOf } from '../process/ports';
import { type DescribedFunction, describeFunction } from './described-functions';
import { FunctionFailure, type LambdaFunction } from './lambda-function';

export interface InvokeServer {
  /** The value for AWS_ENDPOINT_URL_LAMBDA. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** A function, or several environments of one. */
export type Invocable = Pick<LambdaFunction, 'invoke'>;

/**
 * Lambda's operation Invoke, for functions by their names: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 *
 * @param described the functions that can be asked what they are
 */
export async function startInvokeServer(
  functions: Readonly<Record<string, Invocable>>,
  described: Readonly<Record<string, DescribedFunction>> = {},
): Promise<InvokeServer> {
  const server = createServer(async (request, response) => {
    if (describeFunction(described, request, response)) {
      return;
    }
    const [, name = ''] = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? '') ?? [];
    const found = functions[decodeURIComponent(name)];
    if (request.method !== 'POST' || found === undefined) {
      const message = `not served: ${request.method} ${request.url}`;
      response.writeHead(404, { 'x-amzn-errortype': 'ResourceNotFoundException' }).end(JSON.stringify({ message }));
      return;
    }
    await invoke(found, request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    close: () => closeServer(server),
  };
}

async function invoke(fn: Invocable, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    const answer = await fn.invoke(JSON.parse(Buffer.concat(chunks).toString() || '{}'));
    response.writeHead(200).end(JSON.stringify(answer ?? null));
  } catch (error) {
    const report = error instanceof FunctionFailure ? error.report : undefined;
    if (report === undefined) {
      response.destroy(error as Error);
      return;
    }
    const { errorType, errorMessage, trace } = report;
    response.writeHead(200, { 'x-amz-function-error': 'Unhandled' });
    response.end(JSON.stringify({ errorType, errorMessage, trace: trace.split('\n') }));
  }
}

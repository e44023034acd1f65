import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, portOf } from '../process/ports';
import { elements } from '../s3/s3-answers';

export interface LocalStackOutputs {
  /** The value for AWS_ENDPOINT_URL_CLOUDFORMATION. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** The outputs of stacks, by the stacks' names. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Answers DescribeStacks on loopback, for the outputs of stacks that are asked for by their names. */
export async function startStackOutputs(stacks: StackOutputs): Promise<LocalStackOutputs> {
  const server = createServer(async (request, response) => {
    const asked = new URLSearchParams(await bodyOf(request));
    const name = asked.get('StackName') ?? '';
    const outputs = asked.get('Action') === 'DescribeStacks' ? stacks[name] : undefined;
    const [status, body] = outputs === undefined ? [400, refusal(asked, name)] : [200, answer(name, outputs)];
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    close: () => closeServer(server),
  };
}

function answer(name: string, outputs: Readonly<Record<string, string>>): string {
  const members = Object.entries(outputs).map(([OutputKey, OutputValue]) =>
    elements({ member: { OutputKey, OutputValue } }),
  );
  const stack = elements({ StackName: name, StackStatus: 'CREATE_COMPLETE', CreationTime: '2026-04-13T00:00:00Z' });
  return `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks><member>${stack}<Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
}

function refusal(asked: URLSearchParams, name: string): string {
  const Message =
    asked.get('Action') === 'DescribeStacks'
      ? `Stack with id ${name} does not exist`
      : `not served: ${asked.get('Action')}`;
  return elements({ ErrorResponse: { Error: { Type: 'Sender', Code: 'ValidationError', Message } } });
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer } from '../process/ports';
import { STACK_ID, STACK_NAME } from './pseudo-parameters';
import { type DeployedResource, ResourceFailed } from './resource-handler';
import type { StackDeployer } from './stack-deployer';
import type { StackFailure } from './stack-resources';
import { isNotCreated } from './stack-status';

/**
 * CloudFormation's API for one stack, as far as somebody needs it who repairs a deployment with the AWS CLI: the Query
 * protocol, unsigned. An operation has ended when it is answered, so that waiting for it takes no time.
 */
export class CloudFormationServer {
  static async start(stack: StackDeployer): Promise<CloudFormationServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CloudFormationServer(server, stack);
  }

  readonly endpoint: string;

  private constructor(
    private readonly server: Server,
    private readonly stack: StackDeployer,
  ) {
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', async (request: IncomingMessage, response) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const { status, body } = await this.answer(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
        response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
      } catch (error) {
        response.destroy(error as Error);
      }
    });
  }

  async close(): Promise<void> {
    await closeServer(this.server);
  }

  private async answer(request: URLSearchParams): Promise<{ status: number; body: string }> {
    const action = String(request.get('Action'));
    const exists = request.get('StackName') === STACK_NAME && !isNotCreated(this.stack.status);
    if (!exists && action !== 'DeleteStack') {
      return refusal(`Stack with id ${request.get('StackName')} does not exist`);
    }
    try {
      const result = await this.perform(action, request);
      return { status: 200, body: element(`${action}Response`, element(`${action}Result`, result)) };
    } catch (error) {
      return refusal(error instanceof Error ? error.message : String(error));
    }
  }

  private async perform(action: string, request: URLSearchParams): Promise<string> {
    switch (action) {
      case 'DescribeStacks':
        return element('Stacks', element('member', describeStack(this.stack)));
      case 'ListStackResources':
        return element('StackResourceSummaries', this.stack.describe().map(describeResource).join(''));
      case 'DescribeStackEvents':
        return element('StackEvents', this.stack.failures().map(describeFailure).join(''));
      case 'DeleteStack':
        await whateverComesOfIt(this.stack.delete());
        return '';
      case 'ContinueUpdateRollback':
        await whateverComesOfIt(this.stack.continueUpdateRollback(members(request, 'ResourcesToSkip')));
        return '';
      default:
        throw new Error(`${action} is not served here`);
    }
  }
}

/** The caller asks for the status later, as with the real one. */
async function whateverComesOfIt(operation: Promise<void>): Promise<void> {
  await operation.catch((error) => {
    if (!(error instanceof ResourceFailed)) throw error;
  });
}

function members(request: URLSearchParams, list: string): string[] {
  return [...request].filter(([name]) => name.startsWith(`${list}.member.`)).map(([, value]) => value);
}

function describeStack({ status }: StackDeployer): string {
  return [
    element('StackName', STACK_NAME),
    element('StackId', STACK_ID),
    element('StackStatus', String(status)),
    element('CreationTime', '2026-01-01T00:00:00Z'),
  ].join('');
}

function describeResource({ logicalId, physicalId, source, status, reason }: DeployedResource): string {
  const fields = [
    element('LogicalResourceId', escaped(logicalId)),
    element('PhysicalResourceId', escaped(physicalId)),
    element('ResourceType', escaped(source.Type)),
    element('ResourceStatus', status === 'COMPLETE' ? 'UPDATE_COMPLETE' : status),
    element('LastUpdatedTimestamp', '2026-01-01T00:00:00Z'),
    reason === undefined ? '' : element('ResourceStatusReason', escaped(reason)),
  ];
  return element('member', fields.join(''));
}

/** Describes a failure as an event. The service has many kinds of events; only failures are listed here. */
function describeFailure({ logicalId, type, status, reason }: StackFailure, index: number): string {
  const fields = [
    element('StackId', STACK_ID),
    element('EventId', `event-${index}`),
    element('StackName', STACK_NAME),
    element('LogicalResourceId', escaped(logicalId)),
    element('ResourceType', escaped(type)),
    element('Timestamp', '2026-01-01T00:00:00Z'),
    element('ResourceStatus', status),
    element('ResourceStatusReason', escaped(reason)),
  ];
  return element('member', fields.join(''));
}

function refusal(message: string): { status: number; body: string } {
  const error = element('Type', 'Sender') + element('Code', 'ValidationError') + element('Message', escaped(message));
  return { status: 400, body: element('ErrorResponse', element('Error', error)) };
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { closeServer, portOf } from '../process/ports';
import type { ExecutionRecord } from './execution-record';
import type { StateMachine } from './state-machine';

export interface LocalStepFunctions {
  /** The value for AWS_ENDPOINT_URL_SFN. */
  readonly endpoint: string;
  /** Operations that were answered, in their order; refused ones too. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** A state machine that is asked for by its ARN. */
export interface ServedMachine {
  readonly arn: string;
  readonly machine: StateMachine;
  readonly definition: unknown;
}

type Request = Readonly<Record<string, string | undefined>>;

class Refused extends Error {
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Answers StartExecution, DescribeExecution and DescribeStateMachine on loopback for one state machine. Executions go on
 * whether somebody asks for them or not.
 */
export async function startStepFunctions(served: ServedMachine): Promise<LocalStepFunctions> {
  const requests: string[] = [];
  const crashed = new Map<string, unknown>();
  const operations: Readonly<Record<string, (request: Request) => object>> = {
    DescribeStateMachine: ({ stateMachineArn }) => ({
      stateMachineArn: known(served, stateMachineArn),
      name: served.arn.split(':').at(-1),
      definition: JSON.stringify(served.definition),
      roleArn: 'arn:aws:iam::111111111111:role/state-machine',
      type: 'STANDARD',
      creationDate: 0,
    }),
    StartExecution: ({ stateMachineArn, name = randomUUID(), input = '{}' }) => {
      known(served, stateMachineArn);
      const executions = served.machine.executions;
      if (executions.some((execution) => execution.name === name)) {
        throw new Refused('ExecutionAlreadyExists', `Execution Already Exists: '${name}'`);
      }
      const running = served.machine.run(JSON.parse(input), name);
      running.catch((error: unknown) => crashed.set(name, error));
      const { arn, startedAt } = find(executions, (execution) => execution.name === name);
      return { executionArn: arn, startDate: seconds(startedAt) };
    },
    DescribeExecution: ({ executionArn }) => {
      const execution = find(served.machine.executions, ({ arn }) => arn === executionArn);
      if (crashed.has(execution.name)) throw crashed.get(execution.name);
      const { arn, name, status, input, output, error, cause, startedAt, stoppedAt } = execution;
      return {
        executionArn: arn,
        stateMachineArn: served.arn,
        name,
        status,
        input: JSON.stringify(input),
        startDate: seconds(startedAt),
        ...(stoppedAt !== undefined && { stopDate: seconds(stoppedAt) }),
        ...(output !== undefined && { output: JSON.stringify(output) }),
        ...(error !== undefined && { error, cause }),
      };
    },
  };
  const server = createServer(async (request, response) => {
    const operation = String(request.headers['x-amz-target']).replace(/^AWSStepFunctions\./, '');
    requests.push(operation);
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    try {
      const answer = operations[operation];
      if (answer === undefined) throw new Refused('UnknownOperationException', `not served: ${operation}`);
      send(200, answer(JSON.parse(await bodyOf(request))));
    } catch (error) {
      const [status, type] = error instanceof Refused ? [400, error.type] : [500, 'InternalFailure'];
      send(status, { __type: type, message: error instanceof Error ? error.message : String(error) });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    requests,
    close: () => closeServer(server),
  };
}

function known({ arn }: ServedMachine, asked: string | undefined): string {
  if (asked !== arn) throw new Refused('StateMachineDoesNotExist', `State Machine Does Not Exist: '${asked}'`);
  return arn;
}

function find(
  executions: readonly ExecutionRecord[],
  isMeant: (execution: ExecutionRecord) => boolean,
): ExecutionRecord {
  const found = executions.find(isMeant);
  if (found === undefined) throw new Refused('ExecutionDoesNotExist', 'Execution Does Not Exist');
  return found;
}

function seconds(time: string): number {
  return Date.parse(time) / 1000;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

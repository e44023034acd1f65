import { setTimeout } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { Buckets } from '../s3/s3-objects';
import { DUMMY_CREDENTIALS } from '../secrets-manager/secrets-manager';
import { StateMachine } from './state-machine';
import { type LocalStepFunctions, startStepFunctions } from './step-functions-server';

const ARN = 'arn:aws:states:eu-central-1:111111111111:stateMachine:Doubling';
const DEFINITION = {
  QueryLanguage: 'JSONata',
  StartAt: 'Double',
  States: {
    Double: { Type: 'Pass', Output: '{% $states.input.n * 2 %}', Next: 'Is it much?' },
    'Is it much?': {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input > 10 %}', Next: 'Too much' }],
      Default: 'Done',
    },
    'Too much': { Type: 'Fail', Error: 'TooMuch', Cause: 'it is more than ten' },
    Done: { Type: 'Succeed' },
  },
};

let served: LocalStepFunctions;
let client: SFNClient;
beforeEach(async () => {
  const machine = new StateMachine(DEFINITION, { invoke: async () => undefined, objects: new Buckets([]) }, 'Doubling');
  served = await startStepFunctions({ arn: ARN, machine, definition: DEFINITION });
  client = new SFNClient({
    endpoint: served.endpoint,
    region: 'eu-central-1',
    credentials: DUMMY_CREDENTIALS,
    maxAttempts: 1,
  });
});
afterEach(() => served.close());

async function ended(name: string, input: string) {
  const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn: ARN, name, input }));
  for (;;) {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status !== 'RUNNING') return execution;
    await setTimeout(5);
  }
}

test('the real client starts an execution, and is told how it ended', async () => {
  expect(await ended('one', '{"n": 3}')).toMatchObject({ status: 'SUCCEEDED', name: 'one', output: '6' });
  expect(await ended('two', '{"n": 30}')).toMatchObject({
    status: 'FAILED',
    error: 'TooMuch',
    cause: 'it is more than ten',
  });
});

test('the definition can be read', async () => {
  const { definition = '' } = await client.send(new DescribeStateMachineCommand({ stateMachineArn: ARN }));
  expect(JSON.parse(definition)).toEqual(DEFINITION);
});

test('a name that was used, another machine, an unknown execution and another operation are refused', async () => {
  await ended('one', '{"n": 3}');
  const refusals = [
    client.send(new StartExecutionCommand({ stateMachineArn: ARN, name: 'one', input: '{"n": 4}' })),
    client.send(new DescribeStateMachineCommand({ stateMachineArn: `${ARN}x` })),
    client.send(new DescribeExecutionCommand({ executionArn: `${ARN.replace('stateMachine', 'execution')}:none` })),
    client.send(new ListStateMachinesCommand({})),
  ];
  const names = (await Promise.allSettled(refusals)).map((each) => each.status === 'rejected' && each.reason.name);
  expect(names).toEqual([
    'ExecutionAlreadyExists',
    'StateMachineDoesNotExist',
    'ExecutionDoesNotExist',
    'UnknownOperationException',
  ]);
});

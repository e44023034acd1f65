import { CloudFormationClient, DescribeStacksCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DUMMY_CREDENTIALS } from '../secrets-manager/secrets-manager';
import { type LocalStackOutputs, startStackOutputs } from './stack-outputs-server';

let served: LocalStackOutputs;
let client: CloudFormationClient;
beforeEach(async () => {
  served = await startStackOutputs({ Replaying: { Workflow: 'arn:aws:states:a&b' }, Empty: {} });
  client = new CloudFormationClient({
    endpoint: served.endpoint,
    region: 'eu-central-1',
    credentials: DUMMY_CREDENTIALS,
    maxAttempts: 1,
  });
});
afterEach(() => served.close());

test('the real client reads the outputs of a stack', async () => {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'Replaying' }));
  expect(Stacks?.map(({ StackName, Outputs }) => [StackName, Outputs])).toEqual([
    ['Replaying', [{ OutputKey: 'Workflow', OutputValue: 'arn:aws:states:a&b' }]],
  ]);
});

test('a stack that is not there, and another operation, are refused', async () => {
  const asking = client.send(new DescribeStacksCommand({ StackName: 'Nowhere' }));
  await expect(asking).rejects.toThrow('Stack with id Nowhere does not exist');
  await expect(client.send(new ListStacksCommand({}))).rejects.toThrow('not served: ListStacks');
});

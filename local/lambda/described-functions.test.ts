import { GetFunctionConfigurationCommand, LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { DUMMY_CREDENTIALS } from '../secrets-manager/secrets-manager';
import { type InvokeServer, startInvokeServer } from './invoke-server';

let server: InvokeServer;
let client: LambdaClient;
beforeAll(async () => {
  const described = { configuration: { FunctionName: 'f', MemorySize: 512 }, mappings: [{ UUID: 'one' }] };
  server = await startInvokeServer(
    {},
    { f: described, hidden: { ...described, forbidden: ['GetFunctionConfiguration'] } },
  );
  client = new LambdaClient({
    ...{ endpoint: server.endpoint, region: 'eu-central-1', credentials: DUMMY_CREDENTIALS, maxAttempts: 1 },
  });
});
afterAll(() => server.close());

test('the real client reads what a function is, and its event source mappings', async () => {
  expect(await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'f' }))).toMatchObject({
    ...{ FunctionName: 'f', MemorySize: 512 },
  });
  const { EventSourceMappings } = await client.send(new ListEventSourceMappingsCommand({ FunctionName: 'f' }));
  expect(EventSourceMappings?.map(({ UUID }) => UUID)).toEqual(['one']);
});

test.each([
  ['that is not there', 'other', 'ResourceNotFoundException'],
  ['that the caller has no right to', 'hidden', 'AccessDeniedException'],
])('a function %s is refused', async (_, name, type) => {
  const asking = client.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
  await expect(asking).rejects.toMatchObject({ name: type });
});

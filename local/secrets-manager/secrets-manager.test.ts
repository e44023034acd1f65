import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DUMMY_CREDENTIALS, type LocalSecretsManager, startSecretsManager } from './secrets-manager';

const ARN = 'arn:aws:secretsmanager:eu-central-1:111111111111:secret:confluent/key-AbCdEf';
const SECRET = '{"username":"u","password":"p"}';

let server: LocalSecretsManager;
beforeEach(async () => {
  server = await startSecretsManager({ [ARN]: SECRET });
});
afterEach(() => server.close());

function client(credentials = DUMMY_CREDENTIALS as { accessKeyId: string; secretAccessKey: string }) {
  return new SecretsManagerClient({ endpoint: server.endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
}

test('the real client gets the secret by its ARN', async () => {
  const answer = await client().send(new GetSecretValueCommand({ SecretId: ARN }));
  expect(answer.SecretString).toBe(SECRET);
  expect(server.answered()).toBe(1);
});

test('another ARN is not found', async () => {
  const asking = client().send(new GetSecretValueCommand({ SecretId: `${ARN}x` }));
  await expect(asking).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a request that is not signed, or with another key, is refused and gets nothing', async () => {
  const unsigned = await fetch(server.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'secretsmanager.GetSecretValue' },
    body: JSON.stringify({ SecretId: ARN }),
  });
  expect(unsigned.status).toBe(400);
  expect(await unsigned.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  const otherKey = client({ accessKeyId: 'AKIDOTHER', secretAccessKey: 'x' });
  await expect(otherKey.send(new GetSecretValueCommand({ SecretId: ARN }))).rejects.toThrow(
    'Missing Authentication Token',
  );
  expect(server.answered()).toBe(0);
});

test('another operation is refused', async () => {
  await expect(client().send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException' });
});

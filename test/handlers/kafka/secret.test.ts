import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createSilentServer } from 'node:net';
import * as client from '@aws-sdk/client-secrets-manager';
import { CachedSecret } from '../../../lambda-runtime/kafka/secret';
import type { SecretFields } from '../../../lambda-runtime/kafka/secret-fields';

const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:kafka-AbCdEf';
const VARIABLES = [
  'AWS_ENDPOINT_URL_SECRETS_MANAGER',
  'AWS_REGION',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
] as const;

const PASSWORD = {
  description: 'a password',
  parse: (fields: SecretFields) => ({ password: fields.required('password') }),
};

// The real client; jest cannot load it the way the handler does.
const secretCredentials = () => new CachedSecret(ARN, PASSWORD, async () => client);

/** Answers like Secrets Manager, on the loopback interface. */
let server: Server;
let asked: string[];
let answer: { status: number; body: Record<string, unknown> };
const before = VARIABLES.map((name) => [name, process.env[name]] as const);

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: { SecretString: '{"username":"key","password":"secret","endpoint":"broker:9092"}' } };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push(`${request.headers['x-amz-target']} ${JSON.parse(body).SecretId}`);
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.AWS_REGION = 'eu-central-1';
  process.env.AWS_ACCESS_KEY_ID = 'test';
  process.env.AWS_SECRET_ACCESS_KEY = 'test';
});

afterEach(async () => {
  for (const [name, value] of before) {
    if (value === undefined) {
      delete process.env[name];
    } else {
      process.env[name] = value;
    }
  }
  server.closeAllConnections();
  await new Promise((resolve) => {
    server.close(resolve);
  });
});

test('credentials are read from the secret once, and kept', async () => {
  const credentials = secretCredentials();
  expect(await credentials.read()).toEqual({ password: 'secret' });
  await credentials.read();
  expect(asked).toEqual([`secretsmanager.GetSecretValue ${ARN}`]);
});

test('forgotten credentials are read again', async () => {
  const credentials = secretCredentials();
  await credentials.read();
  credentials.forget();
  answer.body = { SecretString: '{"username":"key","password":"rotated"}' };
  expect((await credentials.read()).password).toBe('rotated');
  expect(asked).toHaveLength(2);
});

test('a secret that cannot be read is an error that says what is needed, and is tried again', async () => {
  const credentials = secretCredentials();
  answer = { status: 400, body: { __type: 'AccessDeniedException', message: 'no' } };
  await expect(credentials.read()).rejects.toThrow('needs secretsmanager:GetSecretValue');
  answer = { status: 200, body: { SecretString: '{"username":"key","password":"secret"}' } };
  expect((await credentials.read()).password).toBe('secret');
});

test.each([
  ['no JSON', 'hunter2-the-password', 'it is no JSON'],
  ['a list', '["hunter2"]', 'it is JSON, but not an object'],
  ['text in quotes', '"hunter2"', 'it is JSON, but not an object'],
  ['saved with a byte order mark', '\u{FEFF}{"password":"hunter2"}', 'it begins with a byte order mark'],
  ['without a password', '{"username":"hunter2-the-user"}', "it has no field 'password';"],
  ['of a field by another name', '{"Password":"hunter2"}', "no field 'password' ('Password' must be named 'password')"],
  ['of an empty password', '{"password":""}', "its field 'password' is empty"],
  ['of null', '{"password":null}', "it has no field 'password'"],
  ['of a number', '{"password":4711471147}', "its field 'password' is a number; write it in quotes"],
  ['of an object', '{"password":{"hunter2":1}}', "its field 'password' is an object"],
])('a secret that is %s is an error that says so, and does not repeat it', async (_, text, problem) => {
  answer.body = { SecretString: text };
  const error: unknown = await secretCredentials()
    .read()
    .catch((caught: unknown) => caught);
  expect(String(error)).toContain(problem);
  expect(String(error)).toMatch(/the secret arn:.* cannot be used: .*; it must be JSON text with a password$/);
  expect(String(error)).not.toMatch(/hunter2|4711/);
});

test('a binary secret is an error', async () => {
  answer.body = { SecretBinary: 'aGk=' };
  await expect(secretCredentials().read()).rejects.toThrow('it is binary; store it as text');
});

test('a Secrets Manager that does not answer is given up, and blamed', async () => {
  const silent = createSilentServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const credentials = new CachedSecret(ARN, PASSWORD, async () => client, 200);
  await expect(credentials.read()).rejects.toThrow(
    `Secrets Manager did not answer within 0.2 s when it was asked for the secret ${ARN}; give the function's subnets a way`,
  );
  silent.close();
});

test('line breaks inside of text are taken as they are meant', async () => {
  answer.body = { SecretString: '{\n  "password": "BEGIN\nline \\"two\\"\r\nEND"\n}' };
  expect((await secretCredentials().read()).password).toBe('BEGIN\nline "two"\nEND');
});

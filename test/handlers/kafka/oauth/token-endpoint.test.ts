import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Grant, OAuthClient } from '../../../../lambda-runtime/kafka/authentication/oauth/client';
import { requestToken } from '../../../../lambda-runtime/kafka/authentication/oauth/token-endpoint';
import { permanentName } from '../../../../lambda-runtime/permanent-error';
import { type LocalIdentityProvider, startIdentityProvider } from '../../../../local/oauth/identity-provider';
import { makeIssuerKey } from '../../../../local/oauth/signed-token';
import { portOf } from '../../../../local/process/ports';

const ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:oauth-AbCdEf';
const SECRET = 'a secret: with+signs%&=';
const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
const issuerKey = makeIssuerKey(join(folder, 'keys.json'));
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
// As the handler speaks to it, but by HTTP: a certificate would need more than Node.js.
const way = { longestAnswer: 30_000, delays: [1, 1] };

let provider: LocalIdentityProvider;
beforeEach(async () => {
  const spki = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
  const clients = [
    { id: 'client', secret: SECRET, scopes: ['kafka:write'] },
    { id: 'with EC', email: 'ec@example.com', publicKey: spki(ec.publicKey), scopes: [] },
    { id: 'with RSA', email: 'rsa@example.com', publicKey: spki(rsa.publicKey), scopes: [] },
  ];
  provider = await startIdentityProvider(issuerKey, 'https://idp.example.com', 'kafka', clients);
});
afterEach(() => provider.close());
afterAll(() => rmSync(folder, { recursive: true }));

const clientOf = (grant: Grant, tokenEndpoint = provider.tokenEndpoint): OAuthClient => ({
  tokenEndpoint: new URL(tokenEndpoint),
  clientId: 'client',
  grant,
});
const WITH_SECRET: Grant = { type: 'clientCredentials', clientSecret: SECRET };
const withKey = (clientEmail: string, privateKey: KeyObject): Grant => ({
  ...{ type: 'jwtBearer', clientEmail, privateKey, lifetimeSeconds: 60 },
});

async function failureOf(
  client: OAuthClient,
  scope?: string,
  longestAnswer = way.longestAnswer,
): Promise<{ message: string; name?: string }> {
  const error: unknown = await requestToken(client, { scope }, ARN, { ...way, longestAnswer }).catch(
    (caught: unknown) => caught,
  );
  expect(String(error)).not.toContain(SECRET);
  return { message: (error as Error).message, name: permanentName(error) };
}

test('a client with a secret gets a token, and is told how long it is valid', async () => {
  const { value, lifetimeMs } = await requestToken(clientOf(WITH_SECRET), { scope: 'kafka:write' }, ARN, way);
  expect(value.split('.')).toHaveLength(3);
  expect(lifetimeMs).toBe(600_000);
  expect(provider.issued).toEqual([
    { client: 'client', grant: 'client_credentials', scope: 'kafka:write', audience: 'kafka' },
  ]);
});

test('an audience is asked for by its name', async () => {
  await requestToken(clientOf(WITH_SECRET), { audience: 'https://kafka.example.com' }, ARN, way);
  expect(provider.issued).toMatchObject([{ audience: 'https://kafka.example.com' }]);
});

test.each([
  ['ec@example.com', ec.privateKey, 'with EC'],
  ['rsa@example.com', rsa.privateKey, 'with RSA'],
])('%s gets a token by a JWT that its key has signed', async (email, key, client) => {
  await requestToken(clientOf(withKey(email, key)), {}, ARN, way);
  expect(provider.issued).toMatchObject([{ client }]);
});

test.each<[string, Grant, string | undefined, RegExp]>([
  [
    'a wrong secret',
    { type: 'clientCredentials', clientSecret: 'another' },
    undefined,
    /refuses the client that the secret arn:\S+ describes: "invalid_client": .*; check 'oauthClientId' and 'oauthClientSecret' there$/,
  ],
  [
    'a key of somebody else',
    withKey('ec@example.com', rsa.privateKey),
    undefined,
    /"invalid_grant": .*; check 'oauthClientEmail' and 'oauthPrivateKey' there$/,
  ],
  [
    'a scope that is not granted',
    WITH_SECRET,
    'kafka:admin',
    /"invalid_scope": .*; check the scope that the construct/,
  ],
])('%s is refused for good, and with what to check', async (_, grant, scope, message) => {
  expect(await failureOf(clientOf(grant), scope)).toEqual({
    message: expect.stringMatching(message),
    name: 'AccessRefused',
  });
});

test('an endpoint that does not answer is given up, and blamed', async () => {
  provider.behaviour.silent = true;
  expect(await failureOf(clientOf(WITH_SECRET), undefined, 200)).toEqual({
    message: `the token endpoint ${provider.tokenEndpoint} did not answer within 0.2 s; give the function's subnets a way to it, such as a NAT gateway, and check 'oauthTokenEndpointUrl' in the secret ${ARN}`,
  });
});

test.each([500, 503, 429])('a status of %d may pass', async (status) => {
  provider.behaviour.status = status;
  expect(await failureOf(clientOf(WITH_SECRET))).toEqual({
    message: `the token endpoint ${provider.tokenEndpoint} answered with status ${status}; try again once it works`,
  });
});

/** A server that gives these answers, one after the other. */
async function answering<T>(
  answers: readonly (readonly [status: number, body: string])[],
  work: (endpoint: string) => Promise<T>,
): Promise<T> {
  const left = [...answers];
  const server = createServer((_, response) => {
    const [status, body] = left.shift() ?? [500, ''];
    response.writeHead(status, { location: 'https://elsewhere.example.com' }).end(body);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await work(`http://localhost:${portOf(server)}/token?tenant=1`);
  } finally {
    server.close();
  }
}

test('and did, at the third attempt', async () => {
  const token = answering(
    [
      [503, ''],
      [429, ''],
      [200, '{"access_token":"opaque","token_type":"Bearer"}'],
    ],
    (endpoint) => requestToken(clientOf(WITH_SECRET, endpoint), {}, ARN, way),
  );
  expect(await token).toEqual({ value: 'opaque' });
});

test('a lifetime that only the token tells is read there', async () => {
  const claims = Buffer.from(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + 100 })).toString('base64url');
  const { lifetimeMs } = await answering([[200, JSON.stringify({ access_token: `e30.${claims}.x` })]], (endpoint) =>
    requestToken(clientOf(WITH_SECRET, endpoint), {}, ARN, way),
  );
  expect(lifetimeMs).toBeGreaterThan(90_000);
  expect(lifetimeMs).toBeLessThanOrEqual(100_000);
});

test.each<[string, number, string, string]>([
  ['a page', 200, '<html>', 'answered without an access_token'],
  ['a page that is elsewhere', 302, '', 'answered with status 302, as a page does that is no token endpoint'],
  ['nothing', 404, '', 'answered with status 404'],
  ['a token of another type', 200, '{"access_token":"x","token_type":"mac"}', 'gave a token of the type "mac"'],
])('an endpoint that answers with %s is no token endpoint', async (_, status, body, what) => {
  const { message, name } = await answering([[status, body]], (endpoint) => failureOf(clientOf(WITH_SECRET, endpoint)));
  expect(name).toBe('InvalidConfiguration');
  expect(message).toContain(`/token ${what}`); // without the query
  expect(message).toMatch(/; check 'oauthTokenEndpointUrl' in the secret arn:/);
});

test('an endpoint that is not there is an error that says so', async () => {
  await provider.close();
  const { message, name } = await failureOf(clientOf(WITH_SECRET));
  expect(message).toMatch(/cannot be reached: .*ECONNREFUSED.*; give the function's subnets a way to it/);
  expect(name).toBeUndefined();
});

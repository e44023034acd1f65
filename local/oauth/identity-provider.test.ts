import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalIdentityProvider, startIdentityProvider } from './identity-provider';
import { makeIssuerKey } from './signed-token';

const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
const keySet = join(folder, 'keys.json');
const issuerKey = makeIssuerKey(keySet);
let provider: LocalIdentityProvider;
beforeEach(async () => {
  const clients = [{ id: 'client', secret: 'secret', scopes: ['read'] }];
  provider = await startIdentityProvider(issuerKey, 'https://idp.example.com', 'kafka', clients);
});
afterEach(() => provider.close());
afterAll(() => rmSync(folder, { recursive: true }));

async function ask(
  form: Record<string, string>,
  credentials = 'client:secret',
): Promise<[number, Record<string, unknown>]> {
  const response = await fetch(provider.tokenEndpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    body: new URLSearchParams(form),
  });
  return [response.status, (await response.json()) as Record<string, unknown>];
}

test('a token is signed by the key of the key set, and says who it is for', async () => {
  provider.behaviour.lifetimeSeconds = 30;
  const [status, answer] = await ask({ grant_type: 'client_credentials', scope: 'read' });
  expect([status, answer.expires_in]).toEqual([200, 30]);
  const [header, claims, signature] = String(answer.access_token).split('.');
  const [key] = (JSON.parse(readFileSync(keySet, 'utf8')) as { keys: JsonWebKey[] }).keys;
  const publicKey = createPublicKey({ key, format: 'jwk' });
  const signed = Buffer.from(`${header}.${claims}`);
  expect(verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  const { iat, exp, ...rest } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, number>;
  expect(exp - iat).toBe(30);
  expect(rest).toMatchObject({ iss: 'https://idp.example.com', sub: 'client', aud: 'kafka', scope: 'read' });
});

test.each([
  ['another secret', { grant_type: 'client_credentials' }, 'client:other', 401, 'invalid_client'],
  ['another scope', { grant_type: 'client_credentials', scope: 'write' }, undefined, 400, 'invalid_scope'],
  ['another grant', { grant_type: 'password' }, undefined, 400, 'unsupported_grant_type'],
])('%s is refused', async (_, form, credentials, status, error) => {
  expect(await ask(form, credentials)).toMatchObject([status, { error }]);
  expect(provider.issued).toEqual([]);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsShell } from '../aws-cli/aws-shell';
import { makeIssuerKey } from '../oauth/signed-token';
import { Supervisor } from '../process/supervisor';
import { type LocalSts, startSts } from './sts';

const supervisor = new Supervisor();
const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
const issuerKey = makeIssuerKey(join(folder, 'keys.json'));
let sts: LocalSts;
let shell: AwsShell;

beforeAll(async () => {
  sts = await startSts(issuerKey, 'https://issuer.example.com');
  shell = await AwsShell.open(supervisor, { STS: sts.endpoint });
});
afterAll(async () => {
  await sts?.close();
  supervisor.end();
  rmSync(folder, { recursive: true });
});

const ASK = 'aws sts get-web-identity-token --audience kafka --signing-algorithm RS256 --duration-seconds 120';
const run = (command: string, variables: Record<string, string> = {}) => shell.run(command, variables);

test('the real client gets a token for the audience and the time that it asks for', async () => {
  const token = (await run(`${ASK} --query WebIdentityToken --output text`)).trim();
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()) as Record<string, unknown>;
  expect(claims).toMatchObject({
    iss: 'https://issuer.example.com',
    aud: 'kafka',
    sub: expect.stringMatching(/^arn:/),
  });
  expect(Number(claims.exp) - Number(claims.iat)).toBe(120);
  expect(sts.issued).toEqual([{ audience: ['kafka'], algorithm: 'RS256', seconds: 120 }]);
});

test('a session is signed with the rest', async () => {
  await expect(run(ASK, { AWS_SESSION_TOKEN: "with/signs+'=" })).resolves.toContain('WebIdentityToken');
});

test('whoever signs with another secret gets none', async () => {
  await expect(run(ASK, { AWS_SECRET_ACCESS_KEY: 'another' })).rejects.toThrow('(SignatureDoesNotMatch)');
});

test.each([
  ['without federation', { federation: false }, '(OutboundWebIdentityFederationDisabledException)'],
  ['for an audience that the role may not have', { allowed: ['other'] }, '(AccessDenied)'],
])('there is none %s', async (_, change, code) => {
  const before = { ...sts.behaviour };
  Object.assign(sts.behaviour, change);
  await expect(run(ASK)).rejects.toThrow(code);
  Object.assign(sts.behaviour, { allowed: undefined, ...before });
});

test('another operation is refused', async () => {
  await expect(run('aws sts get-caller-identity')).rejects.toThrow('(InvalidAction)');
});

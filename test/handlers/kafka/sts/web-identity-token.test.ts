import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimsOf } from '../../../../lambda-runtime/kafka/authentication/oauth/token';
import { requestWebIdentityToken } from '../../../../lambda-runtime/kafka/authentication/sts/web-identity-token';
import { permanentName } from '../../../../lambda-runtime/permanent-error';
import { makeIssuerKey } from '../../../../local/oauth/signed-token';
import { portOf } from '../../../../local/process/ports';
import { DUMMY_CREDENTIALS } from '../../../../local/secrets-manager/secrets-manager';
import { type LocalSts, ROLE, startSts } from '../../../../local/sts/sts';

const ISSUER = 'https://0a1b2c3d.tokens.sts.global.api.aws';
const AUDIENCE = 'https://kafka.example.com/a+b';
const SESSION = "IQoJb3JpZ2lu//+='()*!";
const folder = mkdtempSync(join(tmpdir(), 'issuer-'));
const issuerKey = makeIssuerKey(join(folder, 'keys.json'));
const way = { longestAnswer: 30_000, delays: [1, 1] };

let sts: LocalSts;
beforeEach(async () => {
  sts = await startSts(issuerKey, ISSUER);
});
afterEach(() => sts.close());
afterAll(() => rmSync(folder, { recursive: true }));

const environment = (endpoint = sts.endpoint) => ({
  AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
  AWS_SESSION_TOKEN: SESSION,
  AWS_ENDPOINT_URL_STS: endpoint,
});

const request = (given: Readonly<Record<string, string>> = environment(), patience = way) =>
  requestWebIdentityToken(AUDIENCE, 'eu-central-1', given, patience);

async function failureOf(asking: Promise<unknown>): Promise<{ message: string; name?: string }> {
  const error: unknown = await asking.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Error);
  for (const secret of [DUMMY_CREDENTIALS.secretAccessKey, SESSION]) expect(String(error)).not.toContain(secret);
  return { message: (error as Error).message, name: permanentName(error) };
}

test('a token for the role and the audience is asked for in a request that is signed', async () => {
  const { value, lifetimeMs } = await request();
  expect(claimsOf(value)).toMatchObject({ iss: ISSUER, aud: AUDIENCE, sub: ROLE });
  expect(lifetimeMs).toBe(300_000);
  expect(sts.issued).toEqual([{ audience: [AUDIENCE], algorithm: 'RS256', seconds: 300 }]);
});

test('a token that is valid for a shorter time than was asked for says so itself', async () => {
  sts.behaviour.lifetimeSeconds = 90;
  expect((await request()).lifetimeMs).toBe(90_000);
});

test('requests that are too many pass, with the next attempts', async () => {
  sts.behaviour.throttled = 2;
  await request();
  expect(sts.issued).toHaveLength(1);
  sts.behaviour.throttled = 3;
  expect(await failureOf(request())).toEqual({
    message: `AWS STS (${sts.endpoint}) answered with "Throttling"; try again once it works`,
  });
});

test('an account that issues none is told how to', async () => {
  sts.behaviour.federation = false;
  expect(await failureOf(request())).toEqual({
    message: `AWS STS gives the function's role no web identity token for the audience "${AUDIENCE}": "OutboundWebIdentityFederationDisabled": "The outbound web identity federation feature is not enabled for this account."; enable it for the account with 'aws iam enable-outbound-web-identity-federation'`,
    name: 'InvalidConfiguration',
  });
});

test('a role that may not have one is refused for good, and with what it lacks', async () => {
  sts.behaviour.allowed = ['another'];
  const { message, name } = await failureOf(request());
  expect(name).toBe('AccessRefused');
  expect(message).toMatch(
    /"AccessDenied": "User: arn:\S+ is not authorized .*"; the role needs sts:GetWebIdentityToken/,
  );
});

test('credentials that AWS STS does not take are told by their code', async () => {
  const { message, name } = await failureOf(request({ ...environment(), AWS_SECRET_ACCESS_KEY: 'another' }));
  expect(name).toBeUndefined();
  expect(message).toMatch(/"SignatureDoesNotMatch": "the signature is another"; see https:\S+CommonErrors.html/);
});

test('an AWS STS that does not answer is given up, and blamed', async () => {
  sts.behaviour.silent = true;
  expect(await failureOf(request(environment(), { ...way, longestAnswer: 200 }))).toEqual({
    message: `AWS STS (${sts.endpoint}) did not answer within 0.2 s; give the function's subnets a way to it: a NAT gateway, or an interface endpoint for it whose security group takes HTTPS`,
  });
});

test('one that is not there is an error that says so', async () => {
  await sts.close();
  const { message, name } = await failureOf(request());
  expect(message).toMatch(
    /^AWS STS \(http:\S+\) cannot be reached: .*ECONNREFUSED.*; give the function's subnets a way to it/,
  );
  expect(name).toBeUndefined();
});

test('credentials that are missing are named', async () => {
  const { message } = await failureOf(request({ AWS_ENDPOINT_URL_STS: sts.endpoint }));
  expect(message).toContain('AWS_ACCESS_KEY_ID is not set');
});

/** A server that always gives this answer. */
async function answering<T>(status: number, body: string, work: (endpoint: string) => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await work(`http://127.0.0.1:${portOf(server)}`);
  } finally {
    server.close();
  }
}

const error = (code: string, message = '<message>x &lt; y &amp; z &other;</message>') =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code>${message}</Error></ErrorResponse>`;

test.each<[string, number, string, RegExp, string | undefined]>([
  [
    'a page',
    200,
    '<html>',
    /answered with status 200 and without a token, as something does that is not AWS STS/,
    'InvalidConfiguration',
  ],
  ['nothing', 404, '', /answered with status 404 and without a token/, 'InvalidConfiguration'],
  ['a token that is empty', 200, '<WebIdentityToken></WebIdentityToken>', /without a token/, 'InvalidConfiguration'],
  ['that it is out of order', 503, '', /answered with status 503; try again once it works/, undefined],
  ['that the session has ended', 403, error('ExpiredToken'), /"x < y & z &other;"; a later process/, undefined],
  [
    'that the session ends first',
    403,
    error('SessionDurationEscalationException', ''),
    /"SessionDurationEscalation"; a later process of the function has a session of its own/,
    undefined,
  ],
  [
    'that the audience is none',
    400,
    error('ValidationError'),
    /; check the audience that the construct was given$/,
    'InvalidConfiguration',
  ],
  ['something that is not known here', 400, error('Novelty'), /"Novelty": .*; see https:/, undefined],
])('what answers %s is told in a sentence', async (_, status, body, message, name) => {
  const failure = await answering(status, body, (endpoint) => failureOf(request(environment(endpoint))));
  expect(failure).toEqual({ message: expect.stringMatching(message), name });
});

test('a token is taken out of an answer with whatever else it holds, and serves for its usual time if it is no JWT', async () => {
  const body = '<R xmlns="x"><Other>1</Other>\n<WebIdentityToken>opaque</WebIdentityToken></R>';
  expect(await answering(200, body, (endpoint) => request(environment(endpoint)))).toEqual({
    value: 'opaque',
    lifetimeMs: 300_000,
  });
});

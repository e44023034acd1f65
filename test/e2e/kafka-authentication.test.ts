import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Outcomes } from './kafka-authentication/outcomes';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

/** One broker for all cases, and the bundles as Lambda runs them. */
beforeAll(async () => {
  const script = join(__dirname, 'kafka-authentication', 'run.ts');
  outcomes = (await outcomesOnNode24(supervisor, script)) as Outcomes;
});
afterAll(() => supervisor.end());

describe.each([
  ['SASL_PLAIN', 2],
  ['SASL_SCRAM_256', 2],
  ['SASL_SCRAM_512', 2],
  ['OAUTHBEARER with a secret', 2],
  ['OAUTHBEARER with a key', 2],
  ['IAM_OAUTHBEARER', 1],
  ['MUTUAL_TLS', 2],
  ['NONE over TLS', 1],
  ['NONE in plaintext', 0],
])('with %s', (name, secrets) => {
  test('records that pollers read become files, and the replayer publishes them as they were', () => {
    const { produced, files, replayed } = outcomes.roundTrips[name];
    expect(produced).toHaveLength(4);
    expect(files).toBe(4);
    expect(replayed).toEqual([...produced, ...produced]); // it ran twice
  });

  test('each secret is read once for a container', () => {
    expect(outcomes.roundTrips[name].secretsRead).toBe(secrets);
  });
});

describe.each([['SASL_PLAIN'], ['SASL_SCRAM_256'], ['SASL_SCRAM_512']])('a wrong password of %s', (name) => {
  test('is an error that says so, without the password', () => {
    const { error, passwordShown } = outcomes.rotations[name];
    expect(error).toMatch(
      /no connection to Kafka at localhost:\d+: .*SASL authentication failed.*(invalid credentials|invalid username or password)/is,
    );
    expect(error).toMatch(/password-\w+ has a password that begins or ends with a blank or a line break/);
    expect(passwordShown).toBe(false);
  });

  test('that is put right in the secret is read again by the same container', () => {
    expect(outcomes.rotations[name].publishedAfterwards).toBe(4);
  });
});

test.each([
  ['mutual TLS without a certificate', /alert (bad certificate|certificate required)/i],
  ['an unknown authority', /self.signed certificate in certificate chain/i],
  ['plaintext where TLS is spoken', /TLS/],
])('%s is refused with the reason', (name, reason) => {
  const { error } = outcomes.refusals[name];
  expect(error).toContain('no connection to Kafka at localhost:');
  expect(error).toMatch(reason);
});

describe('with OAUTHBEARER', () => {
  test('the token endpoint is asked for scope and audience, once for a replay', () => {
    expect(outcomes.bearer.askedFor).toEqual([{ scope: 'kafka:write', audience: 'kafka' }]);
  });

  test('a broker is told the logical cluster and the identity pool beside the token, and lets the client in', () => {
    expect(outcomes.bearer.overheard).toEqual(['logicalCluster=lkc-abc123', 'identityPoolId=pool-xyz9']);
  });

  test.each([
    [
      'an audience that the brokers do not take',
      /no connection to Kafka at localhost:\d+: .*invalid_token.*; the token says iss "https:\/\/idp\.example\.com", aud "another", sub "a client"/s,
    ],
    [
      'a scope that the client may not have',
      /token endpoint https:\/\/localhost:\d+\/oauth2\/token refuses the client that the secret \S+oauth-\w+ describes: "invalid_scope".*check the scope/,
    ],
    [
      'a token endpoint of an authority that is not known',
      /shows a certificate that cannot be trusted: .*give its root certificate as 'oauthIdpCaCertificate' in the secret/,
    ],
    [
      'a page that is no token endpoint',
      /answered with status 404, as a page does that is no token endpoint; check 'oauthTokenEndpointUrl'/,
    ],
    ['a port that nobody listens on', /cannot be reached: .*ECONNREFUSED.*give the function's subnets a way to it/],
  ])('%s is refused with the reason', (name, reason) => {
    expect(outcomes.bearer.refusals[name]).toMatch(reason);
  });

  test('a wrong secret of the client is an error that says so without it, and is read again once it is right', () => {
    const { error, passwordShown, publishedAfterwards } = outcomes.bearer.rotation;
    expect(error).toMatch(/refuses the client .*"invalid_client".*check 'oauthClientId' and 'oauthClientSecret'/);
    expect(passwordShown).toBe(false);
    expect(publishedAfterwards).toBe(4);
  });
});

describe('with tokens of AWS STS', () => {
  test('one is asked for in a signed request, for the audience of the brokers and for a short time, once for a replay', () => {
    // The stand-in gives none to a request whose signature is wrong.
    expect(outcomes.webIdentity.askedFor).toEqual([{ audience: ['kafka'], algorithm: 'RS256', seconds: 300 }]);
  });

  test.each([
    [
      'an account without federation',
      /gives the function's role no web identity token for the audience "kafka": "OutboundWebIdentityFederationDisabled": .*; enable it for the account with 'aws iam enable-outbound-web-identity-federation'/,
    ],
    [
      'a role that may not have a token',
      /no web identity token for the audience "kafka": "AccessDenied": .*not authorized.*; the role needs sts:GetWebIdentityToken for this audience/,
    ],
    [
      'an audience that the brokers do not take',
      /no connection to Kafka at localhost:\d+: .*invalid_token.*; the token says iss "https:\/\/idp\.example\.com", aud "another", sub "arn:aws:iam::111111111111:role\/replayer"/s,
    ],
    [
      'an AWS STS that does not answer',
      /AWS STS \(http:\/\/127\.0\.0\.1:\d+\) did not answer within 10 s; give the function's subnets a way to it/,
    ],
    [
      'an AWS STS that is not there',
      /AWS STS \(http:\/\/localhost:1\) cannot be reached: .*ECONNREFUSED.*give the function's subnets a way to it/,
    ],
  ])('%s is told with the reason', (name, reason) => {
    expect(outcomes.webIdentity.refusals[name]).toMatch(reason);
  });
});

test.each([
  ['an identity provider', () => outcomes.bearer.longReplay],
  ['AWS STS', () => outcomes.webIdentity.longReplay],
])('a replay that outlasts its tokens of %s has new ones in time, and publishes each record once', (_, replay) => {
  const { done, problems, seconds, tokenSeconds, tokens, sent, arrived } = replay();
  expect({ done, problems }).toEqual({ done: true, problems: [] });
  expect(seconds).toBeGreaterThan(2 * tokenSeconds); // it did outlast them
  expect(tokens).toBeGreaterThan(2);
  expect(arrived).toEqual(sent);
});

describe('a secret that is changed while the function lives', () => {
  test('is taken up by the next invocation, which the brokers turn away at first', () => {
    expect(outcomes.warm.between).toEqual({ published: 4, secretsRead: 2 }); // of the user, and of the authority
  });

  test('does not touch a replay whose connections stay', () => {
    expect(outcomes.warm.inFlight.connected).toEqual({ done: true, problems: [] });
  });

  test('ends a replay that has to connect again, and the next invocation goes on where it stopped', () => {
    const { reconnecting, next, sent, arrived } = outcomes.warm.inFlight;
    expect(reconnecting).toEqual({
      done: false,
      problems: [
        expect.stringMatching(/not delivered: .*if its secret was changed meanwhile, the next invocation reads/),
      ],
    });
    expect(next).toEqual({ done: true, problems: [] });
    expect(arrived).toEqual(sent);
  });

  test('is read again where it held a certificate that has expired', () => {
    const { error, publishedAfterwards } = outcomes.warm.certificate;
    expect(error).toMatch(/no connection to Kafka at localhost:.*alert certificate (expired|unknown)/i);
    expect(publishedAfterwards).toBe(4);
  });
});

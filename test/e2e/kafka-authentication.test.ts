import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Outcomes } from './kafka-authentication/outcomes';
import { outcomesOnNode24 } from './support/on-node24';

jest.setTimeout(300_000); // the first time, Node.js 24 and Apache Kafka are fetched

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

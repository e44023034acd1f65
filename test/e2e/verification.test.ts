import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import { DAMAGES } from '../handlers/replayer/verification/damages';
import { replayerAssembly } from './replay-workflow/assembly';
import { outcomesOnNode24 } from './support/on-node24';
import type { Outcomes } from './verification/outcomes';

const supervisor = new Supervisor();
let outcomes: Outcomes;

beforeAll(async () => {
  const script = join(__dirname, 'verification', 'run.ts');
  outcomes = (await outcomesOnNode24(supervisor, script, [replayerAssembly(supervisor)])) as Outcomes;
});
afterAll(() => supervisor.end());

describe('a run whose target has what the files have', () => {
  test('is verified as the last thing that its workflow does', () => {
    const { status, output, invocations, proof } = outcomes.clean;
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({ run: 'clean-1', done: true, verified: true, totals: { published: 1151 } });
    expect(proof).toMatchObject({ verified: true, expected: 1151, found: 1151, repeated: 0, kinds: {} });
    expect(invocations).toEqual({ plan: 1, replay: 6, summarize: 1, verify_partition: 6, conclude: 1 });
  });

  test('leaves a proof that names what was compared, and whose digest and whose objects anybody can check', () => {
    const { proof } = outcomes.clean;
    expect([proof.isWhole, proof.areObjectsWhole]).toEqual([true, true]);
    expect(proof.targets.map(({ name }) => name).sort()).toEqual(['orders-copy', 'payments-copy']);
    expect(proof.targets.every(({ id }) => id.length > 10)).toBe(true);
  });

  test.each([
    ['with filters', 'filtered', 201],
    ['with keys that choose partitions', 'spread', 900],
    ['with two topics in the same partitions', 'mixed', 810],
  ] as const)('is verified %s', (_, name, records) => {
    const { status, cause, proof } = outcomes[name];
    expect({ status, cause }).toEqual({ status: 'SUCCEEDED', cause: undefined });
    expect(proof).toMatchObject({ verified: true, expected: records, found: records, kinds: {} });
  });

  test('is verified where the topic puts in its own times, and the proof says that they were not compared', () => {
    const { status, proof } = outcomes.logAppendTime;
    expect([status, proof.verified]).toEqual(['SUCCEEDED', true]);
    expect(proof.notes.join()).toContain('the timestamps of 100 records were not compared');
  });

  test('is verified though functions and the broker were killed, and the copies that came of it are counted', () => {
    const { status, cause, proof, kills } = outcomes.killed;
    expect({ status, cause }).toEqual({ status: 'SUCCEEDED', cause: undefined });
    expect(kills).toBeGreaterThan(0);
    expect(proof).toMatchObject({ verified: true, expected: 13_000, found: 13_000, kinds: {} });
  });
});

describe('a run whose target is damaged', () => {
  test('fails, and says what differs and where to look', () => {
    const { status, error, cause, proof } = outcomes.damaged;
    expect([status, error]).toEqual(['FAILED', 'VerificationFailed']);
    expect(cause).toMatch(/^1 differences .*\(1 changed\); s3:\/\/.*\/runs\/damaged-1\/verification.json names/);
    expect(proof).toMatchObject({ verified: false, kinds: { changed: 1 }, first: { changed: ['headers'] } });
  });

  test.each(DAMAGES)('is not verified with $name', ({ name, kinds }) => {
    const proof = outcomes.damages[name];
    expect(proof.verified).toBe(false);
    expect(Object.keys(proof.kinds)).toEqual(expect.arrayContaining(Object.keys(kinds)));
  });
});

describe('a run that goes on where another stopped', () => {
  test('is verified by all that both have published, by its workflow', () => {
    const { first, second } = outcomes.resumed;
    expect([first.status, first.error]).toEqual(['FAILED', 'ReplayIncomplete']);
    expect({ status: second.status, cause: second.cause }).toEqual({ status: 'SUCCEEDED', cause: undefined });
    expect(second.proof).toMatchObject({ verified: true, expected: 50, found: 50, kinds: {} });
    expect(second.invocations).toMatchObject({ replay: 1, verify_partition: 2 });
  });

  test('is not verified once the target has lost what the first had published', () => {
    expect(outcomes.resumed.damaged).toMatchObject({ verified: false, kinds: { missing: 5 } });
  });
});

test('the action by itself verifies a small run in one invocation', () => {
  expect(outcomes.alone).toMatchObject({ invocations: 1, proof: { verified: true, expected: 50 } });
});

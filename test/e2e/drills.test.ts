import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Outcomes } from './drills/outcomes';
import { replayerAssembly } from './replay-workflow/assembly';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

beforeAll(async () => {
  const script = join(__dirname, 'drills', 'run.ts');
  outcomes = (await outcomesOnNode24(supervisor, script, [replayerAssembly(supervisor)])) as Outcomes;
});
afterAll(() => supervisor.end());

/** The topics that the drill restores from, which it leaves as they are. */
const SOURCES = ['orders', 'payments'];

test('a drill that succeeds restores all of the window, deletes its topics, and counts for the drill that it is', () => {
  const { status, cause, output, topics, evidence, age } = outcomes.succeeds;
  expect({ status, cause }).toEqual({ status: 'SUCCEEDED', cause: undefined });
  expect(output).toMatchObject({ drilled: true, records: 150, differences: 0 });
  expect(topics).toEqual(SOURCES);
  expect(evidence).toMatchObject({
    drill: 'Monthly',
    succeeded: true,
    topics: ['drill.orders', 'drill.payments'],
    verification: { object: expect.stringContaining('verification.json'), sha256: expect.any(String) },
  });
  expect(age).toMatchObject({ drills: [{ run: 'succeeds', succeeded_at: evidence?.ended_at }] });
});

test('a drill that differs fails, deletes its topics, and counts for nothing', () => {
  const { status, error, cause, topics, evidence, age } = outcomes.differs;
  expect([status, error]).toEqual(['FAILED', 'DrillFailed']);
  expect(cause).toContain('1 difference');
  expect(topics).toEqual(SOURCES);
  expect(evidence).toMatchObject({ succeeded: false, differences: 1, records: 150 });
  expect(age).toMatchObject({ drills: [{ run: null, succeeded_at: null }] });
});

test.each([
  ['plan', 'planLost'],
  ['sum', 'stepLost'],
] as const)('a drill whose %s is lost for good after its topics were made deletes them', (_, name) => {
  const { status, error, cause, topics, evidence } = outcomes[name];
  expect([status, error]).toEqual(['FAILED', 'DrillFailed']);
  expect(cause).toBe('TargetRefused: the answer of the function was lost');
  expect(topics).toEqual(SOURCES);
  expect(evidence).toMatchObject({ succeeded: false, problem: cause });
});

test('a drill that finds one of its topics there fails, and leaves it', () => {
  const { status, error, cause, topics, evidence } = outcomes.topicThere;
  expect([status, error]).toEqual(['FAILED', 'DrillFailed']);
  expect(cause).toMatch(/^TargetRefused: .*these are there already: 'drill\.orders'/);
  expect(topics).toEqual(['drill.orders', ...SOURCES]);
  expect(evidence).toBeNull();
});

test('the age of a drill counts from the first look until one succeeds', () => {
  const since = outcomes.before.drills as readonly { readonly watched_since: string }[];
  expect(outcomes.before).toMatchObject({ seconds: 0, drills: [{ drill: 'Monthly', succeeded_at: null }] });
  expect(outcomes.topicThere.age).toMatchObject({ drills: [{ watched_since: since[0]?.watched_since, run: null }] });
  expect(outcomes.succeeds.age).toMatchObject({ drills: [{ watched_since: since[0]?.watched_since }] });
});

test('each drill says by metrics if it succeeded, and each look how long ago one has', () => {
  const { DrillsSucceeded, DrillDifferences, DrillSeconds, SecondsSinceDrill } = outcomes.metrics;
  expect(DrillsSucceeded).toEqual([0, 0, 0, 0, 1]);
  expect(DrillDifferences).toEqual([1, 0]);
  expect(DrillSeconds).toHaveLength(4); // none of the one that was refused
  expect(SecondsSinceDrill).toHaveLength(6);
});

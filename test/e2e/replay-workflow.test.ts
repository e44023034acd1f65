import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import { replayerAssembly } from './replay-workflow/assembly';
import type { Consumed } from './replay-workflow/consumed';
import type { Outcomes } from './replay-workflow/outcomes';
import { withoutRepeats, wrongRepeats } from './replay-workflow/repeats';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

/** All executions by one process on Node.js 24, over one broker and the bundle as Lambda runs it. */
beforeAll(async () => {
  const script = join(__dirname, 'replay-workflow', 'run.ts');
  outcomes = (await outcomesOnNode24(supervisor, script, [replayerAssembly(supervisor)])) as Outcomes;
});
afterAll(() => supervisor.end());

/** All records of a partition, in order and once. */
function whole(...lengths: readonly number[]): (topic: string) => Consumed {
  return (topic) =>
    Object.fromEntries(
      lengths.flatMap((length, partition) => (length === 0 ? [] : [[`${topic}+${partition}`, [[0, length - 1]]]])),
    );
}

describe('an ordered replay', () => {
  test('publishes each partition of all topics in order and once, each topic to its own target', () => {
    const { status, consumed } = outcomes.ordered;
    expect(status).toBe('SUCCEEDED');
    expect(consumed).toEqual({
      'orders-copy': whole(700, 0, 300, 1)('orders'),
      'payments-copy': whole(40, 60, 50)('payments'),
    });
  });

  test('tells the totals of all its children', () => {
    const { output, children } = outcomes.ordered;
    expect(children).toBe(6); // one for each partition with records
    expect(output).toMatchObject({
      run: 'ordered-1',
      ordered: true,
      done: true,
      partitions: 6,
      failed: [],
      totals: { published: 1151, errors: 0, invocations: 6, skipped: 70 }, // copies in segments that overlap
    });
  });

  test('of a directory without files has nothing to do, and fails unless that is allowed', () => {
    const { empty, allowedEmpty } = outcomes.ordered;
    expect(empty).toMatchObject({ status: 'FAILED', error: 'NothingReplayed' });
    expect(empty.cause).toMatch(/^there are no files below 'none\/'; .*allow_empty/);
    expect(allowedEmpty).toMatchObject({ status: 'SUCCEEDED', output: { partitions: 0, done: true } });
  });
});

describe('a rate limit', () => {
  test('holds for all partitions together', () => {
    const { status, consumed, largestSum, seconds } = outcomes.rates;
    expect([status, consumed]).toEqual(['SUCCEEDED', { 'clicks-copy': whole(900, 300, 600, 150, 450)('clicks') }]);
    expect(largestSum).toBeLessThanOrEqual(600);
    // However slow a machine is, this can only take longer: each of 5 partitions may catch up with a second of its share.
    expect(seconds).toBeGreaterThanOrEqual((2400 - 740) / 600);
  });

  test('is shared by how much there is to publish', () => {
    const [most, least] = [Math.max(...outcomes.rates.shares), Math.min(...outcomes.rates.shares)];
    expect(outcomes.rates.shares).toHaveLength(5);
    expect(most / least).toBeCloseTo(900 / 150);
  });

  test('lasts over several invocations of a partition', () => {
    expect(outcomes.rates.waits).toBeGreaterThan(0);
  });
});

describe('an unordered replay', () => {
  test('publishes what the bucket lists, in batches, once', () => {
    const { status, consumed, batches } = outcomes.unordered;
    expect([status, consumed]).toEqual(['SUCCEEDED', { 'views-copy': whole(620, 630)('views') }]);
    expect(batches).toEqual([500, 500, 250]);
  });

  test('tells that files were left out which were not exported', () => {
    expect(outcomes.unordered.output).toMatchObject({
      ordered: false,
      batches: 3,
      totals: { published: 1250 },
      note: expect.stringContaining('exported'),
    });
  });
});

describe('a partition that fails for good', () => {
  test('fails the execution, after all others were finished', () => {
    const { status, error, cause, consumed } = outcomes.failing.first;
    expect([status, error]).toEqual(['FAILED', 'ReplayIncomplete']);
    expect(cause).toMatch(/1 of 3 partitions .*images\+1.*MESSAGE_TOO_LARGE.*"resume": "failing-1"/);
    expect(consumed['images-copy']).toEqual({ ...whole(20, 20, 20)('images'), 'images+1': [[0, 11]] });
  });

  test('is not tried again: one invocation comes to the record, and one finds it in front of all that is left', () => {
    expect(outcomes.failing.first.invocationsOfRefused).toBe(2);
    expect(outcomes.failing.first.output ?? outcomes.failing.first.cause).toMatch(/max\.message\.bytes is 50000/);
  });

  test('is gone on with by another execution, when what was wrong is put right: every record once overall', () => {
    const { status, output, consumed } = outcomes.failing.again;
    expect(status).toBe('SUCCEEDED');
    expect(output).toMatchObject({ done: true, totals: { published: 8 } });
    expect(consumed['images-copy']).toEqual(whole(20, 20, 20)('images'));
  });
});

test('a replay to a topic that is not there fails with the first invocation', () => {
  const { status, error, cause, invocations } = outcomes.failing.missing;
  expect([status, error, invocations]).toEqual(['FAILED', 'TargetRefused', 1]);
  expect(cause).toContain("the topic 'nowhere' cannot be described");
});

describe('100,000 records, while the function is killed 17 times and the broker restarted 3 times', () => {
  test('are all published', () => {
    const { status, cause, killed, restarted, consumed } = outcomes.kills;
    expect([status, cause, killed, restarted]).toEqual(['SUCCEEDED', undefined, 17, 3]);
    const once = Object.values(consumed).map((topic) =>
      Object.fromEntries(Object.entries(topic).map(([partition, spans]) => [partition, withoutRepeats(spans)])),
    );
    expect(once).toEqual([
      whole(...Array<number>(8).fill(11_750))('events'),
      whole(...Array<number>(4).fill(1_500))('audit'),
    ]);
  });

  test('are repeated only from the last acknowledged batch of an invocation that did not end well, or by one that lost the broker', () => {
    const { consumed, begunAgainAt, brokerLostAt, seed, invocations } = outcomes.kills;
    const partitions = Object.values(consumed).flatMap((topic) => Object.entries(topic));
    for (const [partition, spans] of partitions) {
      const [cursors, lost] = [begunAgainAt[partition] ?? [], brokerLostAt[partition] ?? []];
      const wrong = wrongRepeats(outcomes.kills, partition, spans);
      expect({ partition, spans, cursors, lost, wrong }).toMatchObject({ wrong: [] });
      expect(spans.length - 1).toBeLessThanOrEqual(cursors.length + lost.length);
    }
    const all = partitions.flatMap(([, spans]) => spans).reduce((sum, [first, last]) => sum + last - first + 1, 0);
    process.stdout.write(
      `seed ${seed}: ${invocations} invocations, ${all - 100_000} of 100,000 records came twice or more\n`,
    );
    expect(all).toBeGreaterThan(100_000); // or no kill hit anything
  });
});

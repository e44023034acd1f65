import { setTimeout } from 'node:timers/promises';
import type { LambdaFunction } from '../../local/lambda/lambda-function';
import { breaks, secondCopies, sourceOffsets } from './replayer/recovery/offsets';
import { type Answer, PARTITIONS, REPLAYER, SOURCE, store } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

const LENGTH = 1000;
const RATE = 600;
const MOST_INVOCATIONS = 30;

const ENDINGS = [
  { name: 'is killed', signal: 'SIGKILL', topic: 'restarted-killed' },
  { name: 'is stopped', signal: 'SIGTERM', topic: 'restarted-stopped' },
] as const;
const INTERRUPTIONS = [
  { name: 'gave up', topic: 'given-up', timeoutMs: 120_000, fails: true },
  // Less than the retries take: the answer comes while what was not delivered is still being tried.
  { name: 'ran out of time', topic: 'out-of-time', timeoutMs: 8_000, fails: false },
] as const;

let world: World;
let mount: string;

useWorld(async (started) => {
  world = started;
  mount = world.supervisor.temporaryFolder();
  await Promise.all([
    store(world, mount, [0, 1, 2], LENGTH),
    world.topics.create(
      [...ENDINGS, ...INTERRUPTIONS].map(({ topic }) => topic),
      PARTITIONS,
    ),
  ]);
});

/** Invokes until all is done, as a workflow would: with the cursor of the last answer, also after one that threw. */
async function replayAll(replayer: LambdaFunction, cursor: Answer['cursor']) {
  const failures: string[] = [];
  for (let invocations = 1; invocations <= MOST_INVOCATIONS; invocations++) {
    const payload = { dry_run: false, rate_limit_per_second: RATE, cursor };
    const answer = await replayer.invoke(payload).then(
      (answered) => answered as Answer,
      (error: Error) => error.message.split('\n')[0],
    );
    if (typeof answer === 'string') {
      failures.push(answer);
      continue;
    }
    expectExactCursor(answer);
    failures.push(...(answer.error_messages ?? []));
    if (answer.done) return { invocations, failures };
    cursor = answer.cursor;
  }
  throw new Error(`not done after ${MOST_INVOCATIONS} invocations: ${failures.join('\n')}`);
}

/** A replay that is under way, with a second and more of it still to come. */
async function begin(topic: string, timeoutMs?: number) {
  const replayer = await world.replayer(mount, topic, REPLAYER, timeoutMs);
  const payload = { dry_run: false, rate_limit_per_second: RATE, deadline_seconds: 1 };
  const answer = (await replayer.invoke(payload)) as Answer;
  expect(answer).toMatchObject({ done: false, errors: 0 });
  expectExactCursor(answer);
  return { replayer, cursor: answer.cursor };
}

/** Offsets begin at 0 and have no gaps: as many as were acknowledged, also in the invocations before, stand before it. */
function expectExactCursor({ cursor, progress }: Answer): void {
  if (cursor === null) return;
  const passed = Object.values(cursor.next).reduce((sum, next) => sum + next, 0);
  expect(passed).toBe(progress.totals.published);
}

/**
 * @param cursor with which the replay went on: nothing before it may have gone out again
 * @returns how many records came twice
 */
async function expectAll(topic: string, cursor: Answer['cursor']): Promise<number> {
  const found = sourceOffsets(await world.topics.read(topic), PARTITIONS);
  const again = found.map(secondCopies);
  for (const [partition, offsets] of found.entries()) {
    expect(new Set(offsets)).toEqual(new Set(Array.from({ length: LENGTH }, (_, offset) => offset)));
    for (const { before, after } of breaks(offsets)) expect(after).toBeLessThanOrEqual(before);
    expect(Math.min(...again[partition])).toBeGreaterThanOrEqual(cursor?.next[`${SOURCE}+${partition}`] ?? 0);
  }
  // Each partition has one batch in flight, and a batch takes what a second of the rate allows, at the most.
  expect(again.flat().length).toBeLessThanOrEqual(RATE);
  return again.flat().length;
}

test.each(ENDINGS)('a replay whose broker $name half-way and starts again goes on', async ({ signal, topic }) => {
  const { replayer, cursor } = await begin(topic);
  let over = false;
  const going = replayAll(replayer, cursor).finally(() => {
    over = true;
  });
  await setTimeout(500);
  await world.broker.stop(signal);
  expect(over).toBe(false);
  await world.broker.startAgain();
  const { invocations, failures } = await going;
  await replayer.stop();

  const again = await expectAll(topic, cursor);
  process.stdout.write(`${signal}: ${invocations} invocations, ${again} records came twice, failures: ${failures}\n`);
});

test.each(INTERRUPTIONS)('a replay that $name while its broker was gone goes on from its cursor', async (each) => {
  const { topic, timeoutMs, fails } = each;
  const { replayer, cursor } = await begin(topic, timeoutMs);
  const giving = replayer.invoke({ dry_run: false, rate_limit_per_second: RATE, cursor });
  await setTimeout(500);
  await world.broker.stop('SIGKILL');
  const answer = (await giving) as Answer;
  expect(answer.done).toBe(false);
  expect(answer.errors > 0).toBe(fails);
  expectExactCursor(answer);
  await world.broker.startAgain();
  await replayAll(replayer, answer.cursor);
  await replayer.stop();

  process.stdout.write(`${topic}: ${await expectAll(topic, answer.cursor)} records came twice\n`);
});

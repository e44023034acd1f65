import { setTimeout } from 'node:timers/promises';
import { begin, expectAll, expectExactCursor, LENGTH, RATE, replayAll } from './replayer/recovery/interrupted';
import { type Answer, PARTITIONS, store } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

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

test.each(ENDINGS)('a replay whose broker $name half-way and starts again goes on', async ({ signal, topic }) => {
  const { replayer, cursor } = await begin(world, mount, topic);
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

  const again = await expectAll(world, topic, cursor);
  process.stdout.write(`${signal}: ${invocations} invocations, ${again} records came twice, failures: ${failures}\n`);
});

test.each(INTERRUPTIONS)('a replay that $name while its broker was gone goes on from its cursor', async (each) => {
  const { topic, timeoutMs, fails } = each;
  const { replayer, cursor } = await begin(world, mount, topic, timeoutMs);
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

  process.stdout.write(`${topic}: ${await expectAll(world, topic, answer.cursor)} records came twice\n`);
});

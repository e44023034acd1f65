import { setTimeout } from 'node:timers/promises';
import { KEEP_ALL } from '../../local/kafka/kafka-client';
import type { PartitionState } from '../../local/kafka/leaders';
import { begin, expectAll, expectExactCursor, LENGTH, RATE, replayAll } from './replayer/recovery/interrupted';
import { type Answer, PARTITIONS, store } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

let world: World;
let mount: string;

useWorld(
  async (started) => {
    world = started;
    mount = world.supervisor.temporaryFolder();
    await Promise.all([
      store(world, mount, [0, 1, 2], LENGTH),
      world.topics.create(['moving', 'majority-gone'], PARTITIONS),
      world.topics.create(['minority-gone'], PARTITIONS, { ...KEEP_ALL, 'min.insync.replicas': '3' }),
    ]);
  },
  { brokers: 3 },
);

/** Waits until the brokers' view of a topic is as wanted. */
async function statesWhere(topic: string, wanted: (state: PartitionState) => boolean): Promise<void> {
  while (!(await world.topics.states(topic)).every(wanted)) await setTimeout(50);
}

const allInSync = ({ leader, inSync }: PartitionState) => leader !== -1 && inSync.length === 3;

test('a replay whose leaders move, and one of whose leaders is killed, goes on to its end', async () => {
  await statesWhere('moving', allInSync);
  const { replayer, cursor } = await begin(world, mount, 'moving');
  let over = false;
  const going = replayAll(replayer, cursor).finally(() => {
    over = true;
  });
  let moves = 0;
  for (let round = 0; round < 2; round++) {
    for (let partition = 0; partition < PARTITIONS; partition++, moves++) {
      const { leader } = (await world.topics.states('moving'))[partition];
      await world.topics.moveLeader('moving', partition, (leader % 3) + 1);
    }
  }
  // The last broker: the first one is whom the tests ask.
  await world.topics.moveLeader('moving', 0, 3);
  expect(over).toBe(false);
  await world.brokers[2].stop('SIGKILL');
  const { invocations, failures } = await going;
  await replayer.stop();
  await world.brokers[2].startAgain();

  const again = await expectAll(world, 'moving', cursor);
  expect(failures).toEqual([]);
  process.stdout.write(`${moves} moves and a kill: ${invocations} invocations, ${again} records came twice\n`);
});

const LOSSES = [
  {
    name: 'one of three brokers is gone and all must have a record',
    topic: 'minority-gone',
    gone: [2],
    timeoutMs: 120_000,
    failure: /NOT_ENOUGH_REPLICAS/,
  },
  // No majority can elect anything, so that the one that is left waits for the others without a word.
  { name: 'two of three brokers are gone', topic: 'majority-gone', gone: [1, 2], timeoutMs: 6_000 },
] as const;

test.each(LOSSES)('a replay is answered with a cursor while $name, and goes on from there', async (loss) => {
  const { topic, gone, timeoutMs } = loss;
  await statesWhere(topic, allInSync);
  const { replayer, cursor } = await begin(world, mount, topic, timeoutMs);
  await Promise.all(gone.map((index) => world.brokers[index].stop('SIGKILL')));
  if ('failure' in loss) await statesWhere(topic, ({ inSync }) => inSync.length < 3);
  const answer = (await replayer.invoke({ dry_run: false, rate_limit_per_second: RATE, cursor })) as Answer;
  expect(answer.done).toBe(false);
  expectExactCursor(answer);
  if ('failure' in loss) expect(answer.error_messages?.join()).toMatch(loss.failure);
  await Promise.all(gone.map((index) => world.brokers[index].startAgain()));
  await replayAll(replayer, answer.cursor);
  await replayer.stop();

  const again = await expectAll(world, topic, answer.cursor);
  process.stdout.write(`${topic}: ${again} records came twice; ${answer.error_messages?.[0] ?? 'no error'}\n`);
});

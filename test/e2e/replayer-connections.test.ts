import { setTimeout } from 'node:timers/promises';
import { startTcpProxy, type TcpProxy } from '../../local/network/tcp-proxy';
import { begin, expectAll, LENGTH, replayAll } from './replayer/recovery/interrupted';
import { PARTITIONS, store } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

const proxies: TcpProxy[] = [];
let world: World;
let mount: string;

async function inFrontOf({ plaintext }: { readonly plaintext: number }) {
  const proxy = await startTcpProxy(plaintext);
  proxies.push(proxy);
  return { plaintext: proxy.port };
}

/** What a network does to a replay that is under way; resolves when it has done so. */
const TROUBLES = [
  {
    name: 'are cut again and again',
    topic: 'cut',
    trouble: async () => {
      let cuts = 0;
      while (cuts < 12) {
        await setTimeout(40);
        for (const proxy of proxies) cuts += proxy.cut();
      }
    },
  },
  {
    name: 'lose the answers to what has arrived',
    topic: 'unanswered',
    trouble: async () => {
      for (let times = 0; times < 4; times++) {
        for (const proxy of proxies) proxy.mute(true);
        await setTimeout(250); // what is being sent arrives meanwhile
        for (const proxy of proxies) proxy.cut();
        for (const proxy of proxies) proxy.mute(false);
        await setTimeout(250);
      }
    },
  },
  {
    name: 'are slow, and slower at times',
    topic: 'delayed',
    trouble: async () => {
      for (const ms of [30, 300, 5, 150]) {
        for (const proxy of proxies) proxy.delay(ms);
        await setTimeout(400);
      }
      for (const proxy of proxies) proxy.delay(0);
    },
  },
  {
    name: 'bring everything twice',
    topic: 'doubled',
    trouble: async () => {
      for (const proxy of proxies) {
        proxy.duplicate(true);
        proxy.cut(); // the ones that come after it are opened twice
      }
      await setTimeout(1500);
      for (const proxy of proxies) {
        proxy.duplicate(false);
        proxy.cut();
      }
    },
  },
];

useWorld(
  async (started) => {
    world = started;
    mount = world.supervisor.temporaryFolder();
    await Promise.all([
      store(world, mount, [0, 1, 2], LENGTH),
      world.topics.create(
        TROUBLES.map(({ topic }) => topic),
        PARTITIONS,
      ),
    ]);
  },
  { brokers: 3, inFrontOf },
);
afterAll(() => Promise.all(proxies.map((proxy) => proxy.close())));

test.each(TROUBLES)('a replay whose connections $name goes on to its end', async ({ topic, trouble }) => {
  const takenBefore = taken();
  const { replayer, cursor } = await begin(world, mount, topic);
  let over = false;
  const going = replayAll(replayer, cursor).finally(() => {
    over = true;
  });
  await trouble();
  expect(over).toBe(false); // else it was not disturbed to the end, and this shows less than it says
  const { invocations, failures } = await going;
  await replayer.stop();

  const again = await expectAll(world, topic, cursor);
  expect(taken()).toBeGreaterThan(takenBefore);
  expect(failures).toEqual([]);
  process.stdout.write(`${topic}: ${invocations} invocations, ${again} records came twice\n`);
});

function taken(): number {
  return proxies.reduce((sum, proxy) => sum + proxy.taken, 0);
}

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

/** Faults of the network during a replay. Each resolves to the number of connections that it hit. */
const TROUBLES = [
  {
    name: 'are cut again and again',
    topic: 'cut',
    trouble: async () => {
      let cuts = 0;
      while (cuts < 30) {
        await setTimeout(15); // so often that some come while the replayer connects and looks up its topic
        for (const proxy of proxies) cuts += proxy.cut();
      }
      return cuts;
    },
  },
  {
    name: 'lose the answers to what has arrived',
    topic: 'unanswered',
    trouble: async () => {
      let cuts = 0;
      for (let times = 0; times < 4; times++) {
        for (const proxy of proxies) proxy.mute(true);
        await setTimeout(250); // what is being sent arrives meanwhile
        for (const proxy of proxies) cuts += proxy.cut();
        for (const proxy of proxies) proxy.mute(false);
        await setTimeout(250);
      }
      return cuts;
    },
  },
  {
    name: 'are slow, and slower at times',
    topic: 'delayed',
    trouble: async () => {
      let slowed = 0;
      for (const ms of [30, 300, 5, 150]) {
        slowed += sumOf(({ open }) => open);
        for (const proxy of proxies) proxy.delay(ms);
        await setTimeout(400);
      }
      for (const proxy of proxies) proxy.delay(0);
      return slowed;
    },
  },
  {
    name: 'bring everything twice',
    topic: 'doubled',
    trouble: async () => {
      const before = sumOf(({ taken }) => taken);
      for (const proxy of proxies) {
        proxy.duplicate(true);
        proxy.cut(); // the ones that come after it are opened twice
      }
      await setTimeout(1500);
      for (const proxy of proxies) {
        proxy.duplicate(false);
        proxy.cut();
      }
      return sumOf(({ taken }) => taken) - before;
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
  const { replayer, cursor } = await begin(world, mount, topic);
  let over = false;
  const going = replayAll(replayer, cursor).finally(() => {
    over = true;
  });
  const met = await trouble();
  expect(met).toBeGreaterThan(0);
  expect(over).toBe(false); // else it was not disturbed to the end, and this shows less than it says
  const { invocations, failures } = await going;
  await replayer.stop();

  const again = await expectAll(world, topic, cursor);
  // A batch whose every attempt met a cut is told of, and goes out with the next invocation.
  expect(failures.filter((failure) => !/ not delivered: .*connection closed/i.test(failure))).toEqual([]);
  process.stdout.write(`${topic}, ${met} connections: ${invocations} invocations, ${again} records came twice\n`);
});

function sumOf(count: (proxy: TcpProxy) => number): number {
  return proxies.reduce((sum, proxy) => sum + count(proxy), 0);
}

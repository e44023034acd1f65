import { setTimeout } from 'node:timers/promises';
import { SeededRandom } from '../handlers/support/random';
import { breaks, secondCopies, sourceOffsets } from './replayer/recovery/offsets';
import { type Answer, PARTITIONS, REPLAYER, SOURCE, store } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

const KILLS = 8;
const LENGTH = 1000;
const SEED = 20260413;
// As fast as it goes, a replay of this size would be over before anything could hit it. Environments that start slowly, as beside other
// work, take of the same time.
const RATE = 300;

const LAYOUTS = [
  { name: 'one file a record', topic: 'killed-records', layout: { type: 'perRecord', shards: 4 } },
  { name: 'segments', topic: 'killed-segments', layout: { type: 'segments', maxBytes: 5000 } },
];

let world: World;

useWorld(async (started) => {
  world = started;
  await world.topics.create(
    LAYOUTS.map(({ topic }) => topic),
    PARTITIONS,
  );
});

type Cursor = Answer['cursor'];

/**
 * Replays with a deadline near by, so that there are many answers, in an environment that is killed at a random moment,
 * idle or at work. @returns the cursor of the last answer, and the records that are known to be published
 */
async function replayAndKill(mount: string, topic: string, from: Cursor, afterMs: number): Promise<Cursor> {
  const replayer = await world.replayer(mount, topic, REPLAYER);
  const killing = setTimeout(afterMs).then(() => replayer.kill());
  let cursor = from;
  try {
    for (;;) {
      const answer = (await replayer.invoke(payloadOf(cursor, 0.2))) as Answer;
      expect(answer.errors).toBe(0);
      if (answer.done) throw new Error('the replay was over before it was killed; give it more records');
      cursor = answer.cursor;
    }
  } catch (error) {
    if (!/ended (with SIGKILL|before it was invoked)/.test(String(error))) throw error;
  }
  await killing;
  return cursor;
}

function payloadOf(cursor: Cursor, deadlineSeconds?: number): object {
  return { dry_run: false, rate_limit_per_second: RATE, deadline_seconds: deadlineSeconds, cursor };
}

test.each(LAYOUTS)('a replay of $name that is killed and resumed from its last cursor loses nothing', async (each) => {
  const { topic, layout } = each;
  const mount = world.supervisor.temporaryFolder();
  await store(world, mount, [0, 1, 2], LENGTH, { layout });
  const random = new SeededRandom(SEED);
  const resumedAt: NonNullable<Cursor>[] = [];
  let cursor: Cursor = null;
  for (let kills = 0; kills < KILLS; kills++) {
    cursor = await replayAndKill(mount, topic, cursor, 200 + random.below(500));
    if (cursor !== null) resumedAt.push(cursor);
  }
  const survivor = await world.replayer(mount, topic, REPLAYER);
  expect(await survivor.invoke(payloadOf(cursor))).toMatchObject({ done: true, errors: 0 });
  await survivor.stop();

  const found = sourceOffsets(await world.topics.read(topic), PARTITIONS);
  const again = found.reduce((sum, offsets) => sum + secondCopies(offsets).length, 0);
  process.stdout.write(`${each.name}: ${KILLS} kills (seed ${SEED}), ${again} of ${3 * LENGTH} records came twice\n`);
  for (const [partition, offsets] of found.entries()) {
    expect(new Set(offsets)).toEqual(new Set(Array.from({ length: LENGTH }, (_, offset) => offset)));
    const starts = [0, ...resumedAt.map(({ next }) => next[`${SOURCE}+${partition}`] ?? 0)];
    for (const { before, after } of breaks(offsets)) {
      expect(after).toBeLessThanOrEqual(before);
      expect(starts).toContain(after);
    }
    expect(breaks(offsets).length).toBeLessThanOrEqual(KILLS);
  }
  expect(again).toBeGreaterThan(0); // else no kill came between a delivery and its answer, and this shows nothing
});

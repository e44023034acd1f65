import { consume, setMaxMessageBytes } from '../consumed';
import type { Outcomes } from '../outcomes';
import { writeSource } from '../source';
import { endedAs, type World } from '../world';

/** One partition has a record that the topic does not take, until it is told to. */
export async function failing(world: World): Promise<Outcomes['failing']> {
  const mount = world.mount('failing');
  await writeSource(mount, { topic: 'images', lengths: [20, 20, 20], layout: 'perRecord', padding: sizeOf });
  await world.createTopics(['images-copy'], 3);
  await setMaxMessageBytes(world.access, 'images-copy', 50_000);
  const pool = world.replayer(mount);
  const input = { dry_run: false, target_topic: 'images-copy' };
  const first = await world.execute(pool, input, 'failing-1');
  const consumedFirst = { 'images-copy': await consume(world.access, 'images-copy') };
  await setMaxMessageBytes(world.access, 'images-copy', 1_048_588);
  const again = await world.execute(pool, { ...input, resume: 'failing-1' }, 'failing-2');
  const missing = await world.execute(pool, { ...input, target_topic: 'nowhere' }, 'failing-3');
  await pool.stop();
  const ofRefused = first.invocations.filter(({ payload }) => payload.partition === 'images+1');
  return {
    first: { ...endedAs(first), consumed: consumedFirst, invocationsOfRefused: ofRefused.length },
    missing: { ...endedAs(missing), invocations: missing.invocations.length },
    again: { ...endedAs(again), consumed: { 'images-copy': await consume(world.access, 'images-copy') } },
  };
}

function sizeOf(partition: number, offset: number): number {
  return partition === 1 && offset === 12 ? 100_000 : 0;
}

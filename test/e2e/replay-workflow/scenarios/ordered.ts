import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { consume } from '../consumed';
import type { Outcomes } from '../outcomes';
import { writeSource } from '../source';
import { endedAs, type World } from '../world';

/** Two topics, one in segments and one in a file a record, to two targets. */
export async function ordered(world: World): Promise<Outcomes['ordered']> {
  const mount = world.mount('ordered');
  await writeSource(mount, { topic: 'orders', lengths: [700, 0, 300, 1], layout: 'segments' });
  await writeSource(mount, { topic: 'payments', lengths: [40, 60, 50], layout: 'perRecord' });
  await world.createTopics(['orders-copy', 'payments-copy'], 4);
  const pool = world.replayer(mount);
  const input = { dry_run: false, target_topic: 'orders-copy', topic_mapping: { payments: 'payments-copy' } };
  const execution = await world.execute(pool, input, 'ordered-1');
  mkdirSync(join(mount, 'none'));
  const nothing = { ...input, source_prefix: 'none/' };
  const empty = await world.execute(pool, nothing, 'ordered-2');
  const allowedEmpty = await world.execute(pool, { ...nothing, allow_empty: true }, 'ordered-3');
  await pool.stop();
  const [first, second] = ['orders-copy', 'payments-copy'];
  return {
    ...endedAs(execution),
    consumed: { [first]: await consume(world.access, first), [second]: await consume(world.access, second) },
    children: execution.invocations.length - 2, // but for the plan and the summary
    empty: endedAs(empty),
    allowedEmpty: endedAs(allowedEmpty),
  };
}

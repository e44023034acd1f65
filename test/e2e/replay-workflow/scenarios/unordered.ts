import { consume, inOrder } from '../consumed';
import type { Outcomes } from '../outcomes';
import { exportToBucket, writeSource } from '../source';
import { endedAs, type World } from '../world';

/** The files that the bucket lists, in batches. */
export async function unordered(world: World): Promise<Outcomes['unordered']> {
  const mount = world.mount('unordered');
  await writeSource(mount, { topic: 'views', lengths: [620, 630], layout: 'perRecord' });
  exportToBucket(mount, world.s3.objects, world.filesBucket, world.rootKey);
  await writeSource(mount, { topic: 'late', lengths: [10], layout: 'perRecord' }); // and not exported yet
  await world.createTopics(['views-copy'], 2);
  const pool = world.replayer(mount);
  const input = { ordered: false, source_prefix: 'small/', dry_run: false, target_topic: 'views-copy' };
  const execution = await world.execute(pool, input, 'unordered-1');
  await pool.stop();
  const keys = execution.invocations.flatMap(({ payload }) =>
    Array.isArray(payload.keys) ? [payload.keys.length] : [],
  );
  return {
    ...endedAs(execution),
    consumed: { 'views-copy': inOrder(await consume(world.access, 'views-copy')) },
    batches: keys.sort((a, b) => b - a),
  };
}

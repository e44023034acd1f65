import { REAL_CLOCK } from '../../../../local/step-functions/clock';
import { consume } from '../consumed';
import type { Outcomes } from '../outcomes';
import { writeSource } from '../source';
import { endedAs, type World } from '../world';

const RATE = 600;

/** A limit for all partitions together, of which so many run at a time. */
export async function rates(world: World): Promise<Outcomes['rates']> {
  const mount = world.mount('rates');
  await writeSource(mount, { topic: 'clicks', lengths: [900, 300, 600, 150, 450], layout: 'perRecord' });
  await world.createTopics(['clicks-copy'], 5);
  const pool = world.replayer(mount);
  const input = { dry_run: false, target_topic: 'clicks-copy', rate_limit_per_second: RATE, deadline_seconds: 1 };
  const startedAt = performance.now();
  const execution = await world.execute(pool, input, 'rates-1', REAL_CLOCK);
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.stop();
  const children = execution.invocations.filter(({ payload }) => payload.action === undefined);
  return {
    ...endedAs(execution),
    consumed: { 'clicks-copy': await consume(world.access, 'clicks-copy') },
    largestSum: Math.max(...children.map(({ alongside }) => alongside.reduce((sum, each) => sum + rateOf(each), 0))),
    shares: [...new Map(children.map(({ payload }) => [payload.partition, rateOf(payload)])).values()],
    seconds,
    waits: children.filter(({ payload }) => payload.cursor !== undefined).length,
  };
}

function rateOf({ rate_limit_per_second: rate }: Readonly<Record<string, unknown>>): number {
  return typeof rate === 'number' ? rate : Number.NaN;
}

import { estimate } from '../../command-line/replay/estimate';
import { Speed } from '../../command-line/replay/speed';

const PLAN = { files: 1_050_000, partitions: 10, records: 1_050_000, bytes: 4096 * 1_050_000 };

test('partitions that are replayed at the same time take so much less time', () => {
  const alone = estimate(PLAN, {}, 1).seconds ?? 0;
  expect(estimate(PLAN, {}, 5).seconds).toBeCloseTo(alone / 5);
  expect(estimate(PLAN, {}, 50).seconds).toBeCloseTo(alone / 10);
});

test('a limit decides where it is slower than reading', () => {
  const { seconds, slowest } = estimate(PLAN, { rate_limit_per_second: 100 }, 10);
  expect([seconds, slowest]).toEqual([10_500, '100 records a second are asked for']);
});

test('an import costs more than a read from the bucket', () => {
  const { atLeast, atMost } = estimate(PLAN, {}, 10);
  expect(atMost ?? 0).toBeGreaterThan(2 * atLeast);
});

test('nothing is calculated where the size is not known', () => {
  expect(estimate({ ...PLAN, bytes: null }, {}, 1)).toMatchObject({ seconds: null, atMost: null });
});

test('a rate is that of the last half minute', () => {
  const speed = new Speed();
  speed.add(0, 0);
  expect(speed.perSecond).toBeUndefined();
  speed.add(100, 1000);
  expect(speed.perSecond).toBe(10);
  speed.add(120, 3000);
  speed.add(140, 5000);
  expect(speed.perSecond).toBe(100);
});

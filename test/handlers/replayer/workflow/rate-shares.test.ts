import fc from 'fast-check';
import { shareRates, weightOf } from '../../../../lambda-runtime/replayer/workflow/rate-shares';

test('any partitions that run at the same time stay within the limit, and the largest of them use it all', () => {
  const weights = fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(
      weights,
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 1e6 }),
      (all, concurrency, limit) => {
        const shares = shareRates({ recordsPerSecond: limit, speed: 1 }, all, concurrency);
        const rates = shares.map(({ recordsPerSecond = 0 }) => recordsPerSecond).sort((a, b) => b - a);
        const most = rates.slice(0, concurrency).reduce((sum, rate) => sum + rate, 0);
        return rates.every((rate) => rate > 0) && Math.abs(most - limit) < limit * 1e-9;
      },
    ),
  );
});

test('a segment weighs what it may hold of what is asked for', () => {
  const segment = (first: number, last: number) =>
    ({ first, last, count: last - first + 1, directory: '', extension: '.records.ndjson' }) as const;
  const files = [segment(0, 99), segment(100, 199), segment(50, 120)];
  const partition = { key: 'a+0', topic: 'a', partition: 0, files };
  expect(weightOf({ ...partition, from: 0, to: Number.POSITIVE_INFINITY })).toBe(271);
  expect(weightOf({ ...partition, from: 90, to: 110 })).toBe(10 + 10 + 20);
});

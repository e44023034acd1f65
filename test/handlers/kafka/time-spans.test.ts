import type { OutgoingRecord } from '../../../lambda-runtime/kafka/publisher';
import { splitByTime } from '../../../lambda-runtime/kafka/time-spans';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 3, 13);

function times(...timestamps: (number | undefined)[]): OutgoingRecord[] {
  return timestamps.map((timestamp) => ({
    key: null,
    value: null,
    headers: [],
    ...(timestamp !== undefined && { timestamp }),
  }));
}

function runs(...timestamps: (number | undefined)[]): (number | undefined)[][] {
  return splitByTime(times(...timestamps), NOW).map((run) => run.map(({ timestamp }) => timestamp));
}

test('records of about one time share a batch', () => {
  expect(runs(NOW, NOW + 1, NOW - DAY)).toEqual([[NOW, NOW + 1, NOW - DAY]]);
});

test('a record from weeks before or after begins another, and the order stays', () => {
  const old = NOW - 40 * DAY;
  const late = NOW + 40 * DAY;
  expect(runs(NOW, old, old + 1, NOW, late)).toEqual([[NOW], [old, old + 1], [NOW], [late]]);
});

test('a record without a timestamp counts as of now', () => {
  expect(runs(undefined, NOW - 40 * DAY, undefined)).toEqual([[undefined], [NOW - 40 * DAY], [undefined]]);
});

test('no two records of a batch lie 2^31 ms apart', () => {
  const half = 2 ** 30 - 1;
  for (const run of runs(NOW, NOW + half, NOW - half, NOW + half + 1, NOW)) {
    const [least, most] = [Math.min(...run.map(Number)), Math.max(...run.map(Number))];
    expect(most - least).toBeLessThan(2 ** 31);
  }
});

test('nothing makes no batch', () => {
  expect(splitByTime([])).toEqual([]);
});

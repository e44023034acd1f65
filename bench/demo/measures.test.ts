import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { histogramOf } from './histogram';
import { summarize } from './latency';
import { histograms, scaleOf } from './report-histograms';
import { ticksBetween } from './report-timeline';
import type { ClassResult, DemoResult } from './results';
import { readSerially, sampleOf } from './serial';
import { StepClock } from './steps';

describe('a histogram', () => {
  test('has every value in one bucket, whose bounds hold it', () => {
    const values = Array.from({ length: 2000 }, (_, index) => 1.01 ** index / 1000);
    const buckets = histogramOf(values);
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
    for (const { fromMs, toMs, count } of buckets.slice(1)) {
      expect(values.filter((value) => value >= fromMs && value < toMs)).toHaveLength(count);
    }
  });

  test('has no gap between its buckets', () => {
    const buckets = histogramOf([0.5, 800]);
    expect(buckets.length).toBeGreaterThan(20);
    expect(buckets.slice(1).map(({ fromMs }) => fromMs)).toEqual(buckets.slice(0, -1).map(({ toMs }) => toMs));
  });

  test.each([0.01, 0.1, 1, 10, 100, 1000, 13.34])('puts a bound itself above it: %d ms', (bound) => {
    const [{ fromMs, toMs }] = histogramOf([bound]);
    expect([fromMs, bound < toMs]).toEqual([bound, true]);
  });

  test('of values that a clock cannot tell from nothing has one bucket', () => {
    expect(histogramOf([0, 0.001])).toHaveLength(1);
  });

  test('of nothing is empty', () => {
    expect(histogramOf([])).toEqual([]);
  });
});

describe('the picture of a histogram', () => {
  const nothing = summarize([]);
  const measured = (write: readonly number[]): ClassResult => ({
    ...{ name: 'small', files: 0, bytes: 0, firstRead: nothing, secondRead: nothing },
    ...{ serialFirstRead: nothing, serialSecondRead: nothing, write: summarize(write) },
  });
  const medium = { description: 'a mount', firstRead: 'cold', secondRead: 'warm' };
  const of = (write: readonly number[]) =>
    ({ medium, passes: [{ classes: [measured(write)] }] }) as unknown as DemoResult;

  test('says where nothing was measured', () => {
    const picture = histograms(measured([]), scaleOf(of([])), { medium });
    expect(picture.match(/nothing measured/g)).toHaveLength(5);
    expect(picture).not.toMatch(/NaN|Infinity/);
  });

  test('reaches over whole decades, from the shortest to the longest', () => {
    expect(scaleOf(of([0.5, 800]))).toEqual({ first: -1, last: 3 });
    expect(scaleOf(of([2]))).toEqual({ first: 0, last: 1 });
  });

  test('has a value where its axis says it is', () => {
    const picture = histograms(measured([1, 99, 10]), { first: -1, last: 3 }, { medium });
    const lefts = [...picture.matchAll(/<rect class="write" x="([\d.]+)%"/g)].map(([, x]) => Number(x));
    // A decade is a quarter of the width; what is just below 100 ms is in the last of its eight parts.
    expect(lefts).toEqual([25, 50, 71.88]);
    expect(picture).toMatch(/<text class="quiet" x="50\.00%" y="\d+" text-anchor="middle">10 ms</);
  });

  test('names the decades with their unit', () => {
    const picture = histograms(measured([0.5, 2000]), scaleOf(of([0.5, 2000])), { medium });
    for (const label of ['0.1 ms', '1 ms', '100 ms', '1 s', '10 s']) expect(picture).toContain(`>${label}<`);
  });
});

test.each([
  [10, 22, [10, 12, 14, 16, 18, 20, 22]],
  [35.2, 51.2, [40, 45, 50]],
  [0, 0.3, [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3]],
  [7, 1007, [200, 400, 600, 800, 1000]],
])('the marks of a time from %d to %d s are round numbers', (from, to, marks) => {
  expect(ticksBetween(from, to)).toEqual(marks);
});

test('a step knows its invocations, those that failed too', async () => {
  let now = 10;
  const clock = new StepClock('ingest', () => now);
  const take = (seconds: number) => async () => {
    now += seconds;
  };
  await clock.invocation(take(2));
  now += 1;
  await expect(
    clock.invocation(async () => {
      now += 3;
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(clock.end(7)).toEqual({
    ...{ kind: 'ingest', records: 7, startedAt: 10, seconds: 6 },
    invocations: [
      { startedAt: 10, seconds: 2, failed: false },
      { startedAt: 13, seconds: 3, failed: true },
    ],
  });
});

describe('serial reads', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'serial-'));
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    for (let index = 10; index < 30; index++) writeFileSync(join(folder, 'a', 'b', `${index}`), 'x');
    writeFileSync(join(folder, 'a', '.left-over.tmp'), 'x');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('are of files from all over the folder', async () => {
    const names = (await sampleOf(folder, 5)).map((path) => basename(path));
    expect(names).toEqual(['10', '14', '18', '22', '26']);
  });

  test('are of all files where there are few, and of none in a folder that is not there', async () => {
    expect(await sampleOf(folder, 100)).toHaveLength(20);
    expect(await sampleOf(join(folder, 'none'))).toEqual([]);
  });

  test.each([
    [true, [3, 3]],
    [false, [0, 3]],
  ])(
    'are first and second ones of files that are cold (%s), and otherwise second ones alone',
    async (areCold, counts) => {
      const { first, second } = await readSerially(await sampleOf(folder, 3), areCold);
      expect([first.length, second.length]).toEqual(counts);
    },
  );

  test('of a file that cannot be read are an error', async () => {
    await expect(readSerially([join(folder, 'none')], true)).rejects.toThrow('ENOENT');
  });
});

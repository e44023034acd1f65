import { Supervisor } from '../../local/process/supervisor';
import { comparisonLines } from '../support/comparison';
import { median } from '../support/figures';
import { firstRow } from '../support/first-row';
import { rateChart } from '../support/rate-chart';
import { CASES } from './cases';
import { ceilingOf } from './ceiling';
import { EventFiles } from './events';
import { type CaseOutcome, outcomeTable } from './outcome';
import { orderJson } from './values';

const outcomes = CASES.map(
  ({ name, valueBytes }, index): CaseOutcome => ({
    ...{ name, valueBytes },
    baseline: 50 * (index + 1),
    baselineFirst: 40,
    ours: 1000,
    oursFirst: 500,
    ceiling: { recordsPerSecond: 2000, sentence: 'as computed' },
    payloadBytes: 6e6,
    peakBytes: { first: 100e6, all: 200e6 },
  }),
);

test('one line of JSON a case tells, in order, what was measured', () => {
  const lines = comparisonLines(outcomes).map((line) => JSON.parse(line));
  expect(lines.map((line) => line.case)).toEqual(CASES.map(({ name }) => name));
  expect(lines[0]).toEqual({
    ...{ case: 'envelopes-4k-1000', baseline: 50, ours: 1000, ratio: 20, ceiling: 2000, unit: 'records/s' },
    megabytes: 4.1,
  });
  expect(lines[1]).toMatchObject({ baseline: 100, ratio: 10, megabytes: 0.4 });
});

test('the table has the first batch of an hour apart, and the distance to the ceiling', () => {
  expect(firstRow(outcomeTable(outcomes))).toMatchObject({
    case: 'envelopes-4k-1000',
    ours: '1000',
    'MB/s': '4.1',
    'of ceiling': '50 %',
    'first: baseline': '40.0',
    'first: ours': '500',
  });
});

test('the picture shows every case with its ratio', () => {
  const picture = rateChart(outcomes, { baseline: 'serial Python', ours: 'the ingest handler' });
  for (const { name } of CASES) expect(picture).toContain(`>${name}</text>`);
  expect(picture).toContain('>1000 (6.7 times)</text>');
});

test('values are JSON of the size that was asked for, the same every time and no two of them alike', () => {
  for (const bytes of [400, 4096, 920_000]) {
    const orders = Array.from({ length: 20 }, (_, number) => orderJson(number, bytes));
    expect(orders.map(({ length }) => length)).toEqual(orders.map(() => bytes));
    expect(new Set(orders.map((order) => JSON.parse(order.toString()).id)).size).toBe(orders.length);
    expect(orderJson(7, bytes).equals(orders[7])).toBe(true);
  }
});

const supervisor = new Supervisor();
afterAll(() => supervisor.end());

test.each(CASES)('the batches of $name are no larger than Lambda delivers them', (measured) => {
  const events = new EventFiles(supervisor.temporaryFolder(), measured);
  expect(() => events.next(23)).not.toThrow();
});

test('a median is the middle one, or the mean of the two there', () => {
  expect([median([9, 1, 5]), median([4, 1, 9, 2])]).toEqual([5, 3]);
});

describe('the ceiling', () => {
  const filesOf = (count: number, directories: number, bytes = 0) =>
    Array.from({ length: count }, (_, index) => ({ path: `dir-${index % directories}/file-${index}`, bytes }));

  test('is what is in flight over the latency of one file', () => {
    const { recordsPerSecond } = ceilingOf(640, filesOf(640, 640));
    expect(recordsPerSecond).toBeCloseTo(64 / 0.0178);
  });

  test('is lower where files share a directory, which takes one after the other', () => {
    const { recordsPerSecond, sentence } = ceilingOf(640, filesOf(640, 1));
    expect(recordsPerSecond).toBeCloseTo(1 / 0.012);
    expect(sentence).toContain('640 files in one directory');
  });

  test('is no higher than one file lets it be, however many records are in it', () => {
    expect(ceilingOf(1000, filesOf(1, 1, 1_920_000)).recordsPerSecond).toBeCloseTo(1000 / 0.1178);
  });
});

import { comparisonLines } from '../support/comparison';
import { median } from '../support/figures';
import { firstRow } from '../support/first-row';
import { rateChart } from '../support/rate-chart';
import { CASES } from './cases';
import { ceilingOf } from './ceiling';
import { type CaseOutcome, outcomeTable } from './outcome';

const outcomes = CASES.map(
  ({ name }, index): CaseOutcome => ({
    name,
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
  expect(comparisonLines(outcomes).map((line) => JSON.parse(line))).toEqual([
    { case: 'record-4k-100', baseline: 50, ours: 1000, ratio: 20, ceiling: 2000, unit: 'records/s' },
    { case: 'record-4k-1000', baseline: 100, ours: 1000, ratio: 10, ceiling: 2000, unit: 'records/s' },
    { case: 'segments-4k-100', baseline: 150, ours: 1000, ratio: 6.67, ceiling: 2000, unit: 'records/s' },
    { case: 'segments-4k-1000', baseline: 200, ours: 1000, ratio: 5, ceiling: 2000, unit: 'records/s' },
    { case: 'record-920k-5', baseline: 250, ours: 1000, ratio: 4, ceiling: 2000, unit: 'records/s' },
  ]);
});

test('the table has the first batch of an hour apart, and the distance to the ceiling', () => {
  expect(firstRow(outcomeTable(outcomes))).toMatchObject({
    case: 'record-4k-100',
    ours: '1000',
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

import { comparisonLines } from '../support/comparison';
import { memorySentence } from '../support/figures';
import { firstRow } from '../support/first-row';
import { rateChart } from '../support/rate-chart';
import { CASES, FILES_IN_FLIGHT, replayerEnvironment } from './cases';
import { ceilingOf } from './ceiling';
import { type CaseOutcome, outcomeTable } from './outcome';

const outcomes = CASES.map(
  ({ name, files: { valueBytes } }, index): CaseOutcome => ({
    ...{ name, valueBytes },
    baseline: 10 * (index + 1),
    ours: 900,
    client: 1000,
    byProcessor: { baseline: 2000, ours: 10_000, client: 20_000 },
    ceiling: { recordsPerSecond: 1200, sentence: 'as computed' },
    records: 1600,
    baselineRecords: 400,
    readMs: 95.24,
    peakBytes: 128 * 2 ** 20,
  }),
);

test('one line of JSON a case tells, in order, what was measured', () => {
  const lines = comparisonLines(outcomes).map((line) => JSON.parse(line));
  expect(lines.map((line) => line.case)).toEqual(CASES.map(({ name }) => name));
  expect(lines[0]).toEqual({
    ...{ case: 'cold-envelopes-4k', baseline: 10, ours: 900, ratio: 90, ceiling: 1200, unit: 'records/s' },
    megabytes: 3.69,
  });
  expect(lines[1]).toMatchObject({ case: 'warm-envelopes-4k', baseline: 20, ratio: 45 });
});

test('the table has how many records each side replayed, and the distances to the ceiling and to the client', () => {
  expect(firstRow(outcomeTable(outcomes))).toMatchObject({
    case: 'cold-envelopes-4k',
    ours: '900',
    'of ceiling': '75 %',
    'client alone': '1000',
    'of client': '90 %',
    'MB a processor second': '41.0',
    'serial Python': '8.2',
    'the client': '81.9',
    'baseline records': '400',
    'our records': '1600',
    'peak MiB': '128',
  });
});

test('memory is said beside its limit', () => {
  expect(memorySentence(221 * 2 ** 20, 400 * 2 ** 20)).toBe('221 MiB, below 400 MiB');
  expect(memorySentence(401 * 2 ** 20, 400 * 2 ** 20)).toBe('401 MiB, NOT below 400 MiB');
});

test('the picture shows every case with its ratio', () => {
  const picture = rateChart(outcomes, { baseline: 'serial Python', ours: 'the replayer, in order' });
  for (const { name } of CASES) expect(picture).toContain(`>${name}</text>`);
  expect(picture).toContain('>900 (90.0 times)</text>');
  expect(picture).toContain('>the replayer, in order</text>');
});

test("the thread pool has room for all files in flight, and for the resolver's names", () => {
  const { MAX_FILES_IN_FLIGHT, UV_THREADPOOL_SIZE } = replayerEnvironment('/mnt/events');
  expect(Number(MAX_FILES_IN_FLIGHT)).toBe(FILES_IN_FLIGHT);
  expect(Number(UV_THREADPOOL_SIZE)).toBeGreaterThan(FILES_IN_FLIGHT);
});

describe('the ceiling', () => {
  const reading = {
    files: 1000,
    bytes: 1000 * 4096,
    records: 1000,
    cold: true,
    filesInFlight: 128,
    bytesInFlight: 64 * 2 ** 20,
  };

  test('is what is in flight over the latency of one file', () => {
    const { recordsPerSecond, sentence } = ceilingOf(reading);
    expect(recordsPerSecond).toBeCloseTo(128 / 0.0938096);
    expect(sentence).toContain('128 files in flight / 93.8 ms each');
  });

  test('is higher by as many records as a file holds', () => {
    expect(ceilingOf({ ...reading, records: 250_000 }).recordsPerSecond).toBeCloseTo((250 * 128) / 0.0938096);
  });

  test('is that of fewer where there are not so many files', () => {
    const few = { files: 10, bytes: 10 * 4096, records: 10 };
    expect(ceilingOf({ ...reading, ...few }).recordsPerSecond).toBeCloseTo(10 / 0.0938096);
  });

  test('does not have the first byte to wait for where files are warm', () => {
    expect(ceilingOf({ ...reading, cold: false }).recordsPerSecond).toBeCloseTo(128 / 0.00141024);
  });

  test('is lower where the files in flight do not fit into memory', () => {
    const { recordsPerSecond, sentence } = ceilingOf({ ...reading, bytes: 1000 * 920_000 });
    expect(recordsPerSecond).toBeCloseTo(72 / 0.1843);
    expect(sentence).toContain('72 files in the 64 MiB in flight');
  });
});

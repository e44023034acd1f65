import type { Outcome, ProveCase } from './case';
import { readOptions } from './options';
import { isGood, type Result, sentences, table } from './report';
import { outcome, together } from './support/outcomes';
import { percentile, secondHalf, slopePerMinute } from './support/trend';

const CASE: ProveCase = { name: 'kills', about: 'Processes are killed.', run: async () => outcome({}) };

function result(differences: Partial<Outcome>): Result {
  return { case: CASE, outcome: outcome(differences), seconds: 12.3 };
}

test.each([
  ['a lost record', { lost: 1 }],
  ['a torn file', { torn: 1 }],
  ['something outside', { escaped: 1 }],
  ['a broken promise', { broken: ['it went back'] }],
])('%s fails a case, and with it the run', (_, differences) => {
  expect(isGood(result(differences))).toBe(false);
});

test('records that come twice fail no case by themselves: at least once is what is promised', () => {
  expect(isGood(result({ tries: 10, twice: 3 }))).toBe(true);
});

test('a case that threw has failed, and one that was not run has not', () => {
  expect(isGood({ case: CASE, failure: 'no broker', seconds: 0 })).toBe(false);
  expect(isGood({ case: CASE, lacks: 'no FUSE', seconds: 0 })).toBe(true);
});

test('what several parts of a case found is added up', () => {
  const all = together([outcome({ tries: 2, lost: 1, notes: ['a'] }), outcome({ tries: 3, twice: 4, broken: ['b'] })]);
  expect(all).toEqual(outcome({ tries: 5, lost: 1, twice: 4, notes: ['a'], broken: ['b'] }));
});

test('the table has a line for each case', () => {
  expect(table([result({ tries: 1000, twice: 7 }), { case: CASE, lacks: 'no FUSE', seconds: 0 }])).toBe(
    `| case  |   tries |    lost |    torn |   twice | escaped | seconds |
| ----- | ------: | ------: | ------: | ------: | ------: | ------: |
| kills |   1,000 |       0 |       0 |       7 |       0 |      12 |
| kills | not run | not run | not run | not run | not run |       0 |
`,
  );
});

test('what was broken stands in front of what was measured', () => {
  expect(sentences(result({ broken: ['it went back'], notes: ['ten kills'] }))).toEqual([
    'BROKEN: it went back',
    'ten kills',
  ]);
});

test('cases are chosen by name, and one that there is not is refused', () => {
  expect(readOptions(['--only', 'kills,faults'], ['kills', 'faults', 'files']).only).toEqual(['kills', 'faults']);
  expect(() => readOptions(['--only', 'fault'], ['kills', 'faults'])).toThrow(
    "'fault' is no case; there are kills, faults",
  );
  expect(() => readOptions(['--minutes', 'many'], [])).toThrow("--minutes is 'many'");
});

test('a full run writes the page, and a quick or partial one only where it is told to', () => {
  expect(readOptions([], []).page).toBe(true);
  expect(readOptions(['--quick'], []).page).toBe(false);
  expect(readOptions(['--only', 'kills'], ['kills']).page).toBe(false);
  expect(readOptions(['--quick', '--page'], []).page).toBe(true);
});

test('the trend is that of the line which fits best', () => {
  const samples = [0, 1, 2, 3].map((minute) => ({ minute, value: 10 + 2 * minute }));
  expect(slopePerMinute(samples)).toBeCloseTo(2);
  expect(slopePerMinute(samples.slice(0, 1))).toBe(0);
  expect(secondHalf(samples).map(({ minute }) => minute)).toEqual([2, 3]);
  expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
});

import { evaluate } from './metric-math';
import { aggregate, type Series } from './series';

const series = (values: readonly (number | undefined)[]): Series =>
  new Map(values.flatMap((value, index): [number, number][] => (value === undefined ? [] : [[index * 300, value]])));

const GIVEN = new Map([
  ['a', series([1, 2, undefined, 4, 4])],
  ['b', series([10, undefined, 30, 40, 50])],
  ['none', series([])],
]);

test.each<[string, (number | undefined)[]]>([
  ['a * 2 + 1', [3, 5, undefined, 9, 9]],
  ['a + b', [11, undefined, undefined, 44, 54]],
  ['SUM([a, b])', [11, 2, 30, 44, 54]],
  ['SUM([a, none])', [1, 2, undefined, 4, 4]],
  ['MAX([a, b])', [10, 2, 30, 40, 50]],
  ['DIFF(a)', [undefined, 1, undefined, undefined, 0]],
  ['IF(a >= 2 AND a < 4, a, 0)', [0, 2, undefined, 0, 0]],
  ['IF(a == 1 OR a == 4, 1, 0)', [1, 0, undefined, 1, 1]],
  ['(a - 1) / 2', [0, 0.5, undefined, 1.5, 1.5]],
  ['none + a', []],
])('%s', (expression, expected) => {
  expect(evaluate(expression, GIVEN, 300)).toEqual(series(expected));
});

test.each(['c + 1', 'FLOOR(a)', 'a +', 'a b'])('%s is not understood', (expression) => {
  expect(() => evaluate(expression, GIVEN, 300)).toThrow(/not (known|understood)/);
});

test.each([
  ['Sum', 110],
  ['Average', 22],
  ['Minimum', 1],
  ['Maximum', 100],
  ['SampleCount', 5],
  ['p50', 3],
  ['p99', 96.16],
])('the %s of a period is of its samples', (statistic, expected) => {
  const samples = [1, 2, 3, 4, 100].map((value, index) => ({ at: 300 + index, value }));
  const found = aggregate([...samples, { at: 600, value: 7 }], 300, statistic);
  expect(found.get(300)).toBeCloseTo(expected);
  expect([...found.keys()]).toEqual([300, 600]);
});

import { answer, type MetricQuery, type Sent } from './metric-queries';

const PERIOD = 300;
const FILES = { namespace: 'N', name: 'Files', dimensions: { FunctionName: 'f' } };

const sent: Sent = ({ name, dimensions }) =>
  name === 'Files' && dimensions.FunctionName === 'f'
    ? [1, 2, 4].map((value, index) => ({ at: index * 299, value }))
    : [];

const sum = (id: string, metric = FILES): MetricQuery => ({ id, period: PERIOD, asked: { metric, statistic: 'Sum' } });
const expression = (id: string, text: string): MetricQuery => ({ id, period: PERIOD, asked: { expression: text } });

test('expressions use metrics and other expressions, wherever those stand', () => {
  const found = answer([expression('four', 'twice * 2'), expression('twice', 'files * 2'), sum('files')], sent);
  expect([...(found.get('files') ?? [])]).toEqual([
    [0, 3],
    [300, 4],
  ]);
  expect([...(found.get('four') ?? [])]).toEqual([
    [0, 12],
    [300, 16],
  ]);
});

test('a metric that nobody sent has no values, and so has what is calculated from it', () => {
  const other = sum('files', { ...FILES, dimensions: { FunctionName: 'g' } });
  expect(answer([other, expression('twice', 'files * 2')], sent).get('twice')?.size).toBe(0);
});

test('expressions that use each other, or what is not there, are errors', () => {
  expect(() => answer([expression('a', 'b + 1'), expression('b', 'a + 1')], sent)).toThrow('use each other');
  expect(() => answer([expression('a', 'lost + 1')], sent)).toThrow('lost is not known');
});

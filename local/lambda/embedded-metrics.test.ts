import { readEmbeddedMetrics, valuesOfMetric } from './embedded-metrics';

function line(SizeClass: string, values: Record<string, number | number[]>): string {
  return JSON.stringify({
    _aws: {
      Timestamp: 1_800_000_000_000,
      CloudWatchMetrics: [
        {
          Namespace: 'N',
          Dimensions: [['FunctionName'], ['FunctionName', 'SizeClass']],
          Metrics: Object.keys(values).map((Name) => ({ Name })),
        },
      ],
    },
    FunctionName: 'f',
    SizeClass,
    partition: 3,
    ...values,
  });
}

const OUTPUT = [
  'START',
  line('small', { WriteLatencyMs: [1, 2], FilesWritten: 2 }),
  line('large', { WriteLatencyMs: 9 }),
  line('small', { WriteLatencyMs: 3 }),
  '{"_aws" but not JSON',
  '{"message":"a log line that quotes \\"_aws\\""}',
];

test.each([
  [{ FunctionName: 'f', SizeClass: 'small' }, [1, 2, 3]],
  [{ FunctionName: 'f', SizeClass: 'large' }, [9]],
  [{ FunctionName: 'f' }, [1, 2, 9, 3]],
  [{ FunctionName: 'g' }, []],
  [{ SizeClass: 'small' }, []],
  [{}, []],
])('the values of one metric are collected over lines, by exactly these dimensions: %j', (dimensions, values) => {
  expect(valuesOfMetric(readEmbeddedMetrics(OUTPUT), 'WriteLatencyMs', dimensions as Record<string, string>)).toEqual(
    values,
  );
});

test('single values and arrays are read alike, and properties are no dimensions', () => {
  const found = readEmbeddedMetrics(OUTPUT);
  expect(valuesOfMetric(found, 'FilesWritten', { FunctionName: 'f' })).toEqual([2]);
  expect(found.flatMap(({ dimensions }) => Object.keys(dimensions))).not.toContain('partition');
});

test('each value keeps its namespace and its time', () => {
  const [first] = readEmbeddedMetrics(OUTPUT);
  expect(first).toMatchObject({ namespace: 'N', timestamp: 1_800_000_000_000, metric: 'WriteLatencyMs' });
});

test('a metric that nobody sent has no values', () => {
  expect(valuesOfMetric(readEmbeddedMetrics(OUTPUT), 'ReadLatencyMs', { FunctionName: 'f' })).toEqual([]);
});

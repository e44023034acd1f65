import { readEmbeddedMetrics, valuesOfMetric } from './embedded-metrics';

function line(sizeClass: string, values: Record<string, number | number[]>): string {
  return JSON.stringify({
    _aws: {
      Timestamp: 0,
      CloudWatchMetrics: [
        { Namespace: 'N', Dimensions: [['SizeClass']], Metrics: Object.keys(values).map((Name) => ({ Name })) },
      ],
    },
    SizeClass: sizeClass,
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

test('the values of one metric are collected over lines, single ones and arrays alike, by dimension', () => {
  const found = readEmbeddedMetrics(OUTPUT);
  expect(valuesOfMetric(found, 'WriteLatencyMs', { SizeClass: 'small' })).toEqual([1, 2, 3]);
  expect(valuesOfMetric(found, 'WriteLatencyMs', { SizeClass: 'large' })).toEqual([9]);
  expect(valuesOfMetric(found, 'FilesWritten', {})).toEqual([2]);
});

test('a metric that nobody sent has no values', () => {
  expect(valuesOfMetric(readEmbeddedMetrics(OUTPUT), 'ReadLatencyMs', { SizeClass: 'small' })).toEqual([]);
});

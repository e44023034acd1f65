import { ClassMetrics } from '../../../lambda-runtime/telemetry/metrics';
import { capturePrinted, metricValues } from '../support/lambda';

afterEach(() => jest.restoreAllMocks());

test('250 latencies all arrive, at most 100 a line, every line with the one dimension', () => {
  const printed = capturePrinted();
  const metrics = new ClassMetrics('S3Files');
  const values = Array.from({ length: 250 }, (_, index) => index + 0.5);
  for (const value of values) {
    metrics.latency('small', 'WriteLatencyMs', value);
    metrics.add('small', 'FilesWritten', 1);
  }
  metrics.latency('large', 'WriteLatencyMs', 7);
  metrics.publish();

  const lines = printed.metrics();
  expect(metricValues(lines, 'small', 'WriteLatencyMs')).toEqual(values);
  expect(metricValues(lines, 'small', 'FilesWritten')).toEqual([250]);
  expect(metricValues(lines, 'large', 'WriteLatencyMs')).toEqual([7]);
  for (const line of lines) {
    expect(line._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([['SizeClass']]);
    expect(line._aws.CloudWatchMetrics[0]?.Namespace).toBe('S3Files');
    expect(line).not.toHaveProperty('service');
    expect([line.WriteLatencyMs].flat().length).toBeLessThanOrEqual(100);
  }
});

test('exactly 100 latencies are one line, and nothing is printed after them', () => {
  const printed = capturePrinted();
  const metrics = new ClassMetrics('S3Files');
  for (let value = 0; value < 100; value++) {
    metrics.latency('small', 'ReadLatencyMs', value);
  }
  metrics.publish();
  expect(printed.metrics()).toHaveLength(1);
  expect(printed.logs()).toEqual([]);
});

test('an invocation starts from nothing', () => {
  const printed = capturePrinted();
  const metrics = new ClassMetrics('S3Files');
  metrics.add('small', 'RecordsFailed', 2);
  metrics.publish();
  metrics.add('small', 'RecordsFailed', 1);
  metrics.publish();
  metrics.publish();
  expect(metricValues(printed.metrics(), 'small', 'RecordsFailed')).toEqual([2, 1]);
});

test('a total over all classes has one set of dimensions, which is empty, in every invocation', () => {
  const printed = capturePrinted();
  const metrics = new ClassMetrics('S3Files');
  for (const amount of [2, 3]) {
    metrics.addOverall('small', 'RecordsUnwritable', amount);
    metrics.addOverall('large', 'RecordsUnwritable', 1);
    metrics.publish();
  }
  const lines = printed.metrics();
  expect(metricValues(lines, 'small', 'RecordsUnwritable')).toEqual([2, 3]);
  expect(metricValues(lines, 'large', 'RecordsUnwritable')).toEqual([1, 1]);
  const overall = lines.filter((line) => line.SizeClass === undefined);
  expect(overall.map(({ RecordsUnwritable }) => RecordsUnwritable)).toEqual([3, 4]);
  for (const line of overall) {
    expect(line._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([[]]);
    expect(line).not.toHaveProperty('service');
  }
});

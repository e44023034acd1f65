import { InvocationMetrics } from '../../../lambda-runtime/telemetry/metrics';
import { aContext, capturePrinted, embeddedValues, metricValues, type PrintedLines } from '../support/lambda';

let printed: PrintedLines;
beforeEach(() => {
  printed = capturePrinted();
});
afterEach(() => jest.restoreAllMocks());

const SMALL = { sizeClass: 'small', topic: 'orders', partition: 3 };
const LARGE = { ...SMALL, sizeClass: 'large' };

function invocation(): InvocationMetrics {
  return new InvocationMetrics('S3Files', aContext());
}

test('250 latencies all arrive, at most 100 a line, and every line names both sets of dimensions', () => {
  const metrics = invocation();
  const values = Array.from({ length: 250 }, (_, index) => index + 0.5);
  for (const value of values) {
    metrics.of(SMALL).latency('WriteLatencyMs', value);
    metrics.of(SMALL).add('FilesWritten', 1);
  }
  metrics.of(LARGE).latency('WriteLatencyMs', 7);
  metrics.publish();

  const lines = printed.metrics();
  expect(metricValues(lines, 'small', 'WriteLatencyMs')).toEqual(values);
  expect(metricValues(lines, 'small', 'FilesWritten')).toEqual([250]);
  expect(metricValues(lines, 'large', 'WriteLatencyMs')).toEqual([7]);
  expect(embeddedValues(lines, 'WriteLatencyMs', { FunctionName: 'a-function' })).toEqual([...values, 7]);
  expect(lines.length).toBeGreaterThan(3);
  for (const line of lines) {
    expect(line._aws.CloudWatchMetrics[0]?.Dimensions).toEqual([['FunctionName'], ['FunctionName', 'SizeClass']]);
    expect(line._aws.CloudWatchMetrics[0]?.Namespace).toBe('S3Files');
    expect([line.WriteLatencyMs].flat().length).toBeLessThanOrEqual(100);
  }
});

test('a percentile of the printed values is that of the raw ones, to two decimals', () => {
  const metrics = invocation();
  // Long tails, as latencies have them; the same numbers in each run.
  const raw = Array.from({ length: 1234 }, (_, index) => 3 / (0.001 + ((index * 7919) % 1234) / 1234));
  for (const value of raw) {
    metrics.of(SMALL).latency('WriteLatencyMs', value);
  }
  metrics.publish();
  const values = metricValues(printed.metrics(), 'small', 'WriteLatencyMs');
  for (const share of [0.5, 0.9, 0.99, 0.999]) {
    expect(percentile(values, share)).toBe(Number(percentile(raw, share).toFixed(2)));
  }
  expect(values.every((value) => /^\d+(\.\d\d?)?$/.test(String(value)))).toBe(true);
});

function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}

test('a line tells request, topic, partition and offsets without making dimensions of them', () => {
  const metrics = invocation();
  const orders = metrics.of(SMALL);
  orders.add('RecordsFailed', 2);
  [9, 7, 8].forEach((offset) => {
    orders.covers(offset);
  });
  metrics.of({ sizeClass: 'unclassified' }).add('RecordsFailed', 1);
  metrics.publish();
  const [known, unknown] = printed.metrics();
  expect(known).toMatchObject({
    function_request_id: aContext().awsRequestId,
    FunctionName: 'a-function',
    SizeClass: 'small',
    topic: 'orders',
    partition: 3,
    first_offset: 7,
    last_offset: 9,
    RecordsFailed: 2,
  });
  expect(Object.keys(unknown ?? {})).toEqual(
    expect.not.arrayContaining(['topic', 'partition', 'first_offset', 'last_offset']),
  );
});

test('each metric has the unit that CloudWatch knows', () => {
  const metrics = invocation();
  metrics.of(SMALL).latency('ReadLatencyMs', 1);
  metrics.of(SMALL).add('BytesRead', 1);
  metrics.of(SMALL).add('FilesRead', 1);
  metrics.publish();
  expect(printed.metrics()[0]?._aws.CloudWatchMetrics[0]?.Metrics).toEqual([
    { Name: 'ReadLatencyMs', Unit: 'Milliseconds' },
    { Name: 'BytesRead', Unit: 'Bytes' },
    { Name: 'FilesRead', Unit: 'Count' },
  ]);
});

test('exactly 100 latencies are one line, and nothing is printed after them', () => {
  const metrics = invocation();
  for (let value = 0; value < 100; value++) {
    metrics.of(SMALL).latency('ReadLatencyMs', value);
  }
  metrics.publish();
  expect(printed.metrics()).toHaveLength(1);
  expect(printed.logs()).toEqual([]);
});

test('partitions are counted apart, and metrics add them up', () => {
  const metrics = invocation();
  metrics.of(SMALL).add('RecordsFailed', 2);
  metrics.of({ ...SMALL, partition: 4 }).add('RecordsFailed', 1);
  metrics.publish();
  metrics.publish();
  expect(printed.metrics().map(({ partition, RecordsFailed }) => [partition, RecordsFailed])).toEqual([
    [3, 2],
    [4, 1],
  ]);
  expect(metricValues(printed.metrics(), 'small', 'RecordsFailed')).toEqual([2, 1]);
});

import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { App, type Stack } from 'aws-cdk-lib/core';
import { evaluate } from '../../../local/cloudwatch/metric-math';
import { S3FilesFileSystem } from '../../../src';
import { DailyCosts } from '../../../src/monitoring/daily-costs';
import { DEFAULT_PRICES } from '../../../src/monitoring/prices';
import { newStack } from '../support/stacks';
import { newPipeline } from './pipeline';

const DAY = 86_400;
const GIB = 2 ** 30;

/** The cost of a day by part, if each metric had this value on that day. */
function dollars(values: Readonly<Record<string, number>>): Record<string, number> {
  const stack = newStack();
  const { ingest, replayer, fileSystem } = newPipeline(stack);
  const { parts } = new DailyCosts({ fileSystem, ingests: [ingest], replayers: [replayer] }, DEFAULT_PRICES, stack);
  return Object.fromEntries(parts.map((part) => [part.label, onThatDay(part, values)]));
}

function onThatDay(
  { expression, usingMetrics }: cloudwatch.MathExpression,
  values: Readonly<Record<string, number>>,
): number {
  const series = Object.entries(usingMetrics).map(([id, metric]): [string, Map<number, number>] => {
    const { metricName = '', period } = metric.toMetricConfig().metricStat ?? {};
    expect(period?.toSeconds()).toBe(DAY);
    return [id, new Map([[0, values[metricName] ?? Number.NaN]])];
  });
  return evaluate(expression, new Map(series), DAY).get(0) ?? Number.NaN;
}

const IDLE = { StorageBytes: 0, BytesWritten: 0, FilesWritten: 0, EventPollerUnit: 0, Duration: 0, Invocations: 0 };

test('a gigabyte in fast storage costs its share of the month', () => {
  expect(dollars({ ...IDLE, StorageBytes: GIB })['fast storage']).toBeCloseTo((0.36 * 12) / 365, 10);
});

test('a small file costs what one of 32 KiB does, a large one its bytes, each with its metadata and its export', () => {
  const metadata = (4096 * (3 * 0.07 + 2 * 0.04)) / GIB + 0.000005;
  const small = dollars({ ...IDLE, FilesWritten: 1000, BytesWritten: 1000 * 4096 });
  expect(small['Ingest: files']).toBeCloseTo(1000 * ((32_768 * 0.11) / GIB + metadata), 10);
  const large = dollars({ ...IDLE, FilesWritten: 1000, BytesWritten: 1000 * 1_048_576 });
  expect(large['Ingest: files']).toBeCloseTo(1000 * ((1_048_576 * 0.11) / GIB + metadata), 10);
});

test('a poller unit costs 24 hours', () => {
  expect(dollars({ ...IDLE, EventPollerUnit: 1 })['Ingest: pollers']).toBeCloseTo(4.44, 10);
});

test('a function costs its memory for its time, and its invocations', () => {
  const { 'Ingest: function': cost } = dollars({ ...IDLE, Duration: 3_600_000, Invocations: 1e6 });
  expect(cost).toBeCloseTo(3600 * (1769 / 1024) * 0.0000133334 + 0.2, 10);
});

test('a million records of 4 KiB a day cost what the page of costs says', () => {
  // docs/explanation/cost.md, the shortest app: 8,646 files of 553 KiB a day, in US dollars a month.
  const month = 365 / 12;
  const { 'Ingest: files': files = Number.NaN, 'Ingest: pollers': pollers = Number.NaN } = dollars({
    ...IDLE,
    FilesWritten: 8646,
    BytesWritten: 1e6 * 4899,
    EventPollerUnit: 1,
  });
  expect(files * month).toBeCloseTo(15.56 + 1.31, 1);
  expect(pollers * month).toBeCloseTo(135.05, 1);
});

test('parts of another stack say so, which tells two ingests of one id apart', () => {
  const app = new App();
  const [one, other, third] = ['One', 'Other', 'Watching'].map((id) => newStack(app, id)) as [Stack, Stack, Stack];
  const ingests = [newPipeline(one).ingest, newPipeline(other).ingest];
  const labels = new DailyCosts({ ingests, replayers: [] }, DEFAULT_PRICES, third).parts.map(({ label }) => label);
  expect(labels).toContain('One-Ingest: files');
  expect(labels).toContain('Other-Ingest: files');
  expect(new Set(labels).size).toBe(labels.length);
});

test('no number of an expression has an exponent', () => {
  const stack = newStack();
  const { ingest, replayer } = newPipeline(stack);
  const fileSystem = S3FilesFileSystem.fromFileSystemAttributes(stack, 'Other', {
    fileSystemId: 'fs-0123456789abcdef0',
  });
  const { parts } = new DailyCosts({ fileSystem, ingests: [ingest], replayers: [replayer] }, DEFAULT_PRICES, stack);
  for (const { expression } of parts) {
    expect(expression).not.toMatch(/\de[+-]?\d/);
  }
});

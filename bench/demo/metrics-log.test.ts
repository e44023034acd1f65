import { readEmbeddedMetrics, valuesOfMetric } from '../../local/lambda/embedded-metrics';
import { DemoEvents } from './events';
import { MeasuredLag } from './measured-lag';
import { MAPPING_ID, MetricsLog } from './metrics-log';

const STARTED = 1_800_000_000_000;

test('of what a function printed the metrics are kept, as they stand', () => {
  const log = new MetricsLog(STARTED);
  const metrics = '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]}}';
  log.addPrinted(['START', metrics, '{"message":"a log line"}']);
  expect(log.lines).toEqual([metrics]);
});

test('each invocation counts at the time of its begin, those that failed as errors', () => {
  const log = new MetricsLog(STARTED);
  const invocations = [
    { startedAt: 2, seconds: 0.25, failed: false },
    { startedAt: 3, seconds: 1, failed: true },
  ];
  log.addInvocations('f', { kind: 'ingest', records: 0, startedAt: 2, seconds: 2, invocations });
  const found = readEmbeddedMetrics(log.lines);
  const values = (metric: string) => valuesOfMetric(found, metric, { FunctionName: 'f' });
  expect(values('Duration')).toEqual([250, 1000]);
  expect([values('Invocations'), values('Errors'), values('Throttles')]).toEqual([
    [1, 1],
    [0, 1],
    [0, 0],
  ]);
  expect(found.filter(({ metric }) => metric === 'Duration').map(({ timestamp }) => timestamp - STARTED)).toEqual([
    2000, 3000,
  ]);
  expect(new Set(found.map(({ namespace }) => namespace))).toEqual(new Set(['AWS/Lambda']));
});

test('the lag of a mapping falls with what it commits, and is that of the partition that is furthest behind', async () => {
  const log = new MetricsLog(STARTED);
  const events = new DemoEvents(60, 0, 2);
  const counts = events.countByPartition();
  expect(counts).toEqual([0, 1].map((partition) => [...events.ofPartition(partition)].length));
  const committed: string[] = [];
  const source = {
    next: () => Promise.resolve(undefined),
    commit: async (offsets: ReadonlyMap<string, number>) => void committed.push(...offsets.keys()),
  };
  const lag = new MeasuredLag(source, counts, log);
  await lag.commit(
    new Map([
      ['some-topic-0', counts[0]],
      ['some-topic-1', counts[1] - 3],
    ]),
  );
  lag.stop();
  const found = readEmbeddedMetrics(log.lines);
  const values = (metric: string) => valuesOfMetric(found, metric, { EventSourceMappingUUID: MAPPING_ID });
  expect([values('MaxOffsetLag').at(0), values('MaxOffsetLag').at(-1)]).toEqual([Math.max(...counts), 3]);
  expect([values('SumOffsetLag').at(0), values('SumOffsetLag').at(-1)]).toEqual([60, 3]);
  expect(committed).toEqual(['some-topic-0', 'some-topic-1']);
});

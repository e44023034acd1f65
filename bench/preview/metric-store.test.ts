import { linesOf } from './lines';
import { MetricStore, STRETCH } from './metric-store';

const START = 1_800_000_000_000;

/** A line of a function, some seconds after the start of the run. */
function line(seconds: number, values: Readonly<Record<string, number | number[]>>): string {
  const directive = {
    Namespace: 'Demo',
    Dimensions: [['FunctionName']],
    Metrics: Object.keys(values).map((Name) => ({ Name })),
  };
  const header = { Timestamp: START + seconds * 1000, CloudWatchMetrics: [directive] };
  return JSON.stringify({ _aws: header, FunctionName: 'f', ...values });
}

const STORE = new MetricStore([
  line(0, { Files: 2, Latency: [10, 20, 30, 40] }),
  line(0.9, { Files: 3 }),
  line(2.5, { Files: 5, Latency: 100 }),
  'a line of the log',
]);

const FILES = { namespace: 'Demo', name: 'Files', dimensions: { FunctionName: 'f' } };

test('a second of the run is five minutes of the dashboard', () => {
  expect(STORE.samplesOf(FILES)).toEqual([
    { at: 0, value: 2 },
    { at: 270, value: 3 },
    { at: 750, value: 5 },
  ]);
});

test('a list of values are values of one time', () => {
  const latencies = STORE.samplesOf({ ...FILES, name: 'Latency' });
  expect(latencies.map(({ at }) => at)).toEqual([0, 0, 0, 0, 750]);
});

test.each([{ name: 'Others' }, { namespace: 'Other' }, { dimensions: {} }])(
  'a metric of another name, namespace or other dimensions has no values: %j',
  (changes) => {
    expect(STORE.samplesOf({ ...FILES, ...changes })).toEqual([]);
  },
);

test('the run ends with its last second', () => {
  expect(STORE.end).toBe(3 * STRETCH);
  expect(STORE.startedAt).toEqual(new Date(START));
});

test('a run that left nothing says so', () => {
  const nothing = new MetricStore(['', 'a line of the log']);
  expect([nothing.isEmpty, nothing.end, STORE.isEmpty]).toEqual([true, 0, false]);
});

describe('the lines of a widget', () => {
  const metric = (name: string, options: object, namespace = 'Demo') => [namespace, name, 'FunctionName', 'f', options];
  const labels = (metrics: unknown[][]) => linesOf({ metrics }, STORE).map(({ label, missing }) => [label, missing]);

  test('leave out what is only there for an expression', () => {
    const metrics = [
      [{ expression: 'files * 2', label: 'twice' }],
      metric('Files', { id: 'files', visible: false, stat: 'Sum' }),
    ];
    const [twice, ...others] = linesOf({ metrics }, STORE);
    expect(others).toEqual([]);
    expect(Object.fromEntries(twice?.series ?? [])).toEqual({ 0: 10, 600: 10 });
  });

  test('say why there is nothing to see', () => {
    const metrics = [
      metric('Files', { label: 'there', stat: 'Sum' }),
      metric('Failed', { label: 'never sent' }),
      metric('ExportAge', { label: 'of AWS' }, 'AWS/S3/Files'),
    ];
    expect(labels(metrics)).toEqual([
      ['there', undefined],
      ['never sent', 'none sent by the demo'],
      ['of AWS', 'no data here: only AWS counts it'],
    ]);
  });

  test('have the period and the statistic of their widget, unless they have their own', () => {
    const metrics = [metric('Files', {}), metric('Files', { stat: 'Maximum', period: 300 })];
    const lines = linesOf({ metrics, stat: 'Sum', period: 600 }, STORE);
    expect(lines.map(({ series }) => Object.fromEntries(series))).toEqual([
      { 0: 5, 600: 5 },
      { 0: 3, 600: 5 },
    ]);
  });

  test('of an id that is not there are an error', () => {
    expect(() => labels([[{ expression: 'lost * 2' }]])).toThrow('lost is not known');
  });
});

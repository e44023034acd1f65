import type { Dashboard, Widget } from './dashboard';
import { numberText, topOf } from './graph';
import { markdownToHtml } from './markdown';
import { MetricStore } from './metric-store';
import { previewPage } from './page';
import { PREVIEW_STYLE } from './style';

const LINE = JSON.stringify({
  _aws: {
    Timestamp: 1_800_000_000_000,
    CloudWatchMetrics: [{ Namespace: 'Demo', Dimensions: [['FunctionName']], Metrics: [{ Name: 'Files' }] }],
  },
  FunctionName: 'f',
  Files: 3,
});
const STORE = new MetricStore([LINE]);

function widget(type: string, properties: object): Widget {
  return { type, x: 12, y: 6, width: 8, height: 6, properties };
}

function page(widgets: readonly Widget[], alarms: Dashboard['alarms'] = new Map()): string {
  return previewPage({ widgets, alarms }, STORE);
}

const FILES = { metrics: [['Demo', 'Files', 'FunctionName', 'f', { label: 'files', stat: 'Sum' }]] };

test('a widget stands where its dashboard has it', () => {
  expect(page([widget('metric', FILES)])).toContain('style="grid-area:7/13/span 6/span 8"');
});

test('on a phone widgets stand below each other, whatever their place, and nothing has a width of its own', () => {
  const phone = /@media \(max-width: 48rem\) \{([\s\S]*)\}/.exec(PREVIEW_STYLE)?.[1];
  expect(phone).toContain('main { grid-template-columns: minmax(0, 1fr); }');
  expect(phone).toContain('grid-area: auto !important');
  expect(PREVIEW_STYLE).not.toMatch(/min-width: *[1-9]|nowrap|overflow-x/);
});

test('widgets are in the order in which they are read, which a phone keeps', () => {
  const at = (x: number, y: number, title: string) => ({ ...widget('text', { title, markdown: '' }), x, y });
  const shown = page([at(0, 6, 'third'), at(12, 0, 'second'), at(0, 0, 'first')]);
  expect([...shown.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual(['first', 'second', 'third']);
});

test('a graph has its lines, its unit and its top', () => {
  const shown = page([
    widget('metric', { ...FILES, title: 'Files', yAxis: { left: { label: 'files in 5 minutes' } } }),
  ]);
  for (const text of [
    '<h2>Files</h2>',
    '>files in 5 minutes<',
    '<span>3</span><span>1.5</span><span>0</span>',
    'class="line"',
  ]) {
    expect(shown).toContain(text);
  }
});

test('a graph without a single value says why in place of an empty picture', () => {
  const metrics = [['AWS/S3/Files', 'ExportAge', 'FileSystemId', 'x', { label: 'age' }]];
  const shown = page([widget('metric', { metrics })]);
  expect(shown).toContain('<p class="nothing">no data here: only AWS counts it</p>');
  expect(shown).not.toContain('<svg');
});

test('a line without a value says so beside those that have some', () => {
  const metrics = [...FILES.metrics, ['Demo', 'Failed', 'FunctionName', 'f', { label: 'failed' }]];
  const shown = page([widget('metric', { metrics })]);
  expect(shown).toContain('failed <i>none sent by the demo</i>');
  expect(shown).not.toMatch(/NaN|Infinity|undefined/);
});

test('a single value is the newest one', () => {
  expect(page([widget('metric', { ...FILES, view: 'singleValue' })])).toContain('<b>3</b>files');
});

describe('an alarm', () => {
  const id = 'MonitoringAlarmsIngestTooMany0123ABCD';
  const alarm = {
    ...{ Namespace: 'Demo', MetricName: 'Files', Dimensions: [{ Name: 'FunctionName', Value: 'f' }], Statistic: 'Sum' },
    ...{ Period: 300, EvaluationPeriods: 1, DatapointsToAlarm: 1, TreatMissingData: 'notBreaching', Threshold: 3 },
    ...{ ComparisonOperator: 'GreaterThanOrEqualToThreshold', AlarmDescription: 'Page. Too many.' },
  };
  const shown = (lines: readonly string[], alarms: Dashboard['alarms']) =>
    previewPage({ widgets: [widget('alarm', { alarms: [id] })], alarms }, new MetricStore(lines));
  const alarms = new Map([[id, alarm]]);

  test('has the state that the metrics of the run give it', () => {
    expect(shown([LINE], alarms)).toContain('<li class="ALARM"><b>alarm</b>IngestTooMany</li>');
    expect(shown([LINE.replace('"Files":3', '"Files":2')], alarms)).toContain('<li class="OK"><b>ok</b>');
  });

  test('that was raised and is so no more tells when', () => {
    const later = LINE.replace('1800000000000', '1800000004000').replace('"Files":3', '"Files":2');
    const raised = LINE.replace('1800000000000', '1800000002000');
    const first = LINE.replace('"Files":3', '"Files":1');
    expect(shown([first, raised, later], alarms)).toContain('<li class="OK"><b>ok, raised at 2 s</b>');
    expect(shown([LINE, later], alarms)).toContain('<li class="OK"><b>ok, raised at 0 s</b>');
  });

  test('whose metrics only AWS sends is not shown as one that is well', () => {
    const others = new Map([[id, { ...alarm, Namespace: 'AWS/States' }]]);
    expect(shown([LINE], others)).toContain('<li class="UNKNOWN"><b>ok, no data here</b>');
  });

  test('whose metric the demo did not send is well, since the handlers send no zeros', () => {
    const others = new Map([[id, { ...alarm, MetricName: 'RecordsFailed' }]]);
    expect(shown([LINE], others)).toContain('<li class="OK"><b>ok</b>');
  });

  test('that the template does not have is an error', () => {
    expect(() => shown([LINE], new Map())).toThrow(`shows the alarm ${id}`);
  });
});

test('a query is shown, and that nobody runs it here', () => {
  const shown = page([widget('log', { query: "filter a < 'b'" })]);
  expect(shown).toContain('<pre>filter a &lt; ');
  expect(shown).toContain('no data here');
});

test('a widget of a kind that is not drawn is an error', () => {
  expect(() => page([widget('explorer', {})])).toThrow(/'explorer' are not drawn here/);
});

test('text is set as Markdown, and no text becomes markup', () => {
  const html = markdownToHtml(
    '## A <b>\n\n| a | b |\n|---|---|\n| [x](https://a.b/c#d) | `y` |\n\n- **one**\n- two\n\nlast',
  );
  expect(html.split('\n')).toEqual([
    '<h4>A &lt;b&gt;</h4>',
    '<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td><a href="https://a.b/c#d">x</a></td><td><code>y</code></td></tr></tbody></table>',
    '<ul><li><strong>one</strong></li><li>two</li></ul>',
    '<p>last</p>',
  ]);
});

test.each([
  [[], 1],
  [[0], 1],
  [[3], 3],
  [[0.0104], 0.02],
  [[7], 8],
  [[1101], 2000],
])('the top of %j is a round number that holds it: %d', (values, top) => {
  expect(topOf(values)).toBe(top);
});

test.each([
  [0.01042, '0.0104'],
  [1234, '1,230'],
  [300_000, '300K'],
  [1_000_000, '1M'],
])('%d is written %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

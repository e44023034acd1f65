import { reportPage } from './report';
import { type DemoResult, type PassResult, verdict } from './results';
import { resultTable } from './table';

const latency = (averageMs: number) => ({ count: 10, averageMs, p50Ms: averageMs - 1, p99Ms: averageMs + 20 });

const pass = (fidelity: PassResult['fidelity'], problems: readonly string[] = []): PassResult => ({
  fidelity,
  classes: [
    {
      name: 'small',
      files: 1000,
      bytes: 4_000_000,
      write: latency(13),
      firstRead: latency(95),
      secondRead: latency(1.3),
    },
    {
      name: 'large',
      files: 100,
      bytes: 92_000_000,
      write: latency(64),
      firstRead: latency(190),
      secondRead: latency(4.2),
    },
  ],
  ingest: { records: 1100, invocations: 25, seconds: 4 },
  publish: { records: 1100, invocations: 1, seconds: 2 },
  compared: 1100,
  problems,
});

const result = (...passes: PassResult[]): DemoResult => ({
  ...{ sourceTopic: 'demo-events', replayTopic: 'demo-events-replay', partitions: 3, batchSize: 100 },
  ...{ records: 1100, valueBytes: 96_000_000, nodeVersion: '24.6.0', seconds: 31.2, passes },
  medium: { description: 'NFS mount', firstRead: 'first read (cold)', secondRead: 'second read (warm)' },
});

const GOOD = result(pass('value'), pass('envelope'));
const BAD = result(pass('value'), pass('envelope', ['partition 0: <lost>']));

test('the last line says how many records were equal in how many passes, or which pass failed', () => {
  expect(verdict(GOOD)).toBe('demo: OK, 1100 records equal in 2 passes');
  expect(verdict(BAD)).toMatch(/^demo: FAILED, .*pass: envelope/);
});

test('the table has a row for each pass and class, in columns', () => {
  const [headings, ...rows] = resultTable(GOOD).split('\n');
  expect(headings).toMatch(/^pass +class +files +MB +write avg +p50 +p99 +1st read avg +2nd read avg$/);
  expect(rows[0]).toMatch(/^value +small +1000 +4\.0 +13\.00 +12\.00 +33\.00 +95\.00 +1\.30$/);
  expect(rows[3]).toMatch(/^envelope +large/);
  expect(new Set([headings, ...rows.slice(0, 4)].map((row) => row.length)).size).toBe(1);
  expect(rows.join('\n')).toContain('NFS mount');
});

test('the page needs nothing from elsewhere', () => {
  const page = reportPage(GOOD);
  expect(page).not.toMatch(/<script|<link|<img|src=|@import|url\(|https?:/);
  expect(page.match(/<svg/g)).toHaveLength(2);
});

test('the page shows the verdict, the stations and the numbers', () => {
  const page = reportPage(GOOD);
  for (const text of [
    'demo: OK',
    'topic demo-events<',
    'topic demo-events-replay<',
    '275 / 275 records/s',
    '>95.00<',
    'NFS mount',
  ]) {
    expect(page).toContain(text);
  }
});

test('a page about differences names them, and what was measured cannot break it', () => {
  const page = reportPage(BAD);
  expect(page).toContain('envelope: partition 0: &lt;lost&gt;');
  expect(page).toContain('compared byte for byte: DIFFERENT');
});

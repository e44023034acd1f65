import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summarize } from './latency';
import { reportPage } from './report';
import { reportData } from './report-data';
import { type DemoResult, type PassResult, verdict } from './results';
import type { Step, StepKind } from './steps';
import { versionOf } from './surroundings';
import { resultTable } from './table';

const latency = (averageMs: number, count = 10) => ({
  ...summarize(Array.from({ length: count }, () => averageMs)),
  p50Ms: averageMs - 1,
  p99Ms: averageMs + 20,
});

const step = (kind: StepKind, startedAt: number, records: number, seconds: number, invocations = 0): Step => ({
  ...{ kind, startedAt, records, seconds },
  invocations: Array.from({ length: invocations }, (_, index) => ({
    startedAt: startedAt + (index * seconds) / invocations,
    seconds: seconds / invocations,
    failed: false,
  })),
});

const pass = (fidelity: PassResult['fidelity'], problems: readonly string[] = []): PassResult => ({
  fidelity,
  classes: [
    {
      ...{ name: 'small', files: 1000, bytes: 4_000_000 },
      write: latency(13),
      firstRead: latency(95),
      secondRead: latency(1.3),
      serialFirstRead: latency(90, 2),
      serialSecondRead: latency(1.1, 2),
    },
    {
      ...{ name: 'large', files: 100, bytes: 92_000_000 },
      write: latency(64),
      firstRead: latency(190),
      secondRead: latency(4.2),
      serialFirstRead: latency(180, 2),
      serialSecondRead: latency(0, 0),
    },
  ],
  steps: [
    step('ingest', 10, 1100, 4, 25),
    step('serial', 14, 8, 1),
    step('first', 15, 1100, 3, 1),
    step('second', 18, 1100, 1, 1),
    step('publish', 19, 1100, 2, 1),
    step('compare', 21, 1100, 1),
  ],
  compared: 1100,
  problems,
});

const result = (...passes: PassResult[]): DemoResult => ({
  ...{ sourceTopic: 'demo-events', replayTopic: 'demo-events-replay', partitions: 3, batchSize: 100 },
  ...{ records: 1100, valueBytes: 96_000_000, seconds: 31.2, passes },
  ...{ startedAt: '2027-01-31T23:59:58.123Z', version: '1.2.3 (abcdef0)', nodeVersion: '24.6.0' },
  ...{ kafkaVersion: '4.4.0', processors: 2 },
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
  // The way, the timeline, the averages, and how the latencies of each class and pass are spread.
  expect(page.match(/<svg/g)).toHaveLength(3 + 4);
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

test('the page tells when and with what it was made', () => {
  const page = reportPage(GOOD);
  expect(page).toContain('cdk-s3files 1.2.3 (abcdef0), 2027-01-31 23:59 UTC; Node.js 24.6.0');
  expect(page).toContain('Apache Kafka 4.4.0, 2 processors');
});

test('each class has percentiles of all reads, cold beside warm beside serial', () => {
  const rows = [...reportPage(GOOD).matchAll(/<tr><td>(.*?)<\/td><\/tr>/g)].map(([, row]) => row.split('</td><td>'));
  expect(rows.slice(0, 5)).toEqual([
    ['write', '10', '13.00', '12.00', '33.00'],
    ['first read (cold)', '10', '95.00', '94.00', '115.00'],
    ['second read (warm)', '10', '1.30', '0.30', '21.30'],
    ['first read (cold), serial', '2', '90.00', '89.00', '110.00'],
    ['second read (warm), serial', '2', '1.10', '0.10', '21.10'],
  ]);
  expect(rows[9]).toEqual(['second read (warm), serial', '0', '–', '–', '–']);
});

test('the page says how long reading one after another would take, by the classes of the files', () => {
  // 1,000 files of 90 ms and 100 of 180 ms
  expect(reportPage(GOOD)).toContain(
    '1,100 files read for the first time in 3.0 s; one after another they would take 108.0 s',
  );
});

test('where no first read of a file by itself was measured, nothing is calculated from it', () => {
  const unmeasured = pass('value');
  const classes = unmeasured.classes.map((each) => ({ ...each, serialFirstRead: latency(0, 0) }));
  const page = reportPage(result({ ...unmeasured, classes }));
  expect(page).not.toMatch(/one after another they would take|NaN/);
});

test('a page about differences names them, and what was measured cannot break it', () => {
  const page = reportPage(BAD);
  expect(page).toContain('envelope: partition 0: &lt;lost&gt;');
  expect(page).toContain('compared byte for byte: DIFFERENT');
});

test('a phone sees all columns: no table, picture or text asks for more than its width', () => {
  const page = reportPage(GOOD);
  for (const [row] of page.matchAll(/<tr>.*?<\/tr>/g)) expect(row.match(/<t[hd]>/g)?.length).toBeLessThanOrEqual(5);
  expect(page).not.toMatch(/overflow-x|white-space: *nowrap|min-width: *\d+px/);
  // A letter of 14 units in a picture of at most 420 is 12 pixels high on a page of 400 with margins of 16.
  for (const [, width] of page.matchAll(/viewBox="0 0 (\d+) /g)) expect(Number(width)).toBeLessThanOrEqual(420);
});

test('what is drawn lies within its picture', () => {
  for (const [, width, height, drawn] of reportPage(GOOD).matchAll(
    /<svg viewBox="0 0 (\d+) (\d+)"[^>]*>(.*?)<\/svg>/gs,
  )) {
    const rects = [
      ...drawn.matchAll(/<rect class="[^"]*" x="([\d.-]+)" y="([\d.-]+)" width="([\d.-]+)" height="([\d.-]+)"/g),
    ];
    expect(rects.length).toBeGreaterThan(0);
    for (const [x, y, w, h] of rects.map(([, ...numbers]) => numbers.map(Number))) {
      expect(Math.min(x, y, w, h)).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(Number(width) + 1);
      expect(y + h).toBeLessThanOrEqual(Number(height) + 1);
    }
  }
});

test('a picture that is as wide as its place is drawn within it at any width', () => {
  const pictures = [...reportPage(GOOD).matchAll(/<svg class="spread" style="height:(\d+)px"[^>]*>(.*?)<\/svg>/gs)];
  expect(pictures.length).toBeGreaterThan(0);
  for (const [, height = '', drawn = ''] of pictures) {
    const rects = [
      ...drawn.matchAll(/<rect class="[^"]*" x="([\d.-]+)%" y="([\d.-]+)" width="([\d.-]+)%" height="([\d.-]+)"/g),
    ];
    expect(rects.length).toBeGreaterThan(0);
    expect(rects.length).toBe(drawn.match(/<rect/g)?.length);
    for (const [x = 0, y = 0, w = 0, h = 0] of rects.map(([, ...numbers]) => numbers.map(Number))) {
      expect(Math.min(x, y, w, h)).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(100);
      expect(y + h).toBeLessThanOrEqual(Number(height));
    }
  }
});

test('programs find all of it beside the page', () => {
  const data = JSON.parse(reportData(BAD));
  expect(data).toMatchObject({ equal: false, startedAt: BAD.startedAt, version: BAD.version, records: 1100 });
  expect(data.passes[0].classes[0].firstRead).toMatchObject({ count: 10, averageMs: 95, p50Ms: 94, p99Ms: 115 });
  expect(data.passes[0].classes[0].firstRead.histogram).toEqual([{ fromMs: 74.99, toMs: 100, count: 10 }]);
  expect(data.passes[1].steps[0].invocations).toHaveLength(25);
});

test('without Git the version is that of the package alone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'version-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"version":"1.2.3"}');
    expect(versionOf(folder)).toBe('1.2.3');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from '../../local/process/places';
import { synthesizeMonitoring } from './app';
import { type Dashboard, readDashboard } from './dashboard';
import { MetricStore } from './metric-store';
import { previewPage } from './page';

const COMMITTED = join(REPOSITORY, 'docs', 'dashboard-preview', 'index.html');
let dashboard: Dashboard;
beforeAll(() => {
  dashboard = readDashboard(synthesizeMonitoring());
});

const titlesOf = (page: string) => [...page.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title);

/** One value of a metric of the demo's function that writes. */
function line(name: string, value: number): string {
  const directive = { Namespace: 'S3FilesDemo', Dimensions: [['FunctionName']], Metrics: [{ Name: name }] };
  const header = { Timestamp: 1_800_000_000_000, CloudWatchMetrics: [directive] };
  return JSON.stringify({ _aws: header, FunctionName: 'function-with-layout', [name]: value });
}

test('every widget of the dashboard that users get is drawn, whatever its kind', () => {
  const page = previewPage(dashboard, new MetricStore([line('FilesWritten', 7)]));
  expect(dashboard.widgets.length).toBeGreaterThan(20);
  expect(page.match(/<article /g)).toHaveLength(dashboard.widgets.length);
  expect(page).not.toMatch(/NaN|undefined|\[object|Infinity/);
});

test('what the demo’s function sends is what the dashboard asks for', () => {
  const files = dashboard.widgets.find(({ properties }) => properties.title === 'Ingest: records in and written');
  const page = previewPage({ ...dashboard, widgets: files ? [files] : [] }, new MetricStore([line('FilesWritten', 7)]));
  expect(page).toContain('<span>8</span><span>4</span><span>0</span>');
  expect(page).toContain('</span>files</li>');
});

test('every alarm of the dashboard has a state', () => {
  const page = previewPage(dashboard, new MetricStore([line('FilesWritten', 7)]));
  expect(page.match(/<li class="(OK|ALARM|INSUFFICIENT_DATA|UNKNOWN)">/g)).toHaveLength(dashboard.alarms.size);
});

test('the page in docs has the widgets of the dashboard; `npm run demo`, then `npm run preview` makes it anew', () => {
  const current = previewPage(dashboard, new MetricStore([line('FilesWritten', 7)]));
  expect(titlesOf(readFileSync(COMMITTED, 'utf8'))).toEqual(titlesOf(current));
});

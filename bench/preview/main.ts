import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser } from '../../local/browser/browser';
import { findBrowser } from '../../local/browser/find-browser';
import type { View } from '../../local/browser/page';
import { REPOSITORY } from '../../local/process/places';
import { Supervisor } from '../../local/process/supervisor';
import { METRICS_FILE } from '../demo/metrics-log';
import { REPORT_FOLDER } from '../demo/report-data';
import { synthesizeMonitoring } from './app';
import { readDashboard } from './dashboard';
import { MetricStore } from './metric-store';
import { previewPage } from './page';
import { smallPng } from './small-png';

const FOLDER = join(REPOSITORY, 'docs', 'dashboard-preview');
const WHOLE = ([1280, 400] as const).flatMap((width) =>
  (['light', 'dark'] as const).map((scheme): [string, View] => [`${width}-${scheme}`, { width, scheme }]),
);
/** The pictures by their names: the README has room for the top of the dashboard only. */
const VIEWS: readonly [string, View][] = [...WHOLE, ['top', { width: 1280, scheme: 'light', height: 1000 }]];

/** Renders the monitoring's dashboard with the metrics that the last run of the demo left. */
async function main(): Promise<void> {
  const metrics = join(REPORT_FOLDER, METRICS_FILE);
  if (!existsSync(metrics)) {
    throw new Error(`there is no ${relative(REPOSITORY, metrics)}: run 'npm run demo' first, which writes it`);
  }
  const store = new MetricStore(readFileSync(metrics, 'utf8').split('\n'));
  if (store.isEmpty) throw new Error(`${relative(REPOSITORY, metrics)} has no metrics: run 'npm run demo' again`);
  const page = join(FOLDER, 'index.html');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(page, previewPage(readDashboard(synthesizeMonitoring()), store));
  say(page);
  await takePictures(page);
}

async function takePictures(page: string): Promise<void> {
  const executable = findBrowser();
  if (executable === undefined) {
    process.stdout.write('preview: no pictures, since no Chromium was found: install it, or name one in CHROME\n');
    return;
  }
  const browser = Browser.start(new Supervisor().guardThisProcess(), executable);
  for (const [name, view] of VIEWS) {
    const picture = join(FOLDER, `${name}.png`);
    writeFileSync(picture, smallPng(await browser.picture(pathToFileURL(page).href, view)));
    say(picture);
  }
  await browser.stop();
}

function say(file: string): void {
  process.stdout.write(`preview: ${relative(REPOSITORY, file)}\n`);
}

main().then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`preview: FAILED, ${error.message}\n`);
    process.exit(1);
  },
);

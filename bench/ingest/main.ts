import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringBundlesUpToDate } from '../../local/lambda/bundles';
import { bringNode24 } from '../../local/process/node24';
import { REPOSITORY } from '../../local/process/places';
import { Progress } from '../../local/process/progress';
import { Supervisor } from '../../local/process/supervisor';
import { SlowMount } from '../../local/slow-mount/slow-mount';
import { whatSlowMountLacks } from '../../local/slow-mount/slow-mount-program';
import { comparisonLines } from '../support/comparison';
import { memorySentence } from '../support/figures';
import { loadTime } from '../support/load-time';
import { parseOptions } from '../support/options';
import { rateChart } from '../support/rate-chart';
import { CASES, handlerEnvironment, type IngestCase } from './cases';
import { LATENCIES, WRITE_BANDWIDTH_MB_PER_SECOND } from './ceiling';
import { type Bench, type Extent, measureCase } from './measure';
import { type CaseOutcome, outcomeTable } from './outcome';

const FULL: Extent = { warmUp: 5, rounds: 3, steady: 5 };
const QUICK: Extent = { warmUp: 3, rounds: 1, steady: 3 };
const MOST_RESIDENT_BYTES = 256 * 1024 * 1024;

const BUNDLE = join(REPOSITORY, 'assets', 'lambda-runtime', 'ingest', 'index', 'index.mjs');
const REPORT_FOLDER = join(REPOSITORY, 'bench-report');

/** The bundled ingest handler beside a serial consumer, on a mount with the latencies of Amazon S3 Files. */
export async function runIngestBenchmark(args: readonly string[]): Promise<void> {
  const { quick, only } = parseOptions(args, CASES);
  const lacking = whatSlowMountLacks();
  if (lacking !== undefined) throw new Error(`the benchmark needs a mount with latency: ${lacking}`);

  const supervisor = new Supervisor().guardThisProcess();
  const progress = new Progress(process.stdout);
  const node24 = await progress.step('Node.js 24', () => bringNode24(supervisor));
  await progress.step('bundles', () => bringBundlesUpToDate(supervisor), String);
  const loadMs = await progress.step('load the bundle', () =>
    loadTime(supervisor, node24, BUNDLE, handlerEnvironment(CASES[0], '/mnt/events')),
  );
  const mount = await progress.step('mount', () =>
    SlowMount.start({ latencies: LATENCIES, bandwidths: { write: WRITE_BANDWIDTH_MB_PER_SECOND } }, supervisor),
  );
  try {
    const extent = quick ? QUICK : FULL;
    const cases = CASES.filter(({ name }) => name.includes(only));
    const outcomes = await measureAll(cases, { supervisor, mount, node24, bundle: BUNDLE, extent }, progress);
    report(outcomes, loadMs, progress);
  } finally {
    await mount.stop();
  }
}

async function measureAll(cases: readonly IngestCase[], bench: Bench, progress: Progress): Promise<CaseOutcome[]> {
  const outcomes: CaseOutcome[] = [];
  for (const measured of cases) {
    outcomes.push(
      await progress.step(
        measured.name,
        () => measureCase(bench, measured),
        ({ ours, baseline }) => `${ours.toFixed(0)} records/s, serial Python ${baseline.toFixed(1)}`,
      ),
    );
  }
  return outcomes;
}

function report(outcomes: readonly CaseOutcome[], loadMs: number, progress: Progress): void {
  mkdirSync(REPORT_FOLDER, { recursive: true });
  const picture = join(REPORT_FOLDER, 'ingest.svg');
  writeFileSync(picture, rateChart(outcomes, { baseline: 'serial Python', ours: 'the ingest handler' }));
  const most = (memories: readonly number[]) => memorySentence(Math.max(...memories), MOST_RESIDENT_BYTES);
  const { create, write, commit, rename } = LATENCIES;
  progress.line(`
Records a second, medians; "first" is the first batch of an hour, whose directories are still to be made.
${outcomeTable(outcomes)}

The ceiling is what the mount's latencies allow whoever writes these files, at ${WRITE_BANDWIDTH_MB_PER_SECOND} MB/s a stream and, in ms,
create ${create}, write ${write}, commit ${commit}, rename ${rename}; looking for directories is not in it:
${outcomes.map(({ name, ceiling }) => `  ${name}: ${ceiling.sentence}`).join('\n')}

peak resident memory of the handler's process, which also parses the events, in the case that takes most:
  one batch: ${most(outcomes.map(({ peakBytes }) => peakBytes.first))}
  many batches, with what the garbage collector leaves meanwhile: ${most(outcomes.map(({ peakBytes }) => peakBytes.all))}
bundle: ${statSync(BUNDLE).size} bytes, loaded in ${loadMs.toFixed(1)} ms (median of 5)
picture: ${picture}
`);
  for (const line of comparisonLines(outcomes)) progress.line(line);
}

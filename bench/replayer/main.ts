import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchKafkaJars, kafkaJarsFolder } from '../../local/kafka/kafka-jars';
import { bringBundlesUpToDate } from '../../local/lambda/bundles';
import { whatJavaLacks } from '../../local/process/java';
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
import { CASES, FEW_FILES, FILE_SETS, type ReplayCase, replayerEnvironment } from './cases';
import { BANDWIDTHS, COLD_OPEN_MS, LATENCIES } from './ceiling';
import { firstRecordTime } from './first-record';
import { startKafka } from './kafka';
import { Arena, type Bench, type Extent } from './measure';
import { type CaseOutcome, outcomeTable } from './outcome';
import { bringPython } from './python';
import { Topics } from './topics';

const FULL: Extent = { warmUp: 5, rounds: 5, shortBaseline: false };
const QUICK: Extent = { warmUp: 5, rounds: 3, shortBaseline: true };
const MOST_RESIDENT_BYTES = 400 * 1024 * 1024;

const BUNDLES = {
  ingest: join(REPOSITORY, 'assets', 'lambda-runtime', 'ingest', 'index', 'index.mjs'),
  replayer: join(REPOSITORY, 'assets', 'lambda-runtime', 'replayer', 'index', 'index.mjs'),
};
const REPORT_FOLDER = join(REPOSITORY, 'bench-report');

interface Starts {
  readonly loadMs: number;
  /** Undefined where its files are not among those that are measured. */
  readonly firstRecordMs: number | undefined;
}

/** The bundled replayer beside a serial one, on a mount with the latencies of Amazon S3 Files, into a real broker. */
export async function runReplayerBenchmark(args: readonly string[]): Promise<void> {
  const { quick, only } = parseOptions(args, CASES);
  const lacking = whatSlowMountLacks();
  if (lacking !== undefined) throw new Error(`the benchmark needs a mount with latency: ${lacking}`);
  const lackingJava = whatJavaLacks(!existsSync(kafkaJarsFolder()));
  if (lackingJava !== undefined) throw new Error(lackingJava);

  const supervisor = new Supervisor().guardThisProcess();
  const progress = new Progress(process.stdout);
  const node24 = await progress.step('Node.js 24', () => bringNode24(supervisor));
  const python = await progress.step("Python with Confluent's client", () => bringPython(supervisor));
  const jars = await progress.step('Apache Kafka from Maven Central', () => fetchKafkaJars(supervisor));
  await progress.step('bundles', () => bringBundlesUpToDate(supervisor), String);
  const environment = replayerEnvironment('/mnt/events');
  const loadMs = await progress.step('load the bundle', () =>
    loadTime(supervisor, node24, BUNDLES.replayer, environment),
  );
  const kafka = await progress.step('Apache Kafka, SASL_SSL with PLAIN', () => startKafka(supervisor, jars));
  const topics = await Topics.start(supervisor, python, kafka.pythonEnvironment);
  const mount = await progress.step('mount', () =>
    SlowMount.start({ latencies: LATENCIES, coldOpen: COLD_OPEN_MS, bandwidths: BANDWIDTHS }, supervisor),
  );
  try {
    const extent = quick ? QUICK : FULL;
    const bench = { supervisor, mount, node24, python, bundles: BUNDLES, kafka, topics, extent };
    const cases = CASES.filter(({ name }) => name.includes(only));
    const { outcomes, firstRecordMs } = await measureAll(cases, bench, progress);
    report(outcomes, { loadMs, firstRecordMs }, progress);
  } finally {
    await topics.stop();
    await kafka.close();
    await mount.stop();
  }
}

async function measureAll(cases: readonly ReplayCase[], bench: Bench, progress: Progress) {
  const outcomes: CaseOutcome[] = [];
  const firstRecords: number[] = [];
  for (const files of FILE_SETS.filter((set) => cases.some((each) => each.files === set))) {
    const arena = await progress.step(
      `files of ${files.name}, and all sides warm`,
      () => Arena.prepare(bench, files),
      ({ written }) => written.measured,
    );
    if (files === FEW_FILES) {
      firstRecords.push(await progress.step('from start to first record', () => firstRecordTime(bench, arena)));
    }
    for (const measured of cases.filter((each) => each.files === files)) {
      outcomes.push(
        await progress.step(
          measured.name,
          () => arena.measure(measured),
          ({ ours, baseline, client }) =>
            `${ours.toFixed(0)} records/s in order, serial Python ${baseline.toFixed(1)}, the client alone ${client.toFixed(0)}`,
        ),
      );
    }
    await arena.stop();
  }
  return { outcomes, firstRecordMs: firstRecords.at(0) };
}

function report(outcomes: readonly CaseOutcome[], { loadMs, firstRecordMs }: Starts, progress: Progress): void {
  mkdirSync(REPORT_FOLDER, { recursive: true });
  const picture = join(REPORT_FOLDER, 'replayer.svg');
  writeFileSync(picture, rateChart(outcomes, { baseline: 'serial Python', ours: 'the replayer, in order' }));
  const { lookup, open, read, close } = LATENCIES;
  const peakBytes = Math.max(...outcomes.map((outcome) => outcome.peakBytes));
  progress.line(`
Records a second, medians, from the walk to the last acknowledgement. What each side published was read back and compared
with the files: all of it, and of ours each partition in the order of its offsets, with keys, headers and times as far as
the files have them. "client alone" is the replayer's Kafka client, with the same records in memory. Of values, in MB, each
side carries so many in a second of its own processor time, whatever else the machine does: the replayer, serial Python, the client.
${outcomeTable(outcomes)}

The ceiling is what the mount's latencies allow whoever reads these files with so many in flight, at ${BANDWIDTHS.cold} MB/s a stream
cold and ${BANDWIDTHS.warm} MB/s warm, ${COLD_OPEN_MS} ms before a cold file's first byte and, in ms, lookup ${lookup}, open ${open}, read ${read}, close ${close}:
${outcomes.map(({ name, ceiling }) => `  ${name}: ${ceiling.sentence}`).join('\n')}

peak resident memory of the replayer's process, in the case that takes most: ${memorySentence(peakBytes, MOST_RESIDENT_BYTES)}
bundle: ${statSync(BUNDLES.replayer).size} bytes, loaded in ${loadMs.toFixed(1)} ms (median of 5)
from process start to the answer of a first replay, all clients loaded and connected: ${firstRecordMs === undefined ? 'not measured' : `${firstRecordMs.toFixed(0)} ms (median of 3)`}
picture: ${picture}
`);
  for (const line of comparisonLines(outcomes)) progress.line(line);
}

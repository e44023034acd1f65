import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Supervisor } from '../../local/process/supervisor';
import type { SlowMount } from '../../local/slow-mount/slow-mount';
import { Contender } from '../support/contender';
import { median } from '../support/figures';
import { handlerEnvironment, type IngestCase } from './cases';
import { ceilingOf, type WrittenFile } from './ceiling';
import { EventFiles } from './events';
import type { CaseOutcome } from './outcome';
import { assertAllWritten, filesBelow } from './written';

export interface Extent {
  /** Batches before the first that counts: the JIT compiler has seen the code by then. */
  readonly warmUp: number;
  /** The number of rounds. In each, an hour begins for the handler, and the baseline gets one batch. */
  readonly rounds: number;
  /** Batches of a round that find their directories. */
  readonly steady: number;
}

export interface Bench {
  readonly supervisor: Supervisor;
  readonly mount: SlowMount;
  readonly node24: string;
  readonly bundle: string;
  readonly extent: Extent;
}

interface Answer {
  readonly batchItemFailures: readonly object[];
}

/** Measures the handler and the baseline in turns, so that anything else that the machine does slows both down. */
export async function measureCase(bench: Bench, measured: IngestCase): Promise<CaseOutcome> {
  const { supervisor, mount, node24, bundle, extent } = bench;
  const events = new EventFiles(supervisor.temporaryFolder(), measured);
  const [oursRoot, baselineRoot] = [`${measured.name}-ours`, `${measured.name}-baseline`];
  for (const root of [oursRoot, baselineRoot]) mkdirSync(join(mount.path, root));
  const ours = await Contender.ofBundle<Answer>(
    supervisor,
    node24,
    bundle,
    handlerEnvironment(measured, join(mount.path, oursRoot)),
  );
  const baseline = await Contender.ofPython<Answer>(supervisor, 'python3', join(__dirname, 'baseline.py'), {
    MOUNT_PATH: join(mount.path, baselineRoot),
  });
  const rateOf = async (consumer: Contender<Answer>, file: string, records: number) => {
    const { seconds, peakBytes, answer } = await consumer.handle(file);
    if (answer.batchItemFailures.length > 0) throw new Error(`the batch ${file} was not written whole`);
    return { rate: records / seconds, peakBytes };
  };

  const peaks: number[] = []; // each is the highest so far
  const oursRate = async (hour: number) => {
    const { rate, peakBytes } = await rateOf(ours, events.next(hour), measured.records);
    peaks.push(peakBytes);
    return rate;
  };
  const { baselineRecords = measured.records } = measured;
  const baselineRate = async () =>
    (await rateOf(baseline, events.beginningOfLatest(baselineRecords), baselineRecords)).rate;
  for (let batch = 0; batch < extent.warmUp; batch++) await oursRate(0);

  const before = new Set(filesBelow(join(mount.backing, oursRoot)).map(({ path }) => path));
  const firsts: number[] = [];
  const steadies: number[] = [];
  const baselines: number[] = [];
  let files: WrittenFile[] = [];
  const baselineFirst = await baselineRate();
  for (let round = 1; round <= extent.rounds; round++) {
    firsts.push(await oursRate(round));
    if (round === 1) files = filesBelow(join(mount.backing, oursRoot)).filter(({ path }) => !before.has(path));
    for (let batch = 0; batch < extent.steady; batch++) steadies.push(await oursRate(round));
    baselines.push(await baselineRate());
  }
  await Promise.all([ours.stop(), baseline.stop()]);
  assertAllWritten(join(mount.backing, oursRoot), measured.format, events.records);
  assertAllWritten(join(mount.backing, baselineRoot), 'value', (extent.rounds + 1) * baselineRecords);
  return {
    name: measured.name,
    baseline: median(baselines),
    baselineFirst,
    ours: median(steadies),
    oursFirst: median(firsts),
    ceiling: ceilingOf(measured.records, files),
    valueBytes: measured.valueBytes,
    payloadBytes: statSync(events.beginningOfLatest(measured.records)).size,
    peakBytes: { first: peaks[0], all: Math.max(...peaks) },
  };
}

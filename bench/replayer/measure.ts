import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Supervisor } from '../../local/process/supervisor';
import type { SlowMount } from '../../local/slow-mount/slow-mount';
import { PARTITIONS } from '../ingest/cases';
import { filesBelow } from '../ingest/written';
import { Contender } from '../support/contender';
import { median } from '../support/figures';
import { BYTES_IN_FLIGHT, FILES_IN_FLIGHT, type FileSet, type ReplayCase, replayerEnvironment } from './cases';
import { ceilingOf } from './ceiling';
import { type Written, writeFiles } from './files';
import type { Kafka } from './kafka';
import type { CaseOutcome } from './outcome';
import type { Topics } from './topics';

export interface Extent {
  /** Replays before those that count. */
  readonly warmUp: number;
  /** Measured replays of each side; where files are cold, the baseline gets one, of an hour of them. */
  readonly rounds: number;
  /** True where the baseline, which takes the same time for each file, is given only one hour of warm files, too. */
  readonly shortBaseline: boolean;
}

export interface Bench {
  readonly supervisor: Supervisor;
  readonly mount: SlowMount;
  readonly node24: string;
  readonly python: string;
  readonly bundles: { readonly ingest: string; readonly replayer: string };
  readonly kafka: Kafka;
  readonly topics: Topics;
  readonly extent: Extent;
}

interface Answer {
  readonly published: number;
  /** The number of files; only contenders that read files report it. */
  readonly files_read?: number;
  /** True if all files were replayed; only the replayer reports it. */
  readonly done?: boolean;
  readonly errors?: number;
  readonly error_messages?: readonly string[];
  readonly p50_read_ms?: number;
}

interface Replayed {
  readonly records: number;
  readonly files: number;
  readonly rate: number;
  /** Records a second of processor time. */
  readonly processorRate: number;
  readonly peakBytes: number;
  readonly readMs: number;
}

/** The replayer, the serial one, and the replayer's client alone. */
type Side = 'ours' | 'baseline' | 'client';

// Longer than the kernel keeps names and attributes: what reads sooner would be spared the lookups.
const FORGOTTEN_AFTER_MS = 3200;

// The replayer looks into up to two files of each partition beforehand, for the times of their records; when it comes to
// them, these are warm.
const MOST_LOOKED_INTO = 2 * PARTITIONS;

/** The files of some cases, and those who replay them. */
export class Arena {
  private readonly requestFile: string;

  static async prepare(bench: Bench, files: FileSet): Promise<Arena> {
    const { supervisor, mount, node24, python, bundles, kafka } = bench;
    const root = join(mount.path, files.name);
    const written = await writeFiles(supervisor, node24, bundles.ingest, files, join(mount.backing, files.name));
    const ours = await Contender.ofBundle<Answer>(supervisor, node24, bundles.replayer, {
      ...replayerEnvironment(root),
      ...kafka.environment,
    });
    const baseline = await Contender.ofPython<Answer>(supervisor, python, join(__dirname, 'baseline.py'), {
      ...kafka.pythonEnvironment,
      MOUNT_PATH: root,
    });
    const script = join(__dirname, 'client-alone.ts');
    const client = await Contender.ofBundle<Answer>(supervisor, node24, script, kafka.clientEnvironment);
    const arena = new Arena(bench, files, written, { ours, baseline, client });
    await arena.warmUp();
    return arena;
  }

  private constructor(
    private readonly bench: Bench,
    readonly files: FileSet,
    readonly written: Written,
    private readonly sides: Readonly<Record<Side, Contender<Answer>>>,
  ) {
    this.requestFile = join(bench.supervisor.temporaryFolder(), 'request.json');
  }

  async measure({ name, cold }: ReplayCase): Promise<CaseOutcome> {
    const { extent } = this.bench;
    const rounds: Record<Side, Replayed[]> = { ours: [], baseline: [], client: [] };
    for (let round = 0; round < extent.rounds; round++) {
      // They take turns, so that whatever else the machine does falls on all of them.
      if (!cold || round === 0) rounds.baseline.push(await this.turn(name, 'baseline', cold));
      rounds.ours.push(await this.turn(name, 'ours', cold));
      rounds.client.push(await this.turn(name, 'client', cold));
    }
    const { ours, baseline, client } = rounds;
    const [{ records }] = ours;
    return {
      name,
      valueBytes: this.files.valueBytes,
      baseline: rateOf(baseline),
      ours: rateOf(ours),
      client: rateOf(client),
      byProcessor: {
        baseline: processorRateOf(baseline),
        ours: processorRateOf(ours),
        client: processorRateOf(client),
      },
      ceiling: ceilingOf({
        ...{ ...sizesOf(this.folder(this.written.measured)), records, cold },
        ...{ filesInFlight: FILES_IN_FLIGHT, bytesInFlight: BYTES_IN_FLIGHT },
      }),
      records,
      baselineRecords: baseline[0].records,
      readMs: median(ours.map(({ readMs }) => readMs)),
      peakBytes: Math.max(...ours.map(({ peakBytes }) => peakBytes)),
    };
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.sides).map((side) => side.stop()));
  }

  private async turn(name: string, side: Side, cold: boolean): Promise<Replayed> {
    const { mount, topics, extent } = this.bench;
    const prefix = side === 'baseline' && (cold || extent.shortBaseline) ? this.written.hour : this.written.measured;
    const topic = await topics.make(`${name}-${side}`);
    if (side !== 'client') await (cold ? mount.makeCold() : sleep(FORGOTTEN_AFTER_MS));
    const before = await mount.counters();
    const replayed = side === 'client' ? await this.send(topic) : await this.replay(side, prefix, topic);
    const after = await mount.counters();
    const read = { cold: after.coldReads - before.coldReads, warm: after.warmReads - before.warmReads };
    const first = { cold: cold ? replayed.files : 0, warm: cold ? 0 : replayed.files };
    if (read.cold !== first.cold || read.warm < first.warm || read.warm > first.warm + MOST_LOOKED_INTO) {
      throw new Error(
        `${name}: ${replayed.files} files were read cold ${read.cold} times, and warm ${read.warm} times`,
      );
    }
    const how = side === 'baseline' ? 'unordered' : 'in order';
    await topics.check(topic, how, this.folder(prefix), replayed.records);
    await topics.delete(topic);
    return replayed;
  }

  private async warmUp(): Promise<void> {
    const topic = await this.bench.topics.make('warm-up');
    for (let replay = 0; replay < this.bench.extent.warmUp; replay++) {
      await this.replay('ours', this.written.warmUp, topic);
    }
    await this.replay('baseline', this.written.warmUp, topic);
    await this.handled('client', { events: this.written.events });
    await this.send(topic);
    await this.bench.topics.delete(topic);
  }

  private async replay(side: Side, prefix: string, topic: string): Promise<Replayed> {
    return this.handled(side, { source_prefix: prefix, target_topic: topic, dry_run: false });
  }

  private async send(topic: string): Promise<Replayed> {
    return this.handled('client', { topic });
  }

  private async handled(side: Side, request: object): Promise<Replayed> {
    writeFileSync(this.requestFile, JSON.stringify(request));
    const { seconds, processorSeconds, peakBytes, answer } = await this.sides[side].handle(this.requestFile);
    const { published, files_read: files = 0, done = true, errors = 0, error_messages: [message] = [] } = answer;
    if (!done || errors > 0) throw new Error(`the replay of ${this.files.name} did not come to its end: ${message}`);
    const rates = { rate: published / seconds, processorRate: published / processorSeconds };
    return { records: published, files, ...rates, peakBytes, readMs: answer.p50_read_ms ?? 0 };
  }

  /** The folder behind the mount. */
  private folder(prefix: string): string {
    return join(this.bench.mount.backing, this.files.name, prefix);
  }
}

function rateOf(replays: readonly Replayed[]): number {
  return median(replays.map(({ rate }) => rate));
}

function processorRateOf(replays: readonly Replayed[]): number {
  return median(replays.map(({ processorRate }) => processorRate));
}

function sizesOf(folder: string): { readonly files: number; readonly bytes: number } {
  const files = filesBelow(folder);
  return { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

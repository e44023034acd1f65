import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Supervisor } from '../../local/process/supervisor';
import type { SlowMount } from '../../local/slow-mount/slow-mount';
import { Contender } from '../support/contender';
import { median } from '../support/figures';
import { BYTES_IN_FLIGHT, FILES_IN_FLIGHT, type FileSet, type ReplayCase, replayerEnvironment } from './cases';
import { ceilingOf } from './ceiling';
import { type Prefixes, writeFiles } from './files';
import type { Kafka } from './kafka';
import type { CaseOutcome } from './outcome';
import type { Topics } from './topics';

export interface Extent {
  /** Replays before those that count. */
  readonly warmUp: number;
  /** Measured replays of ours, and of the baseline where files are warm; it gets one where they are cold. */
  readonly rounds: number;
  /** True where the baseline, which takes the same time for each file, is given only one hour of the files. */
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
  /** Of the replayer alone. */
  readonly done?: boolean;
  readonly errors?: number;
  readonly error_messages?: readonly string[];
  readonly p50_read_ms?: number;
}

interface Replayed {
  readonly records: number;
  readonly rate: number;
  readonly peakBytes: number;
  readonly readMs: number;
}

type Side = 'ours' | 'baseline';

// Longer than the kernel keeps names and attributes: what reads sooner would be spared the lookups.
const FORGOTTEN_AFTER_MS = 3200;

/** The files of some cases, and both who replay them. */
export class Arena {
  private readonly requestFile: string;

  static async prepare(bench: Bench, files: FileSet): Promise<Arena> {
    const { supervisor, mount, node24, python, bundles, kafka } = bench;
    const root = join(mount.path, files.name);
    const prefixes = await writeFiles(supervisor, node24, bundles.ingest, files, join(mount.backing, files.name));
    const ours = await Contender.ofBundle<Answer>(supervisor, node24, bundles.replayer, {
      ...replayerEnvironment(root),
      ...kafka.environment,
    });
    const baseline = await Contender.ofPython<Answer>(supervisor, python, join(__dirname, 'baseline.py'), {
      ...kafka.pythonEnvironment,
      MOUNT_PATH: root,
    });
    const arena = new Arena(bench, files, prefixes, { ours, baseline });
    await arena.warmUp();
    return arena;
  }

  private constructor(
    private readonly bench: Bench,
    readonly files: FileSet,
    readonly prefixes: Prefixes,
    private readonly sides: Readonly<Record<Side, Contender<Answer>>>,
  ) {
    this.requestFile = join(bench.supervisor.temporaryFolder(), 'request.json');
  }

  async measure({ name, cold }: ReplayCase): Promise<CaseOutcome> {
    const { extent } = this.bench;
    const ours: Replayed[] = [];
    const baselines: Replayed[] = [];
    for (let round = 0; round < extent.rounds; round++) {
      // They take turns, so that whatever else the machine does falls on both.
      if (!cold || round === 0) baselines.push(await this.turn(name, 'baseline', cold));
      ours.push(await this.turn(name, 'ours', cold));
    }
    const { valueBytes } = this.files;
    return {
      name,
      baseline: median(baselines.map(({ rate }) => rate)),
      ours: median(ours.map(({ rate }) => rate)),
      ceiling: ceilingOf({
        ...{ records: ours[0].records, valueBytes, cold },
        ...{ filesInFlight: FILES_IN_FLIGHT, bytesInFlight: BYTES_IN_FLIGHT },
      }),
      records: ours[0].records,
      baselineRecords: baselines[0].records,
      readMs: median(ours.map(({ readMs }) => readMs)),
      peakBytes: Math.max(...ours.map(({ peakBytes }) => peakBytes)),
    };
  }

  async stop(): Promise<void> {
    await Promise.all([this.sides.ours.stop(), this.sides.baseline.stop()]);
  }

  private async turn(name: string, side: Side, cold: boolean): Promise<Replayed> {
    const { mount, topics, extent } = this.bench;
    const all = side === 'ours' || !extent.shortBaseline;
    const prefix = all ? this.prefixes.measured : this.prefixes.hour;
    const topic = await topics.make(`${name}-${side}`);
    if (cold) await mount.makeCold();
    else await sleep(FORGOTTEN_AFTER_MS);
    const before = await mount.counters();
    const replayed = await this.replay(side, prefix, topic);
    const after = await mount.counters();
    const read = { cold: after.coldReads - before.coldReads, warm: after.warmReads - before.warmReads };
    if (read[cold ? 'cold' : 'warm'] !== replayed.records || read[cold ? 'warm' : 'cold'] !== 0) {
      throw new Error(
        `${name}: ${replayed.records} records came from ${read.cold} cold reads and ${read.warm} warm ones`,
      );
    }
    const how = side === 'ours' ? 'in order' : 'unordered';
    await topics.check(topic, how, join(mount.backing, this.files.name, prefix), replayed.records);
    return replayed;
  }

  private async warmUp(): Promise<void> {
    const topic = await this.bench.topics.make('warm-up');
    for (let replay = 0; replay < this.bench.extent.warmUp; replay++) {
      await this.replay('ours', this.prefixes.warmUp, topic);
    }
    await this.replay('baseline', this.prefixes.warmUp, topic);
  }

  private async replay(side: Side, prefix: string, topic: string): Promise<Replayed> {
    const request = { source_prefix: prefix, target_topic: topic, dry_run: false };
    writeFileSync(this.requestFile, JSON.stringify(request));
    const { seconds, peakBytes, answer } = await this.sides[side].handle(this.requestFile);
    const { published, done = true, errors = 0, error_messages: [message] = [], p50_read_ms: readMs = 0 } = answer;
    if (!done || errors > 0) throw new Error(`the replay of ${prefix} did not come to its end: ${message}`);
    return { records: published, rate: published / seconds, peakBytes, readMs };
  }
}

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LambdaFunction } from '../../../local/lambda/lambda-function';
import { concurrency } from '../../../src/functions/concurrency';
import type { Answer } from '../../e2e/replayer/recovery/stream';
import { KafkaEventBuilder } from '../../handlers/support/events';
import type { Outcome, ProveCase } from '../case';
import { outcome } from '../support/outcomes';
import { figuresOf, MOST_RESIDENT_MIB } from '../support/process-figures';
import { percentile, type Sample, secondHalf, slopePerMinute } from '../support/trend';

const PARTITIONS = 8;
const RECORDS = 4000;
const VALUE = Buffer.from('lorem ipsum '.repeat(34));
const TIMEOUT_MS = 120_000;
const SIZE_CLASSES = '[{"name":"all","prefix":"all/"}]';
/** A descriptor that is left open at each invocation would be thousands by the end. */
const MOST_DESCRIPTORS_MORE = 5;
const TOPICS_TURN = 200;

export const endurance: ProveCase = {
  name: 'endurance',
  about:
    'The same two warm environments ingest and replay in turn, as fast as this machine can, for as long as is said below: memory is ' +
    'bounded, descriptors stay as many, and what the latencies and the memory do over the second half is told.',
  run: async (context) => {
    const { machinery, supervisor, minutes } = context;
    const world = await machinery.world();
    const root = supervisor.temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined);
    const layout = JSON.stringify({ type: 'segments', maxBytes: 1_048_576, directories: [{ by: 'topicPartition' }] });
    const ingest = await machinery.ingest(root, { ...concurrency('ingest'), LAYOUT: layout, SIZE_CLASSES }, TIMEOUT_MS);
    const replayer = await world.replayer(root, 'endurance', { SIZE_CLASSES, ...concurrency('replayer') }, TIMEOUT_MS);
    const run = new Endurance(ingest, replayer);
    const end = performance.now() + minutes * 60_000;
    for (let cycle = 0; performance.now() < end; cycle++) {
      const topic = `endurance-${Math.floor(cycle / TOPICS_TURN)}`;
      if (cycle % TOPICS_TURN === 0) await world.topics.create([topic], PARTITIONS);
      await run.cycle(cycle, topic);
      await rm(join(root, 'all'), { recursive: true });
      context.say(`${run.cycles} cycles, ${run.cycles * RECORDS} records written and replayed`);
    }
    const result = run.outcome();
    await Promise.all([ingest.stop(), replayer.stop()]);
    return result;
  },
};

class Endurance {
  cycles = 0;
  private readonly startedAt = performance.now();
  private readonly series = {
    ingest: newSeries(),
    replayer: newSeries(),
  };
  private lost = 0;

  constructor(
    private readonly ingest: LambdaFunction,
    private readonly replayer: LambdaFunction,
  ) {}

  async cycle(cycle: number, topic: string): Promise<void> {
    const event = batch(cycle);
    const written = await this.timed('ingest', this.ingest, event);
    if (JSON.stringify(written) !== '{"batchItemFailures":[]}')
      throw new Error(`a sound batch got ${JSON.stringify(written)}`);
    const answer = (await this.timed('replayer', this.replayer, { dry_run: false, target_topic: topic })) as Answer;
    this.lost += RECORDS - answer.published;
    this.cycles += 1;
  }

  outcome(): Outcome {
    const minutes = (performance.now() - this.startedAt) / 60_000;
    const sides = (['ingest', 'replayer'] as const).map((side) => judge(side, this.series[side]));
    return outcome({
      tries: this.cycles,
      lost: this.lost,
      broken: sides.flatMap(({ broken }) => broken),
      notes: [
        `${this.cycles} cycles in ${minutes.toFixed(1)} minutes: ${Math.round((this.cycles * RECORDS) / (minutes * 60))} records a second written, and as many replayed`,
        ...sides.map(({ note }) => note),
      ],
    });
  }

  private async timed(side: 'ingest' | 'replayer', lambda: LambdaFunction, event: unknown): Promise<unknown> {
    const startedAt = performance.now();
    const answer = await lambda.invoke(event);
    const now = performance.now();
    const minute = (now - this.startedAt) / 60_000;
    const { residentMib, mostResidentMib, descriptors } = figuresOf(lambda.pid);
    const series = this.series[side];
    series.latency.push({ minute, value: now - startedAt });
    series.resident.push({ minute, value: residentMib });
    series.descriptors.push({ minute, value: descriptors });
    series.most = mostResidentMib;
    lambda.output.length = 0; // what it prints is not looked at, and would be all that grows here
    return answer;
  }
}

interface Series {
  readonly latency: Sample[];
  readonly resident: Sample[];
  readonly descriptors: Sample[];
  most: number;
}

function newSeries(): Series {
  return { latency: [], resident: [], descriptors: [], most: 0 };
}

function judge(side: string, { latency, resident, descriptors, most }: Series): { broken: string[]; note: string } {
  const [before, after] = [latency.slice(0, latency.length / 2), secondHalf(latency)];
  const p99 = (samples: readonly Sample[]) =>
    percentile(
      samples.map(({ value }) => value),
      0.99,
    ).toFixed(0);
  const counts = secondHalf(descriptors).map(({ value }) => value);
  const more = (counts.at(-1) ?? 0) - (counts[0] ?? 0);
  return {
    broken: [
      ...(more > MOST_DESCRIPTORS_MORE ? [`${side}: ${more} descriptors more at the end than in the middle`] : []),
      ...(most > MOST_RESIDENT_MIB ? [`${side}: ${most.toFixed(0)} MiB were resident`] : []),
    ],
    note:
      `${side}: at most ${most.toFixed(0)} MiB resident, ${signed(slopePerMinute(secondHalf(resident)), 2)} MiB a minute over the second half; ` +
      `${Math.min(...counts)} to ${Math.max(...counts)} descriptors; latency p99 ${p99(before)} ms in the first half, ${p99(after)} ms in the second, ` +
      `${signed(slopePerMinute(after), 2)} ms a minute`,
  };
}

function signed(value: number, digits: number): string {
  return `${value >= 0 ? '+' : ''}${value.toFixed(digits)}`;
}

function batch(cycle: number): unknown {
  const event = new KafkaEventBuilder();
  const each = RECORDS / PARTITIONS;
  for (let partition = 0; partition < PARTITIONS; partition++) {
    for (let index = 0; index < each; index++)
      event.record('orders', partition, cycle * each + index, { value: VALUE });
  }
  return event.build();
}

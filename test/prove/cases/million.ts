import { existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { FunctionPool, LoggedInvocation } from '../../e2e/replay-workflow/function-pool';
import { exportToBucket } from '../../e2e/replay-workflow/source';
import { endedAs, type World } from '../../e2e/replay-workflow/world';
import { SeededRandom } from '../../handlers/support/random';
import type { Outcome, ProveCase, ProveContext } from '../case';
import { outcome, together } from '../support/outcomes';
import { lengthsOf, published } from '../support/published';
import { writeManyFiles } from './million/many-files';

const PARTITIONS = 8;
const LONGEST_PAUSE_MS = 4000;
/** The number of files in one batch of an unordered replay: no more than these may come again after a kill. */
const MOST_BATCH = 500;

export const million: ProveCase = {
  name: 'million',
  about:
    'A million files of one record go through the definition of the workflow as it is synthesized: most of them in order (plan, ' +
    'manifests, parts, checkpoints), the others in batches from a listing of the bucket, while children are killed. Each record comes ' +
    'out, and again only after a kill.',
  run: async (context) => {
    const files = context.quick ? 20_000 : 1_000_000;
    const ordered = await replayFiles(context, { name: 'ordered', files: files * 0.8, kills: context.quick ? 2 : 12 });
    const unordered = await replayFiles(context, {
      name: 'unordered',
      files: files * 0.2,
      kills: context.quick ? 1 : 6,
    });
    return together([ordered, unordered]);
  },
};

interface Run {
  readonly name: 'ordered' | 'unordered';
  readonly files: number;
  readonly kills: number;
}

async function replayFiles(context: ProveContext, { name, files, kills }: Run): Promise<Outcome> {
  const { machinery, supervisor, say, seed } = context;
  const world = await machinery.workflow();
  const root = supervisor.temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined);
  const lengths = Array.from({ length: PARTITIONS }, () => Math.floor(files / PARTITIONS));
  const topic = `million-${name}`;
  const seconds = stopwatch();
  await writeManyFiles(root, name, lengths, (count) => say(`${name}: ${count} of ${files} files written`));
  if (name === 'unordered') exportToBucket(root, world.s3.objects, world.filesBucket, world.rootKey);
  const writing = seconds();
  await world.createTopics([topic], PARTITIONS);
  const pool = world.replayer(root);
  const input = { dry_run: false, target_topic: topic, ...(name === 'unordered' && { ordered: false }) };
  const killing = new Killing(pool, kills, new SeededRandom(seed), context.quick ? 1000 : LONGEST_PAUSE_MS);
  const [execution] = await Promise.all([
    execute(world, pool, input, topic).finally(() => killing.stop()),
    killing.run((count) => say(`${name}: ${count} files replayed, ${killing.done} kills`)),
  ]);
  await pool.stop();
  const replaying = seconds() - writing;
  const ended = endedAs(execution);
  const found = await published(await machinery.access(), topic, lengthsOf(name, lengths));
  const goneBack = Object.values(found.spans).reduce((sum, spans) => sum + spans.slice(1).length, 0);
  return outcome({
    tries: files,
    lost: found.lost,
    torn: found.foreign,
    twice: found.twice,
    broken: [
      ...(ended.status === 'SUCCEEDED' ? [] : [`${name}: ended as ${ended.status}: ${ended.cause}`]),
      ...(name === 'ordered' && found.unordered > 0 ? [`${name}: ${found.unordered} records are out of order`] : []),
      ...(name === 'ordered' && goneBack > killing.done
        ? [`${name}: went back ${goneBack} times over ${killing.done} kills`]
        : []),
      ...(name === 'unordered' && found.twice > killing.done * MOST_BATCH
        ? [`${name}: ${found.twice} records came twice over ${killing.done} kills`]
        : []),
    ],
    notes: [
      `${name}: ${files} files written in ${writing.toFixed(0)} s, replayed in ${replaying.toFixed(0)} s by ${execution.invocations.length} invocations, ${killing.done} of them killed; ${found.twice} records came twice`,
    ],
  });
}

function execute(world: World, pool: FunctionPool, input: object, name: string) {
  const clock = { now: () => Date.now(), sleep: (ms: number) => setTimeout(Math.min(ms, 500)) };
  return world.execute(pool, input, name, clock);
}

/** One kill after the other, at random moments, until the execution has ended. */
class Killing {
  done = 0;
  private stopped = false;
  private readonly killed = new Set<string>();

  constructor(
    private readonly pool: FunctionPool,
    private readonly kills: number,
    private readonly random: SeededRandom,
    private readonly longestPauseMs: number,
  ) {}

  async run(say: (files: number) => void): Promise<void> {
    while (!this.stopped) {
      await setTimeout(this.random.below(this.longestPauseMs));
      say(this.pool.invocations.reduce((sum, { answer }) => sum + Number(answer?.published ?? 0), 0));
      const victims = this.pool.running().filter((each) => this.maybeKilled(each));
      if (this.stopped || this.done >= this.kills || victims.length === 0) continue;
      const victim = victims[this.random.below(victims.length)];
      this.killed.add(partOf(victim));
      this.pool.kill(victim);
      this.done += 1;
    }
  }

  stop(): void {
    this.stopped = true;
  }

  /** A part is tried again a few times only: each is killed once. */
  private maybeKilled(invocation: LoggedInvocation): boolean {
    return (
      invocation.payload.action === undefined && (this.random.below(4) === 0 || !this.killed.has(partOf(invocation)))
    );
  }
}

function partOf({ payload: { partition, keys } }: LoggedInvocation): string {
  return JSON.stringify(partition ?? keys);
}

function stopwatch(): () => number {
  const startedAt = performance.now();
  return () => (performance.now() - startedAt) / 1000;
}

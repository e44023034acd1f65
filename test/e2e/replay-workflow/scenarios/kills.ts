import { setTimeout } from 'node:timers/promises';
import { SeededRandom } from '../../../handlers/support/random';
import { consume, type Span } from '../consumed';
import type { FunctionPool, LoggedInvocation } from '../function-pool';
import type { Outcomes } from '../outcomes';
import { writeSource } from '../source';
import { endedAs, type World } from '../world';

const SEED = 20260413;
const DEADLINE_SECONDS = 0.6;
const LONGEST_PAUSE_MS = 500;

export interface KillsSettings {
  readonly kills: number;
  /** The numbers of those kills that hit the broker. */
  readonly restarts: readonly number[];
  /** The number of records in each partition of two topics. */
  readonly events: readonly number[];
  readonly audit: readonly number[];
  /**
   * The rate of the replay. It is so low that the replay outlasts the kills: otherwise a few invocations would be
   * enough, and the kills would miss them.
   */
  readonly recordsPerSecond: number;
  /** True if the published records are read back and compared. */
  readonly verify?: boolean;
}

const HUNDRED_THOUSAND: KillsSettings = {
  kills: 20,
  restarts: [4, 10, 16],
  events: Array<number>(8).fill(11_750),
  audit: Array<number>(4).fill(1_500),
  recordsPerSecond: 9000,
};

/** A replay of 100,000 records, unless told otherwise, while processes die. */
export async function kills(world: World, settings = HUNDRED_THOUSAND): Promise<Outcomes['kills']> {
  const mount = world.mount('kills');
  await writeSource(mount, { topic: 'events', lengths: settings.events, layout: 'segments' });
  await writeSource(mount, { topic: 'audit', lengths: settings.audit, layout: 'perRecord' });
  await world.createTopics(['events-copy'], settings.events.length);
  await world.createTopics(['audit-copy'], settings.audit.length);
  const pool = world.replayer(mount);
  const input = {
    dry_run: false,
    target_topic: 'events-copy',
    topic_mapping: { audit: 'audit-copy' },
    deadline_seconds: DEADLINE_SECONDS,
    rate_limit_per_second: settings.recordsPerSecond,
    ...(settings.verify && { verify: true }),
  };
  const clock = { now: () => Date.now(), sleep: (ms: number) => setTimeout(Math.min(ms, LONGEST_PAUSE_MS)) };
  const killing = new Killing(world, pool, settings);
  const [execution] = await Promise.all([
    world.execute(pool, input, 'kills-1', clock).finally(() => killing.stop()),
    killing.run(),
  ]);
  await pool.stop();
  return {
    ...endedAs(execution),
    consumed: {
      'events-copy': await consume(world.access, 'events-copy'),
      'audit-copy': await consume(world.access, 'audit-copy'),
    },
    begunAgainAt: begunAgain(execution.invocations),
    brokerLostAt: brokerLost(execution.invocations),
    seed: SEED,
    killed: execution.invocations.filter(({ killed }) => killed).length,
    restarted: killing.restarted,
    invocations: execution.invocations.length,
  };
}

/** One kill after the other, spread over the replay: of a partition that is under way, at random, at a random moment. */
class Killing {
  restarted = 0;
  private readonly random = new SeededRandom(SEED);
  private stopped = false;

  constructor(
    private readonly world: World,
    private readonly pool: FunctionPool,
    private readonly settings: KillsSettings,
  ) {}

  async run(): Promise<void> {
    const { kills, restarts, events, audit } = this.settings;
    const records = [...events, ...audit].reduce((sum, length) => sum + length, 0);
    for (let kill = 0; kill < kills && !this.stopped; ) {
      await setTimeout(this.random.below(LONGEST_PAUSE_MS));
      const victims = this.pool.victims();
      // The last kill is due after half of the records: on a busy machine kills come late, and all must come.
      if (published(this.pool.invocations) < (kill * records) / (2 * kills) || victims.length === 0) continue;
      if (restarts.includes(kill)) {
        await this.restartBroker();
      } else {
        this.pool.kill(victims[this.random.below(victims.length)]);
      }
      kill += 1;
    }
  }

  private async restartBroker(): Promise<void> {
    const [before, count] = [this.pool.running(), this.pool.invocations.length];
    await this.world.broker.stop('SIGKILL');
    await this.world.broker.startAgain();
    for (const invocation of [...before, ...this.pool.invocations.slice(count)]) invocation.brokerLost = true;
    this.restarted += 1;
  }

  stop(): void {
    this.stopped = true;
  }
}

function published(invocations: readonly LoggedInvocation[]): number {
  return invocations.reduce((sum, { answer }) => sum + Number(answer?.published ?? 0), 0);
}

/** The offset at which a partition went on after each invocation that was killed, threw, or could not deliver. */
function begunAgain(invocations: readonly LoggedInvocation[]): Record<string, number[]> {
  const begun: Record<string, number[]> = {};
  for (const [index, { payload, answer }] of invocations.entries()) {
    const partition = String(payload.partition);
    if (payload.action !== undefined || answer?.errors === 0) continue;
    const next = invocations.slice(index + 1).find((other) => other.payload.partition === partition);
    if (next === undefined) continue;
    begun[partition] ??= [];
    begun[partition].push(Math.max(nextOf(next.payload.cursor, partition), nextOf(next.kept, partition)));
  }
  return begun;
}

function brokerLost(invocations: readonly LoggedInvocation[]): Record<string, Span[]> {
  const lost: Record<string, Span[]> = {};
  for (const { payload, answer } of invocations.filter((each) => each.brokerLost)) {
    const partition = String(payload.partition);
    const end = answer === undefined ? Number.MAX_SAFE_INTEGER : nextOf(answer.progress, partition) - 1;
    lost[partition] ??= [];
    lost[partition].push([nextOf(payload.cursor, partition), end]);
  }
  return lost;
}

function nextOf(cursor: unknown, partition: string): number {
  return (cursor as { next?: Record<string, number> } | null | undefined)?.next?.[partition] ?? 0;
}

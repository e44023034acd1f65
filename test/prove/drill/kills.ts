import { setTimeout } from 'node:timers/promises';
import type { FunctionPool, LoggedInvocation } from '../../e2e/replay-workflow/function-pool';
import type { SeededRandom } from '../../handlers/support/random';
import type { Side } from './side';

const LONGEST_PAUSE_MS = 400;
/** Every so many kills, a broker is killed instead of a function. */
const BROKER_EVERY = 10;

/** Kills functions and brokers of the new cluster, one after the other, at random moments of a restore, spread over its records. */
export class Kills {
  public functions = 0;
  public brokers = 0;
  private stopped = false;
  /** A broker that was killed and is not there again: the restore goes on meanwhile, and so do the kills of functions. */
  private restarting: Promise<void> | undefined;

  public constructor(
    private readonly pool: FunctionPool,
    private readonly side: Side,
    private readonly count: number,
    /** All that the restore publishes. */
    private readonly records: number,
    private readonly random: SeededRandom,
  ) {}

  public async run(): Promise<void> {
    while (!this.stopped && this.functions + this.brokers < this.count) {
      await setTimeout(this.random.below(LONGEST_PAUSE_MS));
      const victims = this.pool.victims();
      if (victims.length === 0 || this.published() < this.dueAfter()) continue;
      if ((this.functions + this.brokers) % BROKER_EVERY === BROKER_EVERY - 1) await this.killBroker();
      else this.killFunction(victims);
    }
    await this.restarting;
  }

  public stop(): void {
    this.stopped = true;
  }

  /** The last kill is due after half of the records: on a busy machine kills come late, and all must come. */
  private dueAfter(): number {
    return ((this.functions + this.brokers) * this.records) / (2 * this.count);
  }

  private published(): number {
    return this.pool.invocations.reduce((sum, { answer }) => sum + Number(answer?.published ?? 0), 0);
  }

  private killFunction(victims: readonly LoggedInvocation[]): void {
    const victim = victims[this.random.below(victims.length)];
    if (victim === undefined) return;
    this.pool.kill(victim);
    this.functions += 1;
  }

  private async killBroker(): Promise<void> {
    await this.restarting; // of three brokers one may be away
    const { brokers } = this.side.cluster;
    const broker = brokers[this.random.below(brokers.length)];
    await broker?.stop('SIGKILL');
    this.restarting = broker?.startAgain();
    this.brokers += 1;
  }
}

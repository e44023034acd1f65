import type { Deadline } from '../../deadline/deadline';
import type { Clock } from './clock';

/** The longest time for which a function waits that has nothing else to do. */
export const LONGEST_NAP_MS = 5000;
// The longest time until a sleeper finds out about the deadline, and about the others.
const SLICE_MS = 1000;

/**
 * Lets partitions wait for a record that is due later. While any partition has something to do, the function runs
 * anyway, and the others wait in it. Once all of them would wait for long they give up, and the caller waits instead.
 */
export class Idling {
  private readonly waiting = new Set<{ readonly until: number }>();

  public constructor(
    private readonly clock: Clock,
    private readonly deadline: Deadline,
    private partitions: number,
  ) {}

  /** Notes that a partition has ended, which can therefore have nothing to do. */
  public ended(): void {
    this.partitions--;
  }

  /** Sleeps a short while. @returns false if the deadline came first */
  public async nap(until: number): Promise<boolean> {
    return this.sleep(until, () => false);
  }

  /** Sleeps while others have something to do. @returns false if the deadline came first, or nobody has */
  public async wait(until: number): Promise<boolean> {
    const entry = { until };
    this.waiting.add(entry);
    const isDue = await this.sleep(until, () => this.allWait());
    this.waiting.delete(entry);
    return isDue;
  }

  private async sleep(until: number, givesUp: () => boolean): Promise<boolean> {
    for (let left = until - this.clock.now(); left > 0; left = until - this.clock.now()) {
      if (this.deadline.reached() || givesUp()) {
        return false;
      }
      await this.clock.sleep(Math.min(left, SLICE_MS));
    }
    return !this.deadline.reached();
  }

  private allWait(): boolean {
    const first = Math.min(...[...this.waiting].map(({ until }) => until));
    return this.waiting.size >= this.partitions && first - this.clock.now() > LONGEST_NAP_MS;
  }
}

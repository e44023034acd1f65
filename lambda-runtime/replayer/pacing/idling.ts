import type { Deadline } from '../../deadline/deadline';
import type { Clock } from './clock';

/** A wait beyond this is none for a function that has nothing else to do. */
export const LONGEST_NAP_MS = 5000;
// The longest time until a sleeper finds out about the deadline, and about the others.
const SLICE_MS = 1000;

/**
 * Lets partitions wait for a record that is due later. While any partition has something to do, the function is there
 * anyway and the others wait in it; once all of them would wait for long they give up, and the waiting is left to the
 * caller.
 */
export class Idling {
  private readonly waiting = new Set<{ readonly until: number }>();

  public constructor(
    private readonly clock: Clock,
    private readonly deadline: Deadline,
    private partitions: number,
  ) {}

  /** One partition less can have something to do. */
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

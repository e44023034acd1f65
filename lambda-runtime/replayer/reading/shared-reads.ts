import type { OpenDirectories } from '../../files/open-directories';
import { Budget, InFlight, type InFlightLimits } from '../../in-flight';

export interface ReadLimits extends InFlightLimits {
  /** The most bytes of a file, as it is and unfolded. */
  readonly maxFileBytes: number;
}

/** The things that all reads of a replay share: its budgets, and the directories that are open. */
export class SharedReads extends InFlight {
  public readonly maxFileBytes: number;
  /**
   * Room for one file of any size, beside the room that files have claimed by their own sizes. A partition claims it
   * for its next file, and never for later ones: whoever has it can go on and give it back.
   */
  public readonly aside: Budget;

  public constructor(
    public readonly directories: OpenDirectories,
    limits: ReadLimits,
  ) {
    super(limits);
    this.maxFileBytes = limits.maxFileBytes;
    this.aside = new Budget(limits.maxFileBytes);
  }
}

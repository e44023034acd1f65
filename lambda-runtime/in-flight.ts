/**
 * A counting semaphore, first come first served: a large claim is not starved by small ones behind it.
 * A claim above the whole capacity is let through alone, so that one big record never blocks for good.
 */
export class Budget {
  private used = 0;
  private readonly waiting: { readonly amount: number; readonly admit: () => void }[] = [];

  public constructor(private readonly capacity: number) {}

  /** Does work once there is room for it, and gives the room back when the work has ended or failed. */
  public async with<Result>(amount: number, work: () => Promise<Result>): Promise<Result> {
    const claim = this.claim(amount);
    await claim.granted;
    try {
      return await work();
    } finally {
      claim.release();
    }
  }

  /** Asks for a share that outlives the function that asks for it. Everybody else calls `with`. */
  public claim(amount: number): Claim {
    return new Claim(this.acquire(amount), () => this.release(amount));
  }

  private acquire(amount: number): Promise<void> {
    if (this.waiting.length === 0 && this.fits(amount)) {
      this.used += amount;
      return Promise.resolve();
    }
    return new Promise((admit) => {
      this.waiting.push({ amount, admit });
    });
  }

  private release(amount: number): void {
    this.used -= amount;
    for (let next = this.waiting[0]; next !== undefined && this.fits(next.amount); next = this.waiting[0]) {
      this.waiting.shift();
      this.used += next.amount;
      next.admit();
    }
  }

  private fits(amount: number): boolean {
    return this.used === 0 || this.used + amount <= this.capacity;
  }
}

/**
 * A share of a budget that is held until its holder gives it back. A file that is read ahead needs one: its bytes stay
 * in memory until the last of its records is published, long after the function that read it has ended.
 */
export class Claim {
  /** @param granted resolves once the share is counted */
  public constructor(
    public readonly granted: Promise<void>,
    private readonly giveBack: () => void,
  ) {}

  /**
   * Waits in line for the share. A holder of other shares that can give them back only with this one in hand goes on
   * without waiting, or two of them would wait for each other for good. The share is then counted as soon as there is
   * room, which holds back everybody else until then.
   */
  public async admitted(urgent: Promise<void>): Promise<void> {
    await Promise.race([this.granted, urgent]);
  }

  /** Gives the share back at once or, if it is not granted yet, as soon as it is. */
  public release(): void {
    void this.granted.then(this.giveBack);
  }
}

/** Limits of what an invocation may hold at once: open files, and the bytes of records in memory. */
export interface InFlightLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

/**
 * The batches that a replay puts together and sends at the same time, of all partitions. The records of a batch, and what
 * the client makes of them, take several times its bytes: 24 partitions of small records took 110 MiB more without this,
 * and no less time. A partition that waits has a larger batch when its turn comes.
 */
const MOST_SENDS = 4;

/** The budgets that go with these limits. */
export class InFlight {
  public readonly files: Budget;
  public readonly bytes: Budget;
  public readonly sends = new Budget(MOST_SENDS);

  public constructor(limits: InFlightLimits) {
    this.files = new Budget(limits.maxFiles);
    this.bytes = new Budget(limits.maxBytes);
  }

  /** Does work on one file of so many bytes once there is room for both. */
  public with<Result>(bytes: number, work: () => Promise<Result>): Promise<Result> {
    return this.files.with(1, () => this.bytes.with(bytes, work));
  }
}

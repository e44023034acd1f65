/**
 * A counting semaphore, first come first served: a large claim is not starved by small ones behind it.
 * A claim above the whole capacity is let through alone, so that one big record never blocks for good.
 */
export class Budget {
  private used = 0;
  private readonly waiting: { readonly amount: number; readonly admit: () => void }[] = [];

  public constructor(private readonly capacity: number) {}

  public acquire(amount: number): Promise<void> {
    if (this.waiting.length === 0 && this.fits(amount)) {
      this.used += amount;
      return Promise.resolve();
    }
    return new Promise((admit) => {
      this.waiting.push({ amount, admit });
    });
  }

  public release(amount: number): void {
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

/** What an invocation may hold at once: open files, and the bytes of records in memory. */
export interface InFlightLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

export class InFlight {
  public readonly files: Budget;
  public readonly bytes: Budget;

  public constructor(limits: InFlightLimits) {
    this.files = new Budget(limits.maxFiles);
    this.bytes = new Budget(limits.maxBytes);
  }
}

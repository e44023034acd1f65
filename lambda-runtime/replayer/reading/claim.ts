import type { Budget } from '../../in-flight';

/**
 * A share of a budget that one file asks for. It is waited for in line; but who already holds something and can give it
 * back only with this file in hand goes on without waiting, or two of them would wait for each other for good. The share
 * is then counted as soon as there is room, which holds back everybody else until then.
 */
export class Claim {
  private readonly granted: Promise<void>;

  public constructor(
    private readonly budget: Budget,
    private readonly amount: number,
  ) {
    this.granted = budget.acquire(amount);
  }

  public async admitted(urgent: Promise<void>): Promise<void> {
    await Promise.race([this.granted, urgent]);
  }

  public release(): void {
    void this.granted.then(() => this.budget.release(this.amount));
  }
}

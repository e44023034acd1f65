/**
 * Lets only so many operations begin in one turn of the event loop, and the others in later turns, in order. If
 * operations end faster than one thread can handle their results, the limit of operations in flight would otherwise
 * always be reached, and most of them would have ended and wait for the thread. A loop that has nothing else to do
 * turns at once, so that nothing is delayed then.
 */
export class PerTurn {
  private begun = 0;
  private readonly waiting: (() => void)[] = [];

  public constructor(private readonly most: number) {}

  public async turn(): Promise<void> {
    if (this.begun === 0) {
      this.awaitNext();
    }
    if (this.begun < this.most) {
      this.begun++;
      return;
    }
    await new Promise<void>((begin) => {
      this.waiting.push(begin);
    });
  }

  private awaitNext(): void {
    setImmediate(() => {
      const next = this.waiting.splice(0, this.most);
      this.begun = next.length;
      if (next.length > 0) {
        this.awaitNext();
      }
      for (const begin of next) {
        begin();
      }
    });
  }
}

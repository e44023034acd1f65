/** The newest looks that count: a rate of half a minute follows a change, and is not restless. */
const WINDOW_SECONDS = 30;

/** The rate at which something comes on. */
export class Speed {
  private looks: { readonly seconds: number; readonly amount: number }[] = [];

  public add(seconds: number, amount: number): void {
    this.looks.push({ seconds, amount });
    const from = seconds - WINDOW_SECONDS;
    // The last look before the window stays, so that there are always two.
    while (this.looks.length > 2 && (this.looks[1]?.seconds ?? 0) <= from) {
      this.looks.shift();
    }
  }

  /** Undefined before the second look. */
  public get perSecond(): number | undefined {
    const [first, last] = [this.looks[0], this.looks.at(-1)];
    return first === undefined || last === undefined || last.seconds <= first.seconds
      ? undefined
      : Math.max(0, last.amount - first.amount) / (last.seconds - first.seconds);
  }
}

/** A generator of the same numbers for the same seed (mulberry32), so that a failing property test can be repeated. */
export class SeededRandom {
  public constructor(private state: number) {}

  /** A whole number from 0 to below the limit. */
  public below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  public pick<T>(...choices: readonly (() => T)[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) {
      throw new Error('there is nothing to pick from');
    }
    return choice();
  }

  public list<T>(length: number, make: () => T): T[] {
    return Array.from({ length }, make);
  }

  public bytes(length: number): Buffer {
    return Buffer.from(this.list(length, () => this.below(256)));
  }
}

import type { Log } from './log';

type Details = Readonly<Record<string, unknown>>;

// A full batch on a full disk, or a prefix of broken files, would otherwise log thousands of times the same.
export const MOST_LOGGED = 50;

/** Logs the first problems of a kind one by one, and counts all of them. */
export class ProblemLog {
  private all = 0;

  /** @param message the message of each line */
  public constructor(
    private readonly log: Log,
    private readonly message: string,
  ) {}

  public get count(): number {
    return this.all;
  }

  public add(details: Details): void {
    if (this.all < MOST_LOGGED) {
      this.log.error(this.message, details);
    }
    this.all++;
  }

  /** Counts problems that nobody has kept the details of. */
  public addUntold(count: number): void {
    this.all += count;
  }

  /** Logs one line about all of them, if there are any. */
  public sum(message: string, details: Details): void {
    if (this.all > 0) {
      this.log.error(message, details);
    }
  }
}

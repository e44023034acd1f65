/**
 * The time between two updates: on a terminal the line is drawn again, elsewhere a new line is printed now and then.
 */
const REDRAW_MS = 100;
const REPRINT_MS = 5000;

/** The screen that progress is written to: standard output, or an object that a test gives. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** One line for each step, with the seconds since the start; counters while a step runs. */
export class Progress {
  private title = '';
  private shownAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly screen: Screen,
    private readonly now: () => number = () => performance.now(),
    private readonly startedAt = now(),
  ) {}

  /** Seconds since the start. */
  get seconds(): number {
    return (this.now() - this.startedAt) / 1000;
  }

  /** Runs a step; what it resolves to is followed by a sentence about it. */
  async step<T>(title: string, work: () => Promise<T>, sentence: (result: T) => string = () => ''): Promise<T> {
    this.title = title;
    this.shownAt = this.now();
    if (this.screen.isTTY) this.redraw('…');
    const result = await work().catch((error) => {
      if (this.screen.isTTY) this.screen.write('\n'); // the line of the step that failed stays
      throw error;
    });
    const said = sentence(result);
    this.line(`${this.screen.isTTY ? '\r\x1b[K' : ''}${this.stamp()} ${title}${said === '' ? '' : `: ${said}`}`);
    return result;
  }

  /** Says how far the step is. */
  count(done: number, of: number, what: string): void {
    const sinceShown = this.now() - this.shownAt;
    if (sinceShown < (this.screen.isTTY ? REDRAW_MS : REPRINT_MS)) return;
    this.shownAt = this.now();
    if (this.screen.isTTY) this.redraw(`: ${done} of ${of} ${what}`);
    else this.line(`${this.stamp()} ${this.title}: ${done} of ${of} ${what} …`);
  }

  line(text: string): void {
    this.screen.write(`${text}\n`);
  }

  private redraw(text: string): void {
    this.screen.write(`\r\x1b[K${this.stamp()} ${this.title}${text}`);
  }

  private stamp(): string {
    return `${this.seconds.toFixed(1).padStart(6)} s `;
  }
}

import { createInterface } from 'node:readline/promises';
import type { Writable } from 'node:stream';

/** The terminal, or what stands in its place. Results go to its output; all that people are told goes beside it. */
export interface Terminal {
  /** Writes a line of a result. */
  result(line: string): Promise<void>;
  /** Tells a person something. */
  tell(line: string): void;
  /** Shows a line that the next one replaces, where a person looks on. */
  show(line: string): void;
  /** True if a person can answer. */
  readonly isInteractive: boolean;
  /** True if a person looks on. */
  readonly isWatched: boolean;
  /** @returns true if the answer is yes */
  confirms(question: string): Promise<boolean>;
}

/** The characters of a terminal's line that are taken for all of it where the terminal does not tell. */
const USUAL_COLUMNS = 80;

export class ProcessTerminal implements Terminal {
  private isShowing = false;

  public get isInteractive(): boolean {
    return process.stdin.isTTY === true && process.stderr.isTTY === true;
  }

  public get isWatched(): boolean {
    return process.stderr.isTTY === true;
  }

  public async result(line: string): Promise<void> {
    this.clear();
    await write(process.stdout, `${line}\n`);
  }

  public tell(line: string): void {
    this.clear();
    process.stderr.write(`${line}\n`);
  }

  public show(line: string): void {
    this.clear();
    process.stderr.write(line.slice(0, (process.stderr.columns ?? USUAL_COLUMNS) - 1));
    this.isShowing = true;
  }

  public async confirms(question: string): Promise<boolean> {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return /^y(es)?$/i.test((await lines.question(`${question} [y/N] `)).trim());
    } finally {
      lines.close();
    }
  }

  private clear(): void {
    if (this.isShowing) {
      process.stderr.write('\r\x1b[K');
      this.isShowing = false;
    }
  }
}

/** Waits for a reader that is slower. */
function write(stream: Writable, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}

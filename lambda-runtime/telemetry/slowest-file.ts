import { shownPath } from '../files/shown-path';

/** Remembers which file of an invocation took longest, for the one line of the log that sums the invocation up. */
export class SlowestFile {
  private found: { readonly path: string; readonly milliseconds: number } | undefined;

  public took(path: string, milliseconds: number): void {
    if (this.found === undefined || milliseconds > this.found.milliseconds) {
      this.found = { path, milliseconds };
    }
  }

  /** Nothing where no file was worked on. */
  public details(): { readonly slowest_path?: string; readonly slowest_ms?: number } {
    return this.found === undefined
      ? {}
      : { slowest_path: shownPath(this.found.path), slowest_ms: Math.round(this.found.milliseconds * 100) / 100 };
  }
}

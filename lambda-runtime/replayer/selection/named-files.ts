import { parseFileName } from '../../files/names';
import type { Visitor } from '../../files/walk';

/** Tells files by their paths, as a walk would have come upon them. */
export class NamedFiles {
  // Of many files that share a directory each path would keep its own copy.
  private readonly directories = new Map<string, string>();

  public constructor(private readonly visitor: Visitor) {}

  /** @param path relative to the root */
  public tell(path: string): void {
    const start = path.lastIndexOf('/') + 1;
    const named = parseFileName(path.slice(start));
    switch (named?.type) {
      case 'record':
        this.visitor.record(this.shared(path.slice(0, start)), named);
        break;
      case 'segment':
        this.visitor.segment(this.shared(path.slice(0, start)), named);
        break;
      default:
        this.visitor.foreign(path);
    }
  }

  private shared(directory: string): string {
    const known = this.directories.get(directory);
    if (known === undefined) {
      this.directories.set(directory, directory);
    }
    return known ?? directory;
  }
}

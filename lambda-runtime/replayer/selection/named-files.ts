import type { Visitor } from '../../files/walk';

/** Passes files to a visitor by their paths, as a walk would. */
export class NamedFiles {
  // Of many files that share a directory each path would keep its own copy.
  private readonly directories = new Map<string, string>();

  public constructor(private readonly visitor: Visitor) {}

  /** @param path relative to the root */
  public tell(path: string): void {
    const start = path.lastIndexOf('/') + 1;
    this.visitor.file(this.shared(path.slice(0, start)), path.slice(start));
  }

  private shared(directory: string): string {
    const known = this.directories.get(directory);
    if (known === undefined) {
      this.directories.set(directory, directory);
    }
    return known ?? directory;
  }
}

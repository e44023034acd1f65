import { stat, unlink } from 'node:fs/promises';

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html: whoever wrote a file that long ago is gone.
 */
const LONGEST_INVOCATION_MS = 15 * 60 * 1000;

/**
 * Temporary files of other attempts that this sandbox came upon: a record that is delivered again opens the name that
 * its first attempt left behind. They are harmless, since readers pass them by, and nobody can tell one from a file
 * that another sandbox is writing just now. They are therefore remembered, and removed when every invocation that can
 * have written them has ended. A sandbox that ends first leaves them where they are.
 */
export class Leftovers {
  private readonly foundAt = new Map<string, number>();

  public found(path: string): void {
    if (!this.foundAt.has(path)) {
      this.foundAt.set(path, Date.now());
    }
  }

  /** Best effort, and nothing at all while none is old enough. */
  public async remove(): Promise<void> {
    const due = [...this.foundAt].filter(([, foundAt]) => isOver(foundAt)).map(([path]) => path);
    await Promise.allSettled(
      due.map(async (path) => {
        this.foundAt.delete(path);
        // Meanwhile another sandbox may have removed it, and a third be writing one of the same name.
        const { mtimeMs } = await stat(path);
        if (isOver(mtimeMs)) {
          await unlink(path);
        }
      }),
    );
  }
}

function isOver(since: number): boolean {
  return Date.now() - since > LONGEST_INVOCATION_MS;
}

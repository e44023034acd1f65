import { lstat, unlink } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { OpenDirectories } from './open-directories';

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

  /** @param path relative to the root */
  public found(path: string): void {
    if (!this.foundAt.has(path)) {
      this.foundAt.set(path, Date.now());
    }
  }

  /** Best effort, and nothing at all while none is old enough. */
  public async remove(root: string): Promise<void> {
    const due = [...this.foundAt].filter(([, foundAt]) => isOver(foundAt)).map(([path]) => path);
    const directories = new OpenDirectories(root);
    await Promise.allSettled(
      due.map((path) => {
        this.foundAt.delete(path);
        return directories.within(dirname(path), async (at) => {
          // Meanwhile another sandbox may have removed it, and a third be writing one of the same name.
          const { mtimeMs } = await lstat(`${at}/${basename(path)}`);
          if (isOver(mtimeMs)) {
            await unlink(`${at}/${basename(path)}`);
          }
        });
      }),
    );
    directories.close();
  }
}

function isOver(since: number): boolean {
  return Date.now() - since > LONGEST_INVOCATION_MS;
}

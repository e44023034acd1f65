import { lstat, opendir, unlink } from 'node:fs/promises';
import { isTemporaryName } from './atomic-write';
import { OpenDirectories } from './open-directories';

/**
 * The age of a temporary file at which its writer has certainly ended:
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
 */
const LONGEST_INVOCATION_MS = 15 * 60 * 1000;

/** The most directories that are listed at the end of one invocation, since its answer waits for that. */
const MOST_AT_ONCE = 8;

/**
 * The most directories that are kept in memory: about a megabyte of paths. The one that was written to first is dropped
 * first.
 */
const MOST_REMEMBERED = 4_096;

/**
 * Removes temporary files of attempts that ended before they were done. They are harmless, since readers pass over
 * them. A record whose first attempt ended in this way is delivered again, and goes to the same directory. The
 * directories that this sandbox wrote to are therefore kept in memory. A quarter of an hour later, when every
 * invocation that was under way has ended, each of them is listed once, and files older than that are removed. That
 * costs a few round trips for a directory, and nothing for a file. If the sandbox ends first, its files stay.
 */
export class Leftovers {
  /** The time at which this sandbox first wrote to each directory since that was last listed. */
  private readonly wroteAt = new Map<string, number>();

  /** @param directory relative to the root */
  public wrote(directory: string): void {
    if (this.wroteAt.has(directory)) {
      return;
    }
    this.wroteAt.set(directory, Date.now());
    if (this.wroteAt.size > MOST_REMEMBERED) {
      const [first] = this.wroteAt.keys();
      this.wroteAt.delete(first);
    }
  }

  /** Removes what it can, and does nothing at all while no directory is due. */
  public async remove(root: string): Promise<void> {
    const due = [...this.wroteAt].filter(([, wroteAt]) => isOver(wroteAt)).slice(0, MOST_AT_ONCE);
    if (due.length === 0) {
      return;
    }
    const directories = new OpenDirectories(root);
    await Promise.allSettled(
      due.map(([directory]) => {
        this.wroteAt.delete(directory);
        return directories.within(directory, removeIn);
      }),
    );
    directories.close();
  }
}

async function removeIn(directory: string): Promise<void> {
  for await (const { name } of await opendir(directory)) {
    // Whoever looks into the directory at the same time may be faster.
    if (isTemporaryName(name)) {
      await removeIfOver(`${directory}/${name}`).catch(() => undefined);
    }
  }
}

async function removeIfOver(path: string): Promise<void> {
  const { mtimeMs } = await lstat(path);
  if (isOver(mtimeMs)) {
    await unlink(path);
  }
}

function isOver(since: number): boolean {
  return Date.now() - since > LONGEST_INVOCATION_MS;
}

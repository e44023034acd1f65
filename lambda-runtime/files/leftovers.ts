import { lstat, opendir, unlink } from 'node:fs/promises';
import { isTemporaryName } from './atomic-write';
import { OpenDirectories } from './open-directories';

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html: whoever wrote a file that long ago is gone.
 */
const LONGEST_INVOCATION_MS = 15 * 60 * 1000;

/** Directories that are looked into at the end of one invocation, whose answer waits for it. */
const MOST_AT_ONCE = 8;

/** Directories that are remembered: about a megabyte of paths. The one that was written to first is forgotten first. */
const MOST_REMEMBERED = 4_096;

/**
 * Temporary files of attempts that ended in the middle. They are harmless, since readers pass them by. A record whose first
 * attempt ended that way is delivered again, and goes to the same directory. The directories that this sandbox wrote to are
 * therefore remembered; a quarter of an hour later, when every invocation that was under way has ended, each is listed
 * once, and what is older than that is removed. That costs a round trip or a few for a directory, and nothing for a file. A
 * sandbox that ends first leaves them where they are.
 */
export class Leftovers {
  /** The time at which this sandbox first wrote to each directory since it was last looked into. */
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

  /** Best effort, and nothing at all while no directory is due. */
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

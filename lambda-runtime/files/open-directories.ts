import { constants, existsSync } from 'node:fs';
import { type FileHandle, lstat, mkdir, open, readlink } from 'node:fs/promises';
import { basename, dirname, join, normalize } from 'node:path';
import { errorCode, wholeMessage } from '../errors';
import { shownPath } from './shown-path';

/**
 * The flag of open(2) for a handle that only stands for a place. It costs no more than looking the name up, needs no
 * right to list, and is the same number on both architectures of Lambda. Node.js has no name for it.
 */
const O_PATH = 0o10000000;

/**
 * The directory of open files. A path through it begins at the open directory itself, even if that has another name by
 * now: proc(5).
 */
const OPEN_FILES = '/proc/self/fd';

/**
 * The most handles that are kept open for the next file while nothing uses them. Lambda allows 1,024, and files need
 * 128.
 */
const MOST_IDLE = 384;

/** The codes of a file that does not exist, and of a directory that was removed and made again by somebody. */
const IS_GONE = ['ENOENT', 'ESTALE'];

/** An error: a link stands in place of a directory. A link may lead anywhere, also to the sandbox's own disk. */
export class LinkError extends Error {
  public readonly code = 'ELOOP';
}

/** A directory that is open. */
interface Place {
  /** A path that leads to it, and to nothing else. */
  readonly path: string;
  readonly close: () => Promise<void>;
}

interface Entry {
  readonly place: Promise<Place>;
  users: number;
}

/**
 * The directories below a root, each opened once and kept open, from the root on and never through a link. What is done
 * through their handles is done in the very directories that were looked at: a link that somebody puts in the place of one
 * between the look and the use leads nowhere. A directory that is moved while it is open is still written to, wherever it
 * is then.
 *
 * Without /proc, on the machine of a developer, there are no such handles: every directory is looked at once, and a link
 * that is put in its place later is followed.
 */
export class OpenDirectories {
  /** The entries; the one that was used last is the last. */
  private readonly entries = new Map<string, Entry>();
  private closed = false;

  /**
   * @param makes true if directories that are missing are made; never the root, or a mount that has gone would be
   * @param handled false if there are no handles
   */
  public constructor(
    private readonly root: string,
    private readonly makes = false,
    private readonly handled = hasHandles(),
  ) {}

  /**
   * Does work in a directory, which is open until the work has ended.
   *
   * @param directory relative to the root; '.', or nothing, is the root itself
   * @param work takes the path by which to reach what is in the directory
   * @throws LinkError if it is a link, or is behind one
   */
  public async within<Result>(directory: string, work: (path: string) => Promise<Result>): Promise<Result> {
    const key = normalize(directory).replace(/\/$/, '');
    const entry = this.entry(key);
    entry.users++;
    try {
      const { path } = await entry.place;
      try {
        return await work(path);
      } catch (error) {
        if (IS_GONE.includes(errorCode(error) ?? '')) {
          this.forget(key, entry);
        }
        throw named(error, path, join(this.root, key));
      }
    } finally {
      entry.users--;
      if (entry.users === 0 && this.entries.get(key) !== entry) {
        close(entry);
      }
      this.closeIdle();
    }
  }

  /** Closes all directories: those in use as soon as they are no longer used. */
  public close(): void {
    this.closed = true;
    this.closeIdle();
  }

  private entry(key: string): Entry {
    const known = this.entries.get(key);
    const entry = known ?? { place: this.open(key), users: 0 };
    this.entries.delete(key);
    this.entries.set(key, entry);
    if (known === undefined) {
      entry.place.catch(() => this.forget(key, entry));
    }
    return entry;
  }

  /** Drops an entry, so that the next use opens the directory again. */
  private forget(key: string, entry: Entry): void {
    if (this.entries.get(key) === entry) {
      this.entries.delete(key);
    }
  }

  private closeIdle(): void {
    let surplus = this.entries.size - (this.closed ? 0 : MOST_IDLE);
    for (const [key, entry] of this.entries) {
      if (surplus <= 0) {
        return;
      }
      if (entry.users === 0) {
        this.entries.delete(key);
        surplus--;
        close(entry);
      }
    }
  }

  private async open(key: string): Promise<Place> {
    if (key === '.') {
      return this.openPlace(this.root, 0);
    }
    const name = basename(key);
    if (name === '..') {
      throw new Error(`'${key}' leads out of the mount; give a path below it`);
    }
    return this.within(dirname(key), async (above) => {
      const path = `${above}/${name}`;
      try {
        return await this.openOrMake(path);
      } catch (error) {
        throw await asLink(error, path, key);
      }
    });
  }

  /**
   * Opens a directory, and makes it only if it is missing: mostly it exists, and `mkdir` would take the lock of the
   * directory above it.
   */
  private async openOrMake(path: string): Promise<Place> {
    try {
      return await this.openPlace(path, constants.O_NOFOLLOW);
    } catch (error) {
      if (!this.makes || errorCode(error) !== 'ENOENT') {
        throw error;
      }
    }
    await mkdir(path).catch((error: unknown) => {
      // Somebody else made it at the same moment.
      if (errorCode(error) !== 'EEXIST') {
        throw error;
      }
    });
    return this.openPlace(path, constants.O_NOFOLLOW);
  }

  private async openPlace(path: string, follow: number): Promise<Place> {
    if (!this.handled) {
      if (follow !== 0 && !(await lstat(path)).isDirectory()) {
        throw Object.assign(new Error(`ENOTDIR: not a directory, open '${path}'`), { code: 'ENOTDIR' });
      }
      return { path, close: async () => undefined };
    }
    let handle: FileHandle;
    try {
      handle = await open(path, O_PATH | constants.O_DIRECTORY | follow);
    } catch (error) {
      // Not to be taken for a file that was to be given its name.
      throw typeof error === 'object' && error !== null ? Object.assign(error, { syscall: 'opendir' }) : error;
    }
    return { path: `${OPEN_FILES}/${handle.fd}`, close: () => handle.close() };
  }
}

function close({ place }: Entry): void {
  place.then((opened) => opened.close()).catch(() => undefined);
}

let handles: boolean | undefined;

/** True if a link that is swapped in can be told from the directory that stood there. */
export function hasHandles(): boolean {
  handles ??= process.platform === 'linux' && existsSync(OPEN_FILES);
  return handles;
}

/** Tells of a link, and where it leads, in the place of a directory. */
async function asLink(error: unknown, path: string, key: string): Promise<unknown> {
  if (!['ENOTDIR', 'ELOOP'].includes(errorCode(error) ?? '')) {
    return error;
  }
  const target = await readlink(path).catch(() => undefined);
  return target === undefined
    ? error
    : new LinkError(
        `'${shownPath(`${key}/`).slice(0, -1)}' on the mount leads to ${target} by a link; replace the link by a directory`,
        {
          cause: error,
        },
      );
}

/** Puts the known path into the message of a system error, in place of the path through the handle. */
function named(error: unknown, path: string, known: string): unknown {
  if (typeof error === 'object' && error !== null && path !== known) {
    Reflect.set(error, 'message', wholeMessage(error).replaceAll(path, known));
  }
  return error;
}

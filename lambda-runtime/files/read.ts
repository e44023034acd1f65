import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { turnStartedAt } from '../event-loop/event-loop-turn';
import type { OpenDirectories } from './open-directories';

export interface FileContent {
  readonly bytes: Buffer;
  /**
   * The time that the operations from open to close took. It includes neither the wait for admission, nor the time for
   * which an operation that has ended waits for this thread, which may have a hundred other files to handle.
   */
  readonly readMs: number;
}

/**
 * The flags with which a file is opened. A link is not followed, even if it took the file's place after it was found. A
 * pipe does not block the thread that opens it: anything but a file is refused once it is open.
 */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Reads some bytes of the open file; fewer if it ends before. */
export type Peek = (position: number, length: number) => Promise<Buffer>;

/**
 * Reads one file whole. Its size is known only once it is open; `admit` is then asked, and may make the read wait until
 * there is room for that many bytes, or refuse it by throwing. It may look into the file before, to see how much it
 * unfolds to.
 *
 * @param path relative to the root of the directories
 */
export async function readWhole(
  directories: OpenDirectories,
  path: string,
  admit: (size: number, peek: Peek) => Promise<void>,
): Promise<FileContent> {
  const time = new OperationTime();
  const file = await directories.within(dirname(path), (at) => time.of(() => open(`${at}/${basename(path)}`, FLAGS)));
  let bytes: Buffer;
  try {
    const stats = await time.of(() => file.stat());
    if (!stats.isFile()) {
      throw new Error(stats.isDirectory() ? 'it is a directory' : 'it is no file');
    }
    const { size } = stats;
    await admit(size, (position, length) => peekAt(file, position, length));
    bytes = await fill(file, size, time);
  } finally {
    await time.of(() => file.close());
  }
  return { bytes, readMs: time.ms };
}

class OperationTime {
  public ms = 0;

  public async of<T>(operation: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    const result = await operation();
    this.ms += turnStartedAt() - begun;
    return result;
  }
}

async function peekAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/**
 * Reads the file with as few operations as possible. Each is a task of the thread pool, and `readFile` would ask for
 * the size once more.
 */
async function fill(file: FileHandle, size: number, time: OperationTime): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await time.of(() => file.read(bytes, filled, size - filled));
    if (bytesRead === 0) {
      throw new Error(`the file ended after ${filled} of ${size} bytes`);
    }
    filled += bytesRead;
  }
  return bytes;
}

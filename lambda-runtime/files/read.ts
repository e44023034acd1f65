import { type FileHandle, open } from 'node:fs/promises';

export interface FileContent {
  readonly bytes: Buffer;
  /** From open to close, without the time spent waiting for admission. */
  readonly readMs: number;
}

/** Reads some bytes of the open file; fewer where it ends before. */
export type Peek = (position: number, length: number) => Promise<Buffer>;

/**
 * Reads one file whole. Its size is known only once it is open; `admit` is then asked, and may make the read wait until
 * there is room for that many bytes. It may look into the file before, to see how much it unfolds to.
 */
export async function readWhole(
  path: string,
  admit: (size: number, peek: Peek) => Promise<void>,
): Promise<FileContent> {
  const opening = performance.now();
  const file = await open(path, 'r');
  let waitedMs = 0;
  let bytes: Buffer;
  try {
    const { size } = await file.stat();
    const waiting = performance.now();
    await admit(size, (position, length) => peekAt(file, position, length));
    waitedMs = performance.now() - waiting;
    bytes = await fill(file, size);
  } finally {
    await file.close();
  }
  return { bytes, readMs: performance.now() - opening - waitedMs };
}

async function peekAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Every operation is a turn of the thread pool: `readFile` would ask for the size once more. */
async function fill(file: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(bytes, filled, size - filled);
    if (bytesRead === 0) {
      throw new Error(`the file ended after ${filled} of ${size} bytes`);
    }
    filled += bytesRead;
  }
  return bytes;
}

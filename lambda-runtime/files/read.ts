import { open } from 'node:fs/promises';

export interface FileContent {
  readonly bytes: Buffer;
  /** From open to close, without the time spent waiting for admission. */
  readonly readMs: number;
}

/**
 * Reads one file whole. Its size is known only once it is open; `admit` is then asked, and may make the read wait until
 * there is room for that many bytes.
 */
export async function readWhole(path: string, admit: (size: number) => Promise<void>): Promise<FileContent> {
  const opening = performance.now();
  const file = await open(path, 'r');
  let waitedMs = 0;
  let bytes: Buffer;
  try {
    const { size } = await file.stat();
    const waiting = performance.now();
    await admit(size);
    waitedMs = performance.now() - waiting;
    bytes = await file.readFile();
  } finally {
    await file.close();
  }
  return { bytes, readMs: performance.now() - opening - waitedMs };
}

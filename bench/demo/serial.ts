import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The number of files of each class that are read one after another. A cold read takes a fifth of a second on the
 * mount.
 */
const FILES_OF_CLASS = 12;

/** The milliseconds that each file took, read by itself. */
export interface SerialReads {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/**
 * Reads files one after another, as a program would that knows nothing of read-ahead: what one file takes while nothing else
 * is going on.
 *
 * @param areCold nobody has read the files yet: they are read twice. Otherwise there are second reads alone.
 */
export async function readSerially(paths: readonly string[], areCold: boolean): Promise<SerialReads> {
  const first = areCold ? await timesOf(paths) : [];
  return { first, second: await timesOf(paths) };
}

async function timesOf(paths: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const path of paths) {
    const startedAt = performance.now();
    await readFile(path);
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Some of the files below a folder, spread evenly over all of them in the order of their names. */
export async function sampleOf(folder: string, most = FILES_OF_CLASS): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOENT') return []; // no record was of that class
    throw error;
  });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  const paths = files.map((entry) => join(entry.parentPath, entry.name));
  paths.sort();
  const count = Math.min(most, paths.length);
  return Array.from({ length: count }, (_, index) => paths[Math.floor((index * paths.length) / count)]);
}

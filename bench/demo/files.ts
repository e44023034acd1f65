import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The files below a folder. */
export interface FilesFound {
  readonly files: number;
  readonly bytes: number;
  /** Temporary files that were neither renamed nor removed. */
  readonly leftovers: readonly string[];
}

export async function countFiles(folder: string): Promise<FilesFound> {
  let files = 0;
  let bytes = 0;
  const leftovers: string[] = [];
  for (const entry of await entriesOf(folder)) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (entry.name.startsWith('.')) {
      leftovers.push(path);
      continue;
    }
    files += 1;
    bytes += (await stat(path)).size;
  }
  return { files, bytes, leftovers };
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []; // no record was of that class
    throw error;
  }
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const made: string[] = [];

/** A real directory in place of the mount; `removeMounts` in `afterEach` takes it away. */
export async function temporaryMount(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 's3files-mount-'));
  made.push(root);
  return root;
}

export async function removeMounts(): Promise<void> {
  await Promise.all(made.splice(0).map((root) => rm(root, { recursive: true, force: true })));
}

/** The paths of all files below the root, hidden ones too, sorted. */
export async function filesBelow(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

/** Every file's content by its path. */
export async function contentsBelow(root: string): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const path of await filesBelow(root)) {
    contents[path] = await readFile(join(root, path), 'utf8');
  }
  return contents;
}

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { capturePrinted, type PrintedLines } from './lambda';

const made: string[] = [];

export interface Mount {
  /** A real directory in place of the mount, empty when a test begins. */
  root: string;
  /** The metrics and the log that were printed since the test began. */
  printed: PrintedLines;
}

/**
 * Gives every test of a file a mount of its own, and catches what is printed. After each test, all mocks are restored
 * and all temporary mounts are removed. Call it once, at the top of a test file.
 */
export function useMount(): Mount {
  const mount = {} as Mount;
  beforeEach(async () => {
    mount.root = await temporaryMount();
    mount.printed = capturePrinted();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(made.splice(0).map((root) => rm(root, { recursive: true, force: true })));
  });
  return mount;
}

/** Makes one more mount, for a test that needs several. It is removed after the test where the file calls `useMount`. */
export async function temporaryMount(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 's3files-mount-'));
  made.push(root);
  return root;
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

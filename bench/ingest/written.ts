import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IngestCase } from './cases';
import type { WrittenFile } from './ceiling';

/** The files below a directory, which is looked at behind the mount: that costs no latency and fills no cache. */
export function filesBelow(root: string): WrittenFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: statSync(path).size }));
}

/** A figure counts only if all was written that should be. */
export function assertAllWritten(root: string, layout: IngestCase['layout'] | 'baseline', records: number): void {
  const files = filesBelow(root);
  const unfinished = files.find(({ path }) => basename(path).startsWith('.'));
  if (unfinished !== undefined) throw new Error(`${unfinished.path} was left unfinished`);
  const found = layout === 'segments' ? files.reduce((lines, { path }) => lines + linesOf(path), 0) : files.length;
  if (found !== records)
    throw new Error(`${found} records stand below ${root} where ${records} were given (${layout})`);
}

function linesOf(path: string): number {
  return readFileSync(path).reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 0);
}

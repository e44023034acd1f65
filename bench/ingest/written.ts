import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readFooter } from '../../lambda-runtime/records/parquet/footer';
import type { FileFormat } from './cases';
import type { WrittenFile } from './ceiling';

/** The files below a directory, which is looked at behind the mount: that costs no latency and fills no cache. */
export function filesBelow(root: string): WrittenFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: statSync(path).size }));
}

/** A figure counts only if all was written that should be. */
export function assertAllWritten(root: string, format: FileFormat, records: number): void {
  const files = filesBelow(root);
  const unfinished = files.find(({ path }) => basename(path).startsWith('.'));
  if (unfinished !== undefined) throw new Error(`${unfinished.path} was left unfinished`);
  const found = files.reduce((sum, { path }) => sum + RECORDS_OF[format](path), 0);
  if (found !== records)
    throw new Error(`${found} records stand below ${root} where ${records} were given (${format})`);
}

const LINE_BREAK = 0x0a;

const RECORDS_OF: Readonly<Record<FileFormat, (path: string) => number>> = {
  value: () => 1,
  envelopes: (path) => readFileSync(path).reduce((lines, byte) => lines + (byte === LINE_BREAK ? 1 : 0), 0),
  parquet: (path) => {
    const file = readFileSync(path);
    return readFooter(file, file.length).rows;
  },
};

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { parseFileName } from '../../../lambda-runtime/files/names';
import { decodeRecord } from '../../../lambda-runtime/records/codec';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { decodeSegment } from '../../../lambda-runtime/records/segment';
import { textOf } from './stream';

export interface Files {
  readonly visible: readonly string[];
  readonly temporary: readonly string[];
}

/** Relative to the root. */
export function listFiles(root: string): Files {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
  const isTemporary = (path: string) => basename(path).startsWith('.');
  return { visible: paths.filter((path) => !isTemporary(path)), temporary: paths.filter(isTemporary) };
}

/** The records of a file, as a reader has them: throws where it is not whole, or holds what was not sent. */
export function recordsOf(root: string, path: string): KafkaRecord[] {
  const records = readRecords(root, path);
  const torn = records.find(({ partition, offset, value }) => value?.toString() !== textOf(partition, offset));
  if (torn !== undefined) throw new Error(`${path} is torn: offset ${torn.offset} is not what was sent`);
  return records;
}

/** The records of a file, whatever they are; throws where it is not whole. */
export function readRecords(root: string, path: string): KafkaRecord[] {
  const bytes = readFileSync(join(root, path));
  const named = parseFileName(basename(path));
  if (named?.type === 'record') return [decodeRecord(named.coordinates, { extension: named.extension, bytes })];
  if (named?.type === 'segment') return [...decodeSegment(named.span, { extension: named.extension, bytes })];
  throw new Error(`${path} is not ours`);
}

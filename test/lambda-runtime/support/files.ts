import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { recordPath } from '../../../lambda-runtime/files/names';
import { encodeRecord, type RecordFormat } from '../../../lambda-runtime/records/codec';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { aRecord } from './records';

export interface StoredFile {
  readonly format?: RecordFormat;
  readonly prefix?: string;
  readonly shards?: number;
}

/** Puts a record on the mount, as the ingest handler would have. @returns the path of its file */
export async function store(root: string, record: Partial<KafkaRecord>, file: StoredFile = {}): Promise<string> {
  const { format = { type: 'envelope' }, prefix = 'small/', shards = 4 } = file;
  const whole = aRecord({ value: Buffer.from(String(record.offset)), ...record });
  const { extension, bytes } = encodeRecord(whole, format);
  const path = recordPath(prefix, { type: 'perRecord', shards }, whole, extension);
  await put(root, path, bytes);
  return path;
}

export async function put(root: string, path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

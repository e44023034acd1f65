import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { recordPath } from '../../../lambda-runtime/files/layout';
import { encodeRecord, type RecordFormat } from '../../../lambda-runtime/records/codec';
import type { Compression } from '../../../lambda-runtime/records/compression';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { perRecord } from './layouts';
import { aRecord } from './records';

export interface StoredFile {
  readonly format?: RecordFormat;
  readonly prefix?: string;
  readonly shards?: number;
  readonly compression?: Compression;
  /** The template of its name. */
  readonly name?: string;
}

/** Puts a record on the mount, as the ingest handler would have. @returns the path of its file */
export async function store(root: string, record: Partial<KafkaRecord>, file: StoredFile = {}): Promise<string> {
  const { format = { type: 'envelope' }, prefix = 'small/', shards = 4, compression = 'NONE', name } = file;
  const whole = aRecord({ value: Buffer.from(String(record.offset)), ...record });
  const { extension, bytes } = encodeRecord(whole, format, compression);
  const path = recordPath(prefix, perRecord({ shards, name }), whole, extension);
  await put(root, path, bytes);
  return path;
}

export async function put(root: string, path: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

import { isObject } from '../environment';
import { EXTENSIONS, type Extension } from '../records/codec';
import { isTopicName, type RecordCoordinates } from '../records/record';

/** How records are laid out in directories: one file a record, spread over a number of shards. */
export interface FileLayout {
  readonly type: 'perRecord';
  /**
   * Creating files in one directory is serialized by the NFS client, which holds the directory's lock across the round
   * trip; files of one partition and hour are therefore spread over this many directories. 1 means no such directory.
   */
  readonly shards: number;
}

export interface NamedRecord {
  readonly coordinates: RecordCoordinates;
  readonly extension: Extension;
}

const LAST_OF_YEAR_9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
// Limits of S3 Files: what is longer is never exported to the bucket.
const LONGEST_NAME = 255;
const LONGEST_KEY = 1024;
// A plus sign is in no topic's name, so the three parts can be told apart whatever dots and dashes a topic has.
const FILE_NAME = /^([A-Za-z0-9._-]{1,249})\+(0|[1-9]\d*)\+(\d{20})(\.[a-z.]+)$/;

export function parseLayout(setting: unknown): FileLayout {
  if (isObject(setting) && setting.type === 'perRecord') {
    const { type, shards } = setting;
    if (typeof shards === 'number' && Number.isInteger(shards) && shards >= 1 && shards <= 256) {
      return { type, shards };
    }
  }
  throw new Error(`layout ${JSON.stringify(setting)} is unknown; give {"type":"perRecord","shards":1 to 256}`);
}

/**
 * The file of a record, relative to the mount. It depends on the record alone, so that a redelivered record replaces
 * its own file. Offsets are padded to the 20 digits of a 64-bit number: names sort as offsets do.
 */
export function recordPath(
  classPrefix: string,
  layout: FileLayout,
  record: RecordCoordinates & { readonly timestamp: number | null },
  extension: Extension,
): string {
  const name = fileName(record, extension);
  const partition = `${record.topic}+${record.partition}/`;
  const path = `${classPrefix}${hour(record.timestamp)}${partition}${shard(layout, record.offset)}${name}`;
  if (Buffer.byteLength(name) > LONGEST_NAME) {
    throw new Error(
      `the file name would have ${Buffer.byteLength(name)} bytes, S3 Files takes ${LONGEST_NAME}: ${name}`,
    );
  }
  if (Buffer.byteLength(path) > LONGEST_KEY) {
    throw new Error(
      `the path would have ${Buffer.byteLength(path)} bytes, an S3 key has at most ${LONGEST_KEY}: ${path}`,
    );
  }
  return path;
}

export function fileName({ topic, partition, offset }: RecordCoordinates, extension: Extension): string {
  return `${topic}+${partition}+${String(offset).padStart(20, '0')}${extension}`;
}

/** @returns undefined for a name that this library does not give */
export function parseFileName(name: string): NamedRecord | undefined {
  const [, topic, partition, offset, extension] = FILE_NAME.exec(name) ?? [];
  const known = EXTENSIONS.find((candidate) => candidate === extension);
  const coordinates = { topic: topic ?? '', partition: Number(partition), offset: Number(offset) };
  if (
    known === undefined ||
    !isTopicName(topic) ||
    !Number.isSafeInteger(coordinates.partition) ||
    !Number.isSafeInteger(coordinates.offset)
  ) {
    return undefined;
  }
  return { coordinates, extension: known };
}

function hour(timestamp: number | null): string {
  if (timestamp === null || !Number.isInteger(timestamp) || timestamp < 0 || timestamp > LAST_OF_YEAR_9999) {
    return 'unknown-time/';
  }
  const [date = '', time = ''] = new Date(timestamp).toISOString().split('T');
  return `${date.replaceAll('-', '/')}/${time.slice(0, 2)}/`;
}

function shard({ shards }: FileLayout, offset: number): string {
  if (shards === 1) {
    return '';
  }
  return `${String(offset % shards).padStart(String(shards - 1).length, '0')}/`;
}

import { isObject } from '../environment';
import type { Extension } from '../records/codec';
import type { KafkaRecord } from '../records/record';
import type { SegmentExtension, SegmentSpan } from '../records/segment';
import { parseDirectories } from './directory-parts';
import { parseNameTemplate } from './name-template';
import { fileName, segmentName } from './names';
import type { RecordPart } from './record-parts';

interface Placed {
  readonly directories: readonly RecordPart[];
  /** The key, in the bucket, of the directory that is mounted: part of every object's key, and of no path. */
  readonly rootKey: string;
}

/** One file a record. */
export interface PerRecordLayout extends Placed {
  readonly type: 'perRecord';
  /**
   * Creating files in one directory is serialized by the NFS client, which holds the directory's lock across the round
   * trip; files of one partition and hour are therefore spread over this many directories. 1 means no such directory.
   */
  readonly shards: number;
  /** What stands before the coordinates in the file's name. */
  readonly namePrefix: RecordPart;
}

/** The records of a batch that belong to one directory and partition, in one file. */
export interface SegmentsLayout extends Placed {
  readonly type: 'segments';
  /** Where a segment is cut, in bytes of its lines; a single line may be longer. */
  readonly maxBytes: number;
}

export type FileLayout = PerRecordLayout | SegmentsLayout;

// Limits of S3 Files: what is longer is never exported to the bucket.
const LONGEST_COMPONENT = 255;
const LONGEST_KEY = 1024;

/** Settings that are absent have their defaults. */
export function parseLayout(setting: unknown, rootKey = ''): FileLayout {
  const { type, directories, name, shards, maxBytes }: Record<string, unknown> = isObject(setting) ? setting : {};
  if (type === 'perRecord' && isIntegerFrom1To(256, shards)) {
    const namePrefix = parseNameTemplate(name);
    return { type, rootKey, directories: parseDirectories(directories), shards, namePrefix };
  }
  if (type === 'segments' && isIntegerFrom1To(Number.MAX_SAFE_INTEGER, maxBytes)) {
    return { type, rootKey, directories: parseDirectories(directories), maxBytes };
  }
  throw new Error(
    `the layout ${JSON.stringify(setting)} is unknown; give {"type":"perRecord","shards":1 to 256}, or ` +
      '{"type":"segments","maxBytes":1 or more}',
  );
}

/** The directory of a record's file or segment, relative to the mount: empty, or ending in a slash. */
export function recordDirectory(classPrefix: string, layout: FileLayout, record: KafkaRecord): string {
  const directories = layout.directories.map((part) => `${part(record)}/`).join('');
  return `${classPrefix}${directories}${layout.type === 'perRecord' ? shard(layout, record.offset) : ''}`;
}

/** The file of a record, made of the record alone: a redelivered record replaces its own file. */
export function recordPath(
  classPrefix: string,
  layout: PerRecordLayout,
  record: KafkaRecord,
  extension: Extension,
): string {
  const directory = recordDirectory(classPrefix, layout, record);
  return withinLimits(`${directory}${fileName(record, extension, layout.namePrefix(record))}`, layout);
}

export function segmentPath(
  directory: string,
  layout: SegmentsLayout,
  span: SegmentSpan,
  extension: SegmentExtension,
): string {
  return withinLimits(`${directory}${segmentName(span, extension)}`, layout);
}

function withinLimits(path: string, { rootKey }: Placed): string {
  const tooLong = path.split('/').find((component) => Buffer.byteLength(component) > LONGEST_COMPONENT);
  if (tooLong !== undefined) {
    throw new Error(
      `a file or directory would have a name of ${Buffer.byteLength(tooLong)} bytes, S3 Files takes ` +
        `${LONGEST_COMPONENT}: ${tooLong}`,
    );
  }
  const key = `${rootKey}${path}`;
  if (Buffer.byteLength(key) > LONGEST_KEY) {
    throw new Error(
      `the object's key would have ${Buffer.byteLength(key)} bytes, and at most ${LONGEST_KEY} are exported: ${key}`,
    );
  }
  return path;
}

function shard({ shards }: PerRecordLayout, offset: number): string {
  if (shards === 1) {
    return '';
  }
  return `${String(offset % shards).padStart(String(shards - 1).length, '0')}/`;
}

function isIntegerFrom1To(most: number, value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most;
}

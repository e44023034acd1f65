import { isSegmentSize, isShardCount, MAX_SHARDS } from '../../src/contract/layouts';
import { MAX_COMPONENT_BYTES, MAX_KEY_BYTES } from '../../src/contract/limits';
import { isObject } from '../environment';
import type { Extension } from '../records/codec';
import type { KafkaRecord } from '../records/record';
import type { SegmentExtension, SegmentSpan } from '../records/segment';
import { UnwritableRecordError } from '../records/unwritable-record-error';
import { parseDirectories } from './directory-parts';
import { parseNameTemplate } from './name-template';
import { fileName, segmentName } from './names';
import type { RecordPart } from './record-parts';

interface Placed {
  readonly directories: readonly RecordPart[];
  /** The key, in the bucket, of the directory that is mounted: part of every object's key, and of no path. */
  readonly rootKey: string;
}

/** A layout with one file for each record. */
export interface PerRecordLayout extends Placed {
  readonly type: 'perRecord';
  /**
   * Creating files in one directory is serialized by the NFS client, which holds the directory's lock across the round
   * trip; files of one partition and hour are therefore spread over this many directories. 1 means no such directory.
   */
  readonly shards: number;
  /** The text before the coordinates in the file's name. */
  readonly namePrefix: RecordPart;
}

/** The records of a batch that belong to one directory and partition, in one file. */
export interface SegmentsLayout extends Placed {
  readonly type: 'segments';
  /** The size at which a segment is cut, in bytes of its lines; a single line may be longer. */
  readonly maxBytes: number;
}

export type FileLayout = PerRecordLayout | SegmentsLayout;

/** Settings that are absent have their defaults. */
export function parseLayout(setting: unknown, rootKey = ''): FileLayout {
  const { type, directories, name, shards, maxBytes }: Record<string, unknown> = isObject(setting) ? setting : {};
  if (type === 'perRecord' && isShardCount(shards)) {
    const namePrefix = parseNameTemplate(name);
    return { type, rootKey, directories: parseDirectories(directories), shards, namePrefix };
  }
  if (type === 'segments' && isSegmentSize(maxBytes)) {
    return { type, rootKey, directories: parseDirectories(directories), maxBytes };
  }
  throw new Error(
    `the layout ${JSON.stringify(setting)} is unknown; give {"type":"perRecord","shards":1 to ${MAX_SHARDS}}, or ` +
      '{"type":"segments","maxBytes":1 or more}',
  );
}

/** The directory of a record's file or segment, relative to the mount: empty, or ending in a slash. */
export function recordDirectory(classPrefix: string, layout: FileLayout, record: KafkaRecord): string {
  const directories = layout.directories.map((part) => `${part(record)}/`).join('');
  return `${classPrefix}${directories}${layout.type === 'perRecord' ? shard(layout, record.offset) : ''}`;
}

/**
 * The path of a record's file. It is made of the record alone, so that a record which is delivered again replaces its
 * own file.
 */
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

/** @throws without the path in the message, which goes to the log: records' keys may be part of it */
export function withinLimits(path: string, { rootKey }: Pick<Placed, 'rootKey'>): string {
  const tooLong = path.split('/').find((component) => Buffer.byteLength(component) > MAX_COMPONENT_BYTES);
  if (tooLong !== undefined) {
    throw new UnwritableRecordError(
      `a file or directory would have a name of ${Buffer.byteLength(tooLong)} bytes, S3 Files takes ${MAX_COMPONENT_BYTES}`,
    );
  }
  const key = `${rootKey}${path}`;
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new UnwritableRecordError(
      `the object's key would have ${Buffer.byteLength(key)} bytes, and at most ${MAX_KEY_BYTES} are exported`,
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

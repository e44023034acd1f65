import { MAX_FILE_BYTES } from '../../../src/contract/limits';
import { ENVELOPE_EXTENSION, PARQUET_EXTENSION } from '../../../src/contract/record-formats';
import { UNWRITABLE_EXTENSION } from '../../../src/contract/unwritable-records';
import { fileName, segmentName } from '../../files/names';
import type { Extension } from '../../records/codec';
import type { SegmentExtension, SegmentSpan } from '../../records/segment';
import type { Position } from '../runs/position';
import { compare } from './compare';
import type { ForeignFormat, ForeignSuffix } from './foreign/foreign-format';

interface Place {
  /** The first offset that the file may hold, and the last. */
  readonly first: number;
  readonly last: number;
  readonly directory: string;
}

export interface RecordFile extends Place {
  readonly extension: Extension;
  /** The part before the coordinates in its name; absent in a segment's. */
  readonly prefix: string;
  /** Other files of the same record, in the order in which they take the place of one that cannot be read. */
  copies?: RecordFile[];
}

export interface SegmentFile extends Place, Pick<SegmentSpan, 'count' | 'offsetsHash'> {
  readonly extension: SegmentExtension;
  readonly prefix?: undefined;
  readonly copies?: undefined;
}

/**
 * A file of others. Its first and last offset are places in the order of this replay alone: the files of a partition follow each
 * other, each with room for all the lines that a file can have.
 */
export interface ForeignFile extends Place {
  /** The ending of its compression; what it holds is told by the format. */
  readonly extension: ForeignSuffix;
  readonly name: string;
  /** The offset of its first record, where the path tells it. */
  readonly offset: number | undefined;
  /** The time of its one record, where the path tells it to the second. */
  readonly time: number | undefined;
  /** True if the path tells the time that the file is of. */
  readonly isTimed: boolean;
  readonly prefix?: undefined;
  readonly copies?: undefined;
}

/**
 * A file to replay. It is small on purpose, since there may be millions; the rest of its name is that of its partition.
 */
export type FileToReplay = RecordFile | SegmentFile | ForeignFile;

/** The further properties of a partition of others' files. */
export interface ForeignPartition {
  readonly format: ForeignFormat;
  /** The offsets that are wanted, and the one before which they end. */
  readonly from: number;
  readonly to: number;
  /** The offset, or else the path, of each file in the order of this replay. */
  readonly order: readonly (number | string)[];
}

export interface SourcePartition {
  /** `<topic>+<partition>`, as in the names of its files. */
  readonly key: string;
  readonly topic: string;
  readonly partition: number;
  /** The offset at which the replay begins, and the one before which it ends. */
  readonly from: number;
  readonly to: number;
  /**
   * The files, sorted by first offset, whatever hour, shard or size class they are in. A record has at most one file of
   * its own.
   */
  files: FileToReplay[];
  /** The files of others; undefined if the files are this library's. */
  readonly foreign?: ForeignPartition;
}

/** The lines that a file has room for in the order of a replay: more than the largest file can have. */
export const LINES_OF_FILE = 2 * MAX_FILE_BYTES;

/** @returns the position that a replay goes on from, so that it means the same when other files have come in between */
export function positionAt({ foreign }: Pick<SourcePartition, 'foreign'>, offset: number): Position {
  if (foreign === undefined) {
    return offset;
  }
  const file = foreign.order[Math.floor(offset / LINES_OF_FILE)] ?? '';
  const line = offset % LINES_OF_FILE;
  return typeof file === 'number' ? { offset: file, line } : { path: file, line };
}

/** @returns the offset, in the order of this replay, that a position stands for: its own, or the first one behind it */
export function offsetAt({ foreign }: Pick<SourcePartition, 'foreign'>, position: Position): number {
  if (foreign === undefined || typeof position === 'number') {
    return Number(position);
  }
  const file = 'path' in position ? position.path : position.offset;
  const index = firstNotBefore(foreign.order, file);
  return index * LINES_OF_FILE + (foreign.order[index] === file ? position.line : 0);
}

function firstNotBefore(order: readonly (number | string)[], file: number | string): number {
  let [low, high] = [0, order.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle] ?? file) < file) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

export function pathOf({ topic, partition }: Pick<SourcePartition, 'topic' | 'partition'>, file: FileToReplay): string {
  const { first, directory } = file;
  if (isForeign(file)) {
    return `${directory}${file.name}`;
  }
  return file.prefix === undefined
    ? `${directory}${segmentName({ ...file, topic, partition }, file.extension)}`
    : `${directory}${fileName({ topic, partition, offset: first }, file.extension, file.prefix)}`;
}

export function isForeign(file: FileToReplay): file is ForeignFile {
  return 'name' in file;
}

export function isSegment(file: FileToReplay): file is SegmentFile {
  return 'count' in file;
}

export function hasManyRecords(file: FileToReplay): boolean {
  return file.prefix === undefined;
}

/** Tells whether a file is in a window of time because of its path, for what its records do not tell themselves. */
export function isTimedByPath(file: FileToReplay): boolean {
  return isForeign(file) ? file.isTimed : isRaw(file);
}

/** Tells whether a file holds a record's value and nothing else of it. */
export function isRaw({ prefix, extension }: FileToReplay): boolean {
  return (
    prefix !== undefined &&
    extension !== UNWRITABLE_EXTENSION &&
    extension !== PARQUET_EXTENSION &&
    !extension.startsWith(ENVELOPE_EXTENSION)
  );
}

/** Ranks the files of a record that stands in several: the lowest counts. A raw file knows less than the others. */
export function rankOf(file: FileToReplay): number {
  return file.prefix === undefined ? 1 : isRaw(file) ? 2 : 0;
}

/**
 * Sorts the files, and puts those that their names alone show to be second files of a record behind its first one; in
 * which segments it stands besides is seen when they are read. Of equals the first path counts, so that runs agree.
 */
export function eachRecordOnce(files: FileToReplay[]): FileToReplay[] {
  files.sort((a, b) => a.first - b.first || rankOf(a) - rankOf(b) || compare(nameOf(a), nameOf(b)));
  let last: RecordFile | undefined;
  return files.filter((file) => {
    if (file.prefix === undefined) {
      return true;
    }
    if (file.first === last?.first) {
      last.copies = [...(last.copies ?? []), file];
      return false;
    }
    last = file;
    return true;
  });
}

function nameOf({ directory, prefix, extension, last }: FileToReplay): string {
  return `${directory}${prefix ?? last} ${extension}`;
}

import { ENVELOPE_EXTENSION } from '../../../src/contract/record-formats';
import { UNWRITABLE_EXTENSION } from '../../../src/contract/unwritable-records';
import { fileName, segmentName } from '../../files/names';
import type { Extension } from '../../records/codec';
import type { SegmentExtension, SegmentSpan } from '../../records/segment';

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

/** A file to replay. Small on purpose, there may be millions; the rest of its name is its partition's. */
export type FileToReplay = RecordFile | SegmentFile;

export interface SourcePartition {
  /** `<topic>+<partition>`, as in the names of its files. */
  readonly key: string;
  readonly topic: string;
  readonly partition: number;
  /** The offset at which the replay begins, and the one before which it ends. */
  readonly from: number;
  readonly to: number;
  /**
   * Sorted by first offset, whatever hour, shard or size class they were filed under; a record has one file of its own
   * at most.
   */
  files: FileToReplay[];
}

export function pathOf({ topic, partition }: Pick<SourcePartition, 'topic' | 'partition'>, file: FileToReplay): string {
  const { first, directory } = file;
  return file.prefix === undefined
    ? `${directory}${segmentName({ ...file, topic, partition }, file.extension)}`
    : `${directory}${fileName({ topic, partition, offset: first }, file.extension, file.prefix)}`;
}

/** Tells whether a file holds a record's value and nothing else of it. */
export function isRaw({ prefix, extension }: FileToReplay): boolean {
  return prefix !== undefined && extension !== UNWRITABLE_EXTENSION && !extension.startsWith(ENVELOPE_EXTENSION);
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

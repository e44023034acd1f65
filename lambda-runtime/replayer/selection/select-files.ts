import { cut, unreadableMessage } from '../../errors';
import { fileName, segmentName } from '../../files/names';
import type { Extension } from '../../records/codec';
import type { SegmentExtension, SegmentSpan } from '../../records/segment';
import { MOST_LOGGED } from '../../telemetry/problem-log';
import { type Filters, offsetsOf } from '../request/filters';
import type { Positions } from '../runs/cursor';
import type { FileSource } from './file-source';
import { Sample } from './sample';

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

export interface SelectedFiles {
  readonly partitions: readonly SourcePartition[];
  /** The paths of files that are not ours. */
  readonly foreign: Pick<Sample, 'count' | 'first'>;
  /** What is wrong with directories that could not be listed, and names that are no text. */
  readonly unlisted: Pick<Sample, 'count' | 'first'>;
  /** Second files of single records. */
  readonly duplicates: number;
}

const MOST_EXAMPLES = 5;

/** Finds out what is to be replayed, from the given positions on. */
export async function selectFiles(
  tellFiles: FileSource,
  { filters }: { readonly filters: Filters },
  positions: Positions,
): Promise<SelectedFiles> {
  const partitions = new Map<string, SourcePartition>();
  const foreign = new Sample(MOST_EXAMPLES);
  const unlisted = new Sample(MOST_LOGGED);
  const add = ({ topic, partition }: Pick<SourcePartition, 'topic' | 'partition'>, file: FileToReplay) => {
    const key = `${topic}+${partition}`;
    const wanted = offsetsOf(filters, partition);
    const from = Math.max(positions.get(key) ?? 0, wanted?.from ?? 0);
    if (wanted === undefined || file.last < from || file.first >= wanted.to) {
      return;
    }
    let found = partitions.get(key);
    if (found === undefined) {
      found = { key, topic, partition, from, to: wanted.to, files: [] };
      partitions.set(key, found);
    }
    found.files.push(file);
  };
  await tellFiles({
    record: (directory, { coordinates, extension, prefix }) =>
      add(coordinates, { first: coordinates.offset, last: coordinates.offset, directory, extension, prefix }),
    segment: (directory, { span, extension }) =>
      add(span, { first: span.first, last: span.last, count: span.count, ...hashOf(span), directory, extension }),
    foreign: (path) => foreign.add(cut(path)),
    unreadable: (path, error) => unlisted.add(unreadableMessage(path, error)),
  });
  let duplicates = 0;
  for (const partition of partitions.values()) {
    const before = partition.files.length;
    partition.files = eachRecordOnce(partition.files);
    duplicates += before - partition.files.length;
  }
  return { partitions: [...partitions.values()], foreign, unlisted, duplicates };
}

/** Most files have none: millions of them are not to keep a place for it. */
function hashOf({ offsetsHash }: SegmentSpan): Pick<SegmentFile, 'offsetsHash'> {
  return offsetsHash === undefined ? {} : { offsetsHash };
}

export function pathOf({ topic, partition }: SourcePartition, file: FileToReplay): string {
  const { first, directory } = file;
  return file.prefix === undefined
    ? `${directory}${segmentName({ ...file, topic, partition }, file.extension)}`
    : `${directory}${fileName({ topic, partition, offset: first }, file.extension, file.prefix)}`;
}

/** Ranks the files of a record that stands in several: the lowest counts. A raw file knows less than the others. */
export function rankOf({ prefix, extension }: FileToReplay): number {
  return prefix === undefined ? 1 : extension.startsWith('.record.json') ? 0 : 2;
}

/**
 * Sorts the files, and puts those that their names alone show to be second files of a record behind its first one; in
 * which segments it stands besides is seen when they are read. Of equals the first path counts, so that runs agree.
 */
function eachRecordOnce(files: FileToReplay[]): FileToReplay[] {
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

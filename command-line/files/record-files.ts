import { type NamedRecord, type NamedSegment, parseFileName } from '../../lambda-runtime/files/names';
import { type Filters, offsetsOf } from '../../lambda-runtime/replayer/request/filters';
import type { Found } from './place';

/** A file whose name says which records it holds. */
export interface RecordFile extends Found {
  readonly named: NamedRecord | NamedSegment;
  readonly topic: string;
  readonly partition: number;
  /** The first and the last offset. */
  readonly first: number;
  readonly last: number;
  readonly records: number;
}

export interface SortedFiles {
  /** The files, ordered by topic, partition and offset. */
  readonly files: readonly RecordFile[];
  /** Files whose names are not this library's. */
  readonly others: number;
}

/** Sorts files by the records that their names tell of, and leaves out those that the filters do not want by then. */
export function recordFiles(found: readonly Found[], filters: Filters): SortedFiles {
  const named = found.map(ofName);
  const files = named.flatMap((file) => (file !== undefined && isWanted(file, filters) ? file : []));
  files.sort(
    (a, b) => compare(a.topic, b.topic) || a.partition - b.partition || a.first - b.first || compare(a.path, b.path),
  );
  return { files, others: named.filter((file) => file === undefined).length };
}

function ofName(found: Found): RecordFile | undefined {
  const named = parseFileName(found.path.slice(found.path.lastIndexOf('/') + 1));
  if (named === undefined) {
    return undefined;
  }
  if (named.type === 'segment') {
    const { topic, partition, first, last, count } = named.span;
    return { ...found, named, topic, partition, first, last, records: count };
  }
  const { topic, partition, offset } = named.coordinates;
  return { ...found, named, topic, partition, first: offset, last: offset, records: 1 };
}

function isWanted({ partition, first, last }: RecordFile, filters: Filters): boolean {
  const wanted = offsetsOf(filters, partition);
  return wanted !== undefined && last >= wanted.from && first < wanted.to;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

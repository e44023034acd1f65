import { UNWRITABLE_EXTENSION } from '../../../src/contract/unwritable-records';
import { shownPath, unreadableMessage } from '../../files/shown-path';
import type { SizeClass } from '../../files/size-class';
import type { SegmentSpan } from '../../records/segment';
import { MOST_LOGGED } from '../../telemetry/problem-log';
import { offsetsOf } from '../request/filters';
import type { ReplayRequest } from '../request/request';
import type { Positions } from '../runs/cursor';
import type { FileSource } from './file-source';
import { eachRecordOnce, type FileToReplay, pathOf, type SegmentFile, type SourcePartition } from './file-to-replay';
import { JudgeByName } from './judge-by-name';
import { Sample } from './sample';

export interface SelectedFiles {
  readonly partitions: readonly SourcePartition[];
  /** Files of records, whatever the request takes of them, and the numbers of their partitions. */
  readonly ours: { readonly count: number; readonly partitions: ReadonlySet<number> };
  /** The paths of files that are not ours. */
  readonly foreign: Pick<Sample, 'count' | 'first'>;
  /** What is wrong with directories that could not be listed, and names that are no text. */
  readonly unlisted: Pick<Sample, 'count' | 'first'>;
  /** Second files of single records. */
  readonly duplicates: number;
  /** The files that were left out, or taken, because of their names and directories. */
  readonly byName: Pick<JudgeByName, 'unopened' | 'byDirectory'>;
}

const MOST_EXAMPLES = 5;

/** Finds out what is to be replayed, from the given positions on. */
export async function selectFiles(
  tellFiles: FileSource,
  { filters, sourceFormat }: Pick<ReplayRequest, 'filters' | 'sourceFormat'>,
  positions: Positions,
  sizeClasses: readonly SizeClass[],
): Promise<SelectedFiles> {
  const partitions = new Map<string, SourcePartition>();
  const ours = { count: 0, partitions: new Set<number>() };
  const foreign = new Sample(MOST_EXAMPLES);
  const unlisted = new Sample(MOST_LOGGED);
  const add = ({ topic, partition }: Pick<SourcePartition, 'topic' | 'partition'>, file: FileToReplay) => {
    ours.count++;
    ours.partitions.add(partition);
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
    record: (directory, { coordinates, extension, prefix }) => {
      const file = { first: coordinates.offset, last: coordinates.offset, directory, extension, prefix };
      if ((extension === UNWRITABLE_EXTENSION) === (sourceFormat === 'unwritable')) {
        add(coordinates, file);
      } else {
        foreign.add(shownPath(pathOf(coordinates, file)));
      }
    },
    segment: (directory, { span, extension }) => {
      const file = { first: span.first, last: span.last, count: span.count, ...hashOf(span), directory, extension };
      if (sourceFormat === 's3files') {
        add(span, file);
      } else {
        foreign.add(shownPath(pathOf(span, file)));
      }
    },
    foreign: (path) => foreign.add(shownPath(path)),
    unreadable: (path, error) => unlisted.add(unreadableMessage(path, error)),
  });
  const byName = new JudgeByName(filters, sizeClasses);
  let duplicates = 0;
  for (const partition of partitions.values()) {
    const before = partition.files.length;
    const once = eachRecordOnce(partition.files);
    duplicates += before - once.length;
    partition.files = opened(once, partition.partition, byName);
  }
  return {
    partitions: [...partitions.values()].filter(({ files }) => files.length > 0),
    ours,
    foreign,
    unlisted,
    duplicates,
    byName,
  };
}

/** Leaves out the files that need not be opened; of a record's copies, those that need be stay. */
function opened(files: readonly FileToReplay[], partition: number, byName: JudgeByName): FileToReplay[] {
  if (byName.opensAll) {
    return [...files];
  }
  return files.flatMap((file) => {
    if (file.copies === undefined) {
      return byName.opens(file, partition) ? [file] : [];
    }
    const [first, ...copies] = byName.openedOf([file, ...file.copies], partition);
    return first === undefined ? [] : [{ ...first, copies }];
  });
}

/** Most files have none: millions of them are not to keep a place for it. */
function hashOf({ offsetsHash }: SegmentSpan): Pick<SegmentFile, 'offsetsHash'> {
  return offsetsHash === undefined ? {} : { offsetsHash };
}

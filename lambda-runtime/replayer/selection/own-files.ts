import { UNWRITABLE_EXTENSION } from '../../../src/contract/unwritable-records';
import { parseFileName } from '../../files/names';
import type { SizeClass } from '../../files/size-class';
import type { SegmentSpan } from '../../records/segment';
import { type Filters, offsetsOf } from '../request/filters';
import type { Positions } from '../runs/position';
import { eachRecordOnce, type FileToReplay, type SegmentFile, type SourcePartition } from './file-to-replay';
import { JudgeByName } from './judge-by-name';
import type { FoundFiles, NamedFileSorter } from './name-sorter';

/** Sorts the files that this library writes: those of the ingest, or those of records that it has set aside. */
export class OwnFiles implements NamedFileSorter {
  public readonly count = { all: 0, partitions: new Set<number>() };
  private readonly partitions = new Map<string, SourcePartition>();

  public constructor(
    private readonly isSetAside: boolean,
    private readonly filters: Filters,
    private readonly positions: Positions,
    private readonly sizeClasses: readonly SizeClass[],
  ) {}

  public take(directory: string, name: string): boolean {
    const named = parseFileName(name);
    switch (named?.type) {
      case 'record': {
        const { coordinates, extension, prefix } = named;
        if ((extension === UNWRITABLE_EXTENSION) !== this.isSetAside) {
          return false;
        }
        this.add(coordinates, { first: coordinates.offset, last: coordinates.offset, directory, extension, prefix });
        return true;
      }
      case 'segment': {
        if (this.isSetAside) {
          return false;
        }
        const { span, extension } = named;
        const { first, last, count } = span;
        this.add(span, { first, last, count, ...hashOf(span), directory, extension });
        return true;
      }
      default:
        return false;
    }
  }

  public sorted(): FoundFiles {
    const byName = new JudgeByName(this.filters, this.sizeClasses);
    let duplicates = 0;
    for (const partition of this.partitions.values()) {
      const before = partition.files.length;
      const once = eachRecordOnce(partition.files);
      duplicates += before - once.length;
      partition.files = opened(once, partition.partition, byName);
    }
    return { partitions: [...this.partitions.values()], duplicates, byName };
  }

  private add({ topic, partition }: Pick<SourcePartition, 'topic' | 'partition'>, file: FileToReplay): void {
    this.count.all++;
    this.count.partitions.add(partition);
    const key = `${topic}+${partition}`;
    const wanted = offsetsOf(this.filters, partition);
    const from = Math.max(Number(this.positions.get(key) ?? 0), wanted?.from ?? 0);
    if (wanted === undefined || file.last < from || file.first >= wanted.to) {
      return;
    }
    let found = this.partitions.get(key);
    if (found === undefined) {
      found = { key, topic, partition, from, to: wanted.to, files: [] };
      this.partitions.set(key, found);
    }
    found.files.push(file);
  }
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

/** The hash in a segment's name. Most files have none, and millions of them need not have an empty member for it. */
function hashOf({ offsetsHash }: SegmentSpan): Pick<SegmentFile, 'offsetsHash'> {
  return offsetsHash === undefined ? {} : { offsetsHash };
}

import type { TimeUnit } from '../../../../src/contract/layouts';
import { type Filters, offsetsOf } from '../../request/filters';
import type { Positions } from '../../runs/position';
import { compare } from '../compare';
import { type ForeignFile, LINES_OF_FILE, offsetAt, type SourcePartition } from '../file-to-replay';
import type { FoundFiles, NamedFileSorter } from '../name-sorter';
import type { ForeignFormat, ForeignName } from './foreign-format';

type FoundFile = Omit<ForeignFile, 'first' | 'last'>;

interface Found {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly to: number;
  readonly files: FoundFile[];
}

/** The only partition of files whose paths tell neither topic nor partition. */
const ALL = 'files';

/**
 * Sorts files of others: the partitions that their paths tell, each in the order of offsets where the paths tell them, and else in
 * the order of the paths.
 */
export class ForeignFiles implements NamedFileSorter {
  public readonly count = { all: 0, partitions: new Set<number>() };
  private readonly found = new Map<string, Found>();
  private readonly unopened = { filtered: 0, unknownTime: 0 };
  private readonly byDirectory = new Map<TimeUnit, number>();

  /** @param tellsTimes whether the files may tell the times of their records, so that one without a time in its path is opened */
  public constructor(
    private readonly format: ForeignFormat,
    private readonly filters: Filters,
    private readonly positions: Positions,
    private readonly tellsTimes: boolean,
  ) {}

  public take(directory: string, name: string): boolean {
    const parsed = this.format.parse(directory, name);
    if (parsed === undefined) {
      return false;
    }
    const { topic = '', partition, offset, time, extension } = parsed;
    this.count.all++;
    if (partition !== undefined) {
      this.count.partitions.add(partition);
    }
    const wanted = offsetsOf(this.filters, partition ?? 0);
    if (wanted === undefined || (offset !== undefined && offset >= wanted.to) || !this.isInTime(parsed)) {
      return true;
    }
    const key = partition === undefined ? topic || ALL : `${topic}+${partition}`;
    let found = this.found.get(key);
    if (found === undefined) {
      found = { topic, partition: partition ?? 0, ...wanted, files: [] };
      this.found.set(key, found);
    }
    const exact = time !== undefined && time.unit === undefined ? time.from : undefined;
    found.files.push({ directory, name, extension, offset, time: exact, isTimed: time !== undefined });
    return true;
  }

  public sorted(): FoundFiles {
    return {
      partitions: [...this.found].map(([key, found]) => this.inOrder(key, found)),
      duplicates: 0, // seen when they are read, and counted then
      byName: { unopened: this.unopened, byDirectory: this.byDirectory, withoutFields: 0 },
    };
  }

  /** Looks at the time in a path, and counts what it decides. */
  private isInTime({ time }: ForeignName): boolean {
    const window = this.filters.time;
    if (window === undefined) {
      return true;
    }
    if (time === undefined) {
      this.unopened.unknownTime += this.tellsTimes ? 0 : 1;
      return this.tellsTimes;
    }
    const { from = 0, to = Number.POSITIVE_INFINITY } = window;
    if (time.to <= from || time.from >= to) {
      this.unopened.filtered++;
      return false;
    }
    if (time.unit !== undefined) {
      this.byDirectory.set(time.unit, (this.byDirectory.get(time.unit) ?? 0) + 1);
    }
    return true;
  }

  /**
   * Puts the files of a partition in order. Two files that begin with the same record hold the same records: they have
   * the same places in the order, so that each record goes out once, and the rest of the longer one follows the end of
   * the other.
   */
  private inOrder(key: string, { topic, partition, from, to, files }: Found): SourcePartition {
    files.sort((a, b) => compare(a.offset ?? 0, b.offset ?? 0) || compare(pathOf(a), pathOf(b)));
    const order: (number | string)[] = [];
    const placed = files.map((file): ForeignFile => {
      const place = file.offset ?? pathOf(file);
      if (order.at(-1) !== place) {
        order.push(place);
      }
      const first = (order.length - 1) * LINES_OF_FILE;
      return { first, last: first + LINES_OF_FILE - 1, ...file };
    });
    const foreign = { format: this.format, from, to, order };
    const position = this.positions.get(key);
    const begin = position === undefined ? 0 : offsetAt({ foreign }, position);
    return {
      key,
      topic,
      partition,
      from: begin,
      to: Number.POSITIVE_INFINITY,
      files: placed.filter(({ last }) => last >= begin),
      foreign,
    };
  }
}

function pathOf({ directory, name }: FoundFile): string {
  return `${directory}${name}`;
}

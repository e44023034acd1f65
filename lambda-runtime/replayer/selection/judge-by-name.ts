import type { TimeUnit } from '../../../src/contract/layouts';
import { classOfPath, type SizeClass } from '../../files/size-class';
import { type Filters, fieldFiltersIn, leavingOut, type Verdict } from '../request/filters';
import { type DirectoryTime, directoryTime } from './directory-time';
import { type FileToReplay, isRaw } from './file-to-replay';
import { belowClass } from './time-directories';

/** The numbers of files whose names alone decided, by the verdict on their records. They are not opened. */
export type Unopened = Readonly<Record<Extract<Verdict, 'filtered' | 'unknownTime'>, number>>;

/**
 * Judges files by their names. A raw file holds a value and nothing else: it has no key and no header that a filter could
 * match, and the only time that is known of it is the one that its directory is named after.
 */
export class JudgeByName {
  private readonly unopenedFiles = { filtered: 0, unknownTime: 0 };
  private readonly times = new Map<string, DirectoryTime | undefined>();
  /** The number of files that are opened because of their directory's time, by the unit of that time. */
  public readonly byDirectory = new Map<TimeUnit, number>();
  /** The number of raw files that are opened, though something is to be left out by keys or headers: they have neither. */
  public withoutFields = 0;

  public constructor(
    private readonly filters: Filters,
    private readonly sizeClasses: readonly SizeClass[],
  ) {}

  public get unopened(): Unopened {
    return this.unopenedFiles;
  }

  /** True if no filter looks at what a raw file lacks. */
  public get opensAll(): boolean {
    const { filters } = this;
    return filters.time === undefined && fieldFiltersIn(filters).length === 0 && leavingOut(filters).length === 0;
  }

  /** Tells whether a file must be opened, and counts it. */
  public opens(file: FileToReplay, partition: number): boolean {
    return this.openedOf([file], partition).length > 0;
  }

  /**
   * Tells which files of one record must be opened. The record is counted once.
   *
   * @param files at least one
   */
  public openedOf<File extends FileToReplay>(files: readonly File[], partition: number): File[] {
    const verdicts = files.map((file) => this.verdictOn(file, partition));
    const opened = files.filter((_, index) => verdicts[index] === 'open');
    const [first] = verdicts;
    if (opened.length === 0 && first !== undefined && first !== 'open') {
      this.unopenedFiles[first]++;
    }
    if (opened[0] && isRaw(opened[0]) && leavingOut(this.filters).length > 0) {
      this.withoutFields++;
    }
    const unit = opened[0] && this.unitOf(opened[0], partition);
    if (unit !== undefined) {
      this.byDirectory.set(unit, (this.byDirectory.get(unit) ?? 0) + 1);
    }
    return opened;
  }

  /** @returns the unit of the directory's time that decided on a file; undefined if the file itself has a time */
  private unitOf(file: FileToReplay, partition: number): TimeUnit | undefined {
    return isRaw(file) && this.filters.time !== undefined ? this.timeOf(file.directory, partition)?.unit : undefined;
  }

  private verdictOn(file: FileToReplay, partition: number): 'open' | keyof Unopened {
    const { time } = this.filters;
    if (!isRaw(file)) {
      return 'open';
    }
    if (fieldFiltersIn(this.filters).length > 0) {
      return 'filtered';
    }
    if (time === undefined) {
      return 'open';
    }
    const named = this.timeOf(file.directory, partition);
    if (named === undefined) {
      return 'unknownTime';
    }
    const { from = 0, to = Number.POSITIVE_INFINITY } = time;
    return named.to <= from || named.from >= to ? 'filtered' : 'open';
  }

  private timeOf(directory: string, partition: number): DirectoryTime | undefined {
    const known = `${partition} ${directory}`;
    if (!this.times.has(known)) {
      const finest = classOfPath(this.sizeClasses, directory)?.timeUnit;
      this.times.set(known, directoryTime(belowClass(this.sizeClasses, directory), partition, finest));
    }
    return this.times.get(known);
  }
}

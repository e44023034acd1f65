import type { TimeUnit } from '../../../src/contract/layouts';
import type { SizeClass } from '../../files/size-class';
import type { Filters, Verdict } from '../request/filters';
import { type DirectoryTime, directoryTime } from './directory-time';
import { type FileToReplay, isRaw } from './file-to-replay';
import { belowClass } from './time-directories';

/** Files whose names alone decided, by the verdict on their records. They are not opened. */
export type Unopened = Readonly<Record<Exclude<Verdict, 'matched'>, number>>;

/**
 * Judges files by their names. A raw file holds a value and nothing else: it has no key and no header that a filter could
 * match, and the only time that is known of it is the one that its directory is named after.
 */
export class JudgeByName {
  private readonly unopenedFiles = { filtered: 0, unknownTime: 0 };
  private readonly times = new Map<string, DirectoryTime | undefined>();
  /** The number of files that are opened because of their directory's time, by the unit of that time. */
  public readonly byDirectory = new Map<TimeUnit, number>();

  public constructor(
    private readonly filters: Filters,
    private readonly sizeClasses: readonly SizeClass[],
  ) {}

  public get unopened(): Unopened {
    return this.unopenedFiles;
  }

  /** True if no filter asks for what a raw file lacks. */
  public get opensAll(): boolean {
    const { time, key, header } = this.filters;
    return time === undefined && key === undefined && header === undefined;
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
    const { time, key, header } = this.filters;
    if (!isRaw(file)) {
      return 'open';
    }
    if (key !== undefined || header !== undefined) {
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
      this.times.set(known, directoryTime(belowClass(this.sizeClasses, directory), partition));
    }
    return this.times.get(known);
  }
}

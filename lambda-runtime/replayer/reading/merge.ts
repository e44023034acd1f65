import type { KafkaRecord } from '../../records/record';
import { FileHead } from './file-head';
import type { LoadedFile } from './loaded-file';
import type { ReadAhead } from './read-ahead';

interface FoundAt {
  readonly offset: number;
  /** The file in which it was found, and after it those that hold the same record. */
  readonly files: readonly [LoadedFile, ...LoadedFile[]];
}

export interface ReadRecord extends FoundAt {
  readonly record: KafkaRecord;
}

export interface Unreadable extends FoundAt {
  readonly error: unknown;
  /** True if records may be missing that nobody knows of: the rest of a segment. */
  readonly gap: boolean;
}

export type Read = ReadRecord | Unreadable;

export function release({ files }: Read): void {
  for (const file of files) {
    file.release();
  }
}

/**
 * Merges the files of one partition, which may overlap, into one stream in the order of offsets, each offset once. As
 * files come sorted by their first offsets, only those are held that the offset at hand may stand in.
 */
export class Merge {
  private heads: FileHead[] = [];

  public constructor(
    private readonly reading: ReadAhead,
    private from: number,
    private readonly to: number,
  ) {}

  /** The next record, or file that cannot be read, once it is known; undefined after the last. */
  public async next(): Promise<Read | undefined> {
    for (let found = this.lowest(); ; found = this.lowest()) {
      if (found !== 'unknown') {
        return found && this.take(found);
      }
      await this.reading.arrival(this.heads.length > 0);
    }
  }

  /**
   * The next record if it is known already and is of use, else undefined.
   *
   * @param use what the record is good for; undefined leaves it for later
   */
  public nextIfReady<Use extends object>(
    use: (record: KafkaRecord, file: LoadedFile) => Use | undefined,
  ): (ReadRecord & Use) | undefined {
    const head = this.lowest();
    if (head === undefined || head === 'unknown' || head.found === undefined || 'error' in head.found) {
      return undefined;
    }
    const { record } = head.found;
    const found = use(record, head.file);
    return found === undefined ? undefined : { ...this.takeAt(head), record, ...found };
  }

  public stop(): void {
    for (const { file } of this.heads) {
      file.release();
    }
    this.heads = [];
    this.reading.stop();
  }

  /** Opens the files that may come before what is known. */
  private lowest(): FileHead | 'unknown' | undefined {
    for (;;) {
      const lowest = this.heads.reduce((a: FileHead | undefined, b) => (a && isBefore(a, b) ? a : b), undefined);
      const { upcoming } = this.reading;
      if (upcoming === undefined || (lowest !== undefined && lowest.offset < upcoming.first)) {
        return lowest;
      }
      const file = this.reading.takeIfReady();
      if (file === undefined) {
        return 'unknown';
      }
      this.heads.push(new FileHead(file, this.from, this.to));
      this.drop((head) => head.found === undefined);
    }
  }

  private take(head: FileHead): Read {
    const { found, isGap: gap } = head;
    const at = this.takeAt(head);
    return found !== undefined && 'record' in found
      ? { ...at, record: found.record }
      : { ...at, error: found?.error, gap };
  }

  /** Takes what stands at an offset, in all files that have it. */
  private takeAt(head: FileHead): FoundAt {
    const { offset, file, isGap } = head;
    const copies = isGap ? [] : this.heads.filter((other) => other !== head && other.offset === offset);
    for (const taken of [head, ...copies]) {
      if (taken !== head && taken.error !== undefined) {
        taken.file.broken.push({ path: taken.file.path, ...taken.error });
      }
      taken.file.retain();
      taken.advance(isGap ? offset : offset + 1);
    }
    this.from = isGap ? this.from : offset + 1;
    this.drop((candidate) => candidate.found === undefined);
    return { offset, files: [file, ...copies.map((copy) => copy.file)] };
  }

  private drop(finished: (head: FileHead) => boolean): void {
    if (this.heads.some(finished)) {
      this.heads.filter(finished).forEach(({ file }) => {
        file.release();
      });
      this.heads = this.heads.filter((head) => !finished(head));
    }
  }
}

function isBefore(a: FileHead, b: FileHead): boolean {
  return a.offset < b.offset || (a.offset === b.offset && a.rank <= b.rank);
}

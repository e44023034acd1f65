import type { KafkaRecord } from '../../records/record';
import { isSegment, rankOf } from '../selection/file-to-replay';
import type { LoadedFile } from './loaded-file';

type Found = { readonly record: KafkaRecord } | { readonly error: unknown };

/** The place of the merge in one file. */
export class FileHead {
  /** The next thing in this file; undefined after its last record or error. */
  public found: Found | undefined;
  /** The offset of the record, or the offset from which the file cannot be read. */
  public offset: number;
  private readonly records: Iterator<KafkaRecord>;
  private last = -1;

  public constructor(
    public readonly file: LoadedFile,
    from: number,
    private readonly to: number,
  ) {
    this.records = file.records();
    this.offset = Math.max(from, file.source.first);
    this.advance(from);
  }

  /**
   * The order of heads at one offset: the lowest comes first, and the others are copies of it; but an error in a
   * segment is a copy of nothing.
   */
  public get rank(): number {
    return this.isGap ? -1 : this.error === undefined ? rankOf(this.file.source) : Number.POSITIVE_INFINITY;
  }

  /** The reason why what comes next cannot be read; undefined if it can. */
  public get error(): { readonly error: unknown } | undefined {
    return this.found !== undefined && 'error' in this.found ? this.found : undefined;
  }

  /** True if records may be missing and nobody knows which. */
  public get isGap(): boolean {
    return this.found !== undefined && 'error' in this.found && isSegment(this.file.source);
  }

  /** Goes to the first record that does not stand before an offset. */
  public advance(from: number): void {
    if (this.found !== undefined && 'error' in this.found) {
      this.found = undefined;
      return;
    }
    try {
      let next = this.records.next();
      while (!next.done && this.reached(next.value.offset) < from) {
        next = this.records.next();
      }
      this.found = next.done || next.value.offset >= this.to ? undefined : { record: next.value };
    } catch (error) {
      this.found = { error };
    }
    this.offset = this.found !== undefined && 'record' in this.found ? this.last : Math.max(from, this.offset);
  }

  private reached(offset: number): number {
    this.last = offset;
    return offset;
  }
}

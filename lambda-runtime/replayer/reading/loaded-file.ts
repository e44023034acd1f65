import { PARQUET_EXTENSION } from '../../../src/contract/record-formats';
import type { FileContent } from '../../files/read';
import type { Claim } from '../../in-flight';
import { decodeRecord, decodeRow, type Extension } from '../../records/codec';
import { decompress, splitSuffix, suffixOfBytes, TooLargeError } from '../../records/compression';
import { type ParquetRecords, recordsOfParquet } from '../../records/parquet-file';
import type { KafkaRecord } from '../../records/record';
import { decodeSegment, type SegmentExtension, segmentRows } from '../../records/segment';
import { type FileToReplay, isForeign, type SourcePartition } from '../selection/file-to-replay';
import { foreignRecords } from '../selection/foreign/foreign-records';

/** A file that cannot be read, of a record that another file holds. */
export interface BrokenCopy {
  readonly path: string;
  readonly error: unknown;
}

/**
 * The bytes of a file, as they are or unfolded, and the extension that fits them; or the rows of a Parquet file; or the
 * reason why there are none.
 */
type Content =
  | { readonly bytes: Buffer; readonly extension: string }
  | { readonly parquet: ParquetRecords }
  | { readonly error: unknown };

/** A file in memory, until the last of its records is done with. */
export class LoadedFile {
  /** The size of the file as it stands on the mount. */
  public readonly bytes: number;
  public readonly readMs: number;
  /** True once it has been added to the statistics. */
  public counted = false;
  /** Files of the same record that cannot be read, and that this file was read instead of. */
  public readonly broken: BrokenCopy[] = [];
  private content: Content;
  private holders = 1;
  private readonly claims: Claim[];

  /** @param claimed the size that the file says to unfold to */
  public constructor(
    private readonly partition: SourcePartition,
    public readonly source: FileToReplay,
    public readonly path: string,
    read: FileContent | { readonly error: unknown },
    public readonly claimed: number,
    claim?: Claim,
  ) {
    this.bytes = 'error' in read ? 0 : read.bytes.length;
    this.readMs = 'error' in read ? 0 : read.readMs;
    this.content = 'error' in read ? read : { bytes: read.bytes, extension: knownExtension(source, read.bytes) };
    this.claims = claim === undefined ? [] : [claim];
  }

  /**
   * Unfolds a file that is compressed, or Parquet.
   *
   * @param most the bytes that there is room for
   * @returns false if that is not enough, so that more room is needed
   */
  public unfold(most: number): boolean {
    const { content } = this;
    if (!('bytes' in content)) {
      return true;
    }
    const [extension, suffix] = splitSuffix(content.extension);
    try {
      this.content =
        extension === PARQUET_EXTENSION
          ? { parquet: recordsOfParquet(content.bytes, most) }
          : { bytes: decompress(content.bytes, suffix, most), extension };
      return true;
    } catch (error) {
      if (error instanceof TooLargeError) {
        return false;
      }
      this.refuse(error);
      return true;
    }
  }

  /** Drops the file's content, so that it counts as a file that cannot be read. */
  public refuse(error: unknown): void {
    this.content = { error };
  }

  /** Gives the records that can be read, and then throws if these are not all. */
  public *records(): Generator<KafkaRecord, void, undefined> {
    const { content, source } = this;
    const { topic, partition, foreign } = this.partition;
    if ('error' in content) {
      throw content.error;
    }
    if (isForeign(source)) {
      if (foreign !== undefined && 'bytes' in content) {
        yield* foreignRecords(this.partition, foreign, source, content.bytes);
      }
    } else if (source.prefix === undefined) {
      const span = { ...source, topic, partition };
      yield* 'parquet' in content
        ? segmentRows(span, content.parquet)
        : decodeSegment(span, { extension: content.extension as SegmentExtension, bytes: content.bytes });
    } else {
      const coordinates = { topic, partition, offset: source.first };
      yield 'parquet' in content
        ? decodeRow(coordinates, content.parquet)
        : decodeRecord(coordinates, { extension: content.extension as Extension, bytes: content.bytes });
    }
  }

  /** @returns the reason why the file's one record cannot be read; undefined if it can */
  public fault(): { readonly error: unknown } | undefined {
    try {
      this.records().next();
      return undefined;
    } catch (error) {
      return { error };
    }
  }

  /** Keeps one more share of a budget until the file is released. */
  public hold(claim: Claim): void {
    this.claims.push(claim);
  }

  public retain(): void {
    this.holders++;
  }

  public release(): void {
    this.holders--;
    if (this.holders === 0) {
      for (const claim of this.claims) {
        claim.release();
      }
    }
  }
}

function knownExtension({ extension }: FileToReplay, bytes: Buffer): string {
  return extension === '.?' ? suffixOfBytes(bytes) : extension;
}

import { PARQUET_EXTENSION, SEGMENT_EXTENSION } from '../../src/contract/record-formats';
import type { RecordFormat } from './codec';
import { type Compression, compress, suffixOf } from './compression';
import { parquetWriter } from './load-parquet';
import type { KafkaRecord } from './record';
import { encodeLine, type SegmentExtension } from './segment';

/** The content of a segment, while records are added to it. */
export interface SegmentContent {
  readonly extension: SegmentExtension;
  /**
   * Adds a record, unless it would make the file larger than it may be. A first record is always taken.
   *
   * @returns false if it was not added
   */
  add(record: KafkaRecord, maxBytes: number): boolean;
  encode(): Buffer;
}

export function segmentContent(format: RecordFormat, compression: Compression): SegmentContent {
  return format.type === 'parquet' ? new Rows(format.compression) : new Lines(compression);
}

class Lines implements SegmentContent {
  public readonly extension: SegmentExtension;
  private bytes = 0;
  private readonly lines: Buffer[] = [];

  public constructor(private readonly compression: Compression) {
    this.extension = `${SEGMENT_EXTENSION}${suffixOf(compression)}`;
  }

  public add(record: KafkaRecord, maxBytes: number): boolean {
    const line = encodeLine(record);
    if (this.lines.length > 0 && this.bytes + line.length > maxBytes) {
      return false;
    }
    this.lines.push(line);
    this.bytes += line.length;
    return true;
  }

  public encode(): Buffer {
    return compress(Buffer.concat(this.lines), this.compression);
  }
}

class Rows implements SegmentContent {
  public readonly extension = PARQUET_EXTENSION;
  private bytes = parquetWriter.now.EMPTY_PARQUET_BYTES;
  private readonly records: KafkaRecord[] = [];

  public constructor(private readonly compression: Extract<RecordFormat, { type: 'parquet' }>['compression']) {}

  public add(record: KafkaRecord, maxBytes: number): boolean {
    const bytes = parquetWriter.now.parquetBytesOf(record);
    if (this.records.length > 0 && this.bytes + bytes > maxBytes) {
      return false;
    }
    this.records.push(record);
    this.bytes += bytes;
    return true;
  }

  public encode(): Buffer {
    return parquetWriter.now.encodeParquet(this.records, this.compression);
  }
}

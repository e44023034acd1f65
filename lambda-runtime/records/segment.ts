import { createHash, type Hash } from 'node:crypto';
import { HASH_DIGITS } from '../../src/contract/limits';
import { PARQUET_EXTENSION, SEGMENT_EXTENSION } from '../../src/contract/record-formats';
import { errorMessage } from '../errors';
import { type CompressionSuffix, decompress, splitSuffix } from './compression';
import { decodeEnvelope, envelopeText } from './envelope';
import { type ParquetRecords, recordsOfParquet } from './parquet-file';
import { describeCoordinates, type KafkaRecord } from './record';

/** Tells which records a segment holds, as its file name says. Two different sets of records have two names. */
export interface SegmentSpan {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
  /** The number of records. */
  readonly count: number;
  /** A hash of the offsets, if some between the first and the last are missing. */
  readonly offsetsHash?: string;
}

/**
 * Describes the records of a segment.
 *
 * @param offsets their offsets, in order and each of them once
 */
export function spanOf(
  { topic, partition }: Pick<SegmentSpan, 'topic' | 'partition'>,
  offsets: readonly [number, ...number[]],
): SegmentSpan {
  const [first] = offsets;
  const last = offsets.at(-1) ?? first;
  const span = { topic, partition, first, last, count: offsets.length };
  return hasGaps(span) ? { ...span, offsetsHash: hashOf(offsets) } : span;
}

/** True if the name must tell the offsets by their hash, too: first, last and count do not say which they are. */
export function hasGaps({ first, last, count }: Pick<SegmentSpan, 'first' | 'last' | 'count'>): boolean {
  return count !== last - first + 1;
}

function hashOf(offsets: readonly number[]): string {
  const hash = createHash('sha256');
  for (const offset of offsets) {
    addOffset(hash, offset);
  }
  return digits(hash);
}

function addOffset(hash: Hash, offset: number): void {
  hash.update(`${offset},`);
}

function digits(hash: Hash): string {
  return hash.digest('hex').slice(0, HASH_DIGITS);
}

export type SegmentExtension = `${typeof SEGMENT_EXTENSION}${CompressionSuffix}` | typeof PARQUET_EXTENSION;

export const SEGMENT_EXTENSIONS: readonly SegmentExtension[] = [
  SEGMENT_EXTENSION,
  `${SEGMENT_EXTENSION}.gz`,
  `${SEGMENT_EXTENSION}.zst`,
  PARQUET_EXTENSION,
];

const LINE_BREAK = 0x0a;

/** Encodes a line of a segment, which is one line for each record. */
export function encodeLine(record: KafkaRecord): Buffer {
  return Buffer.from(`${envelopeText(record)}\n`);
}

/**
 * The records of a segment, one by one: those before a line that cannot be read are handed out before the error. At the
 * end the file is held to its name.
 *
 * @param span what the file's name says
 * @throws if a line cannot be read or is another record's, and at the end if records are missing
 */
export function decodeSegment(
  span: SegmentSpan,
  { extension, bytes }: { readonly extension: SegmentExtension; readonly bytes: Buffer },
): Generator<KafkaRecord, void, undefined> {
  return extension === PARQUET_EXTENSION
    ? segmentRows(span, recordsOfParquet(bytes))
    : heldToName(span, decodeLines(decompress(bytes, splitSuffix(extension)[1])), 'line');
}

/** The records of a segment that is a Parquet file, held to its name. */
export function segmentRows(
  span: SegmentSpan,
  { records }: Pick<ParquetRecords, 'records'>,
): Generator<KafkaRecord, void, undefined> {
  return heldToName(span, records(), 'row');
}

function* heldToName(
  span: SegmentSpan,
  records: Iterable<KafkaRecord>,
  what: 'line' | 'row',
): Generator<KafkaRecord, void, undefined> {
  const { topic, partition, first, last } = span;
  const held = new HeldOffsets(span);
  let number = 0;
  for (const record of records) {
    number++;
    if (record.topic !== topic || record.partition !== partition || record.offset < first || record.offset > last) {
      throw new Error(
        `${what} ${number} of the segment is record ${describeCoordinates(record)}, its file name says ` +
          `${topic}+${partition} from ${first} to ${last}`,
      );
    }
    held.add(record.offset);
    yield record;
  }
  held.assertAll();
}

function* decodeLines(lines: Buffer): Generator<KafkaRecord, void, undefined> {
  let start = 0;
  for (let number = 1; start < lines.length; number++) {
    const end = lines.indexOf(LINE_BREAK, start);
    if (end === -1) {
      throw new Error(`line ${number} of the segment is cut off: the file ends ${lines.length - start} bytes into it`);
    }
    yield decodeLine(lines.subarray(start, end), number);
    start = end + 1;
  }
}

function decodeLine(line: Buffer, number: number): KafkaRecord {
  try {
    return decodeEnvelope(line);
  } catch (cause) {
    throw new Error(`line ${number} of the segment is ${errorMessage(cause)}`, { cause });
  }
}

/** Compares the offsets that were found in a segment with those that its name promises. */
class HeldOffsets {
  private count = 0;
  private last = -1;
  private readonly hash?: Hash;

  public constructor(private readonly promised: SegmentSpan) {
    this.hash = promised.offsetsHash === undefined ? undefined : createHash('sha256');
  }

  public add(offset: number): void {
    if (offset <= this.last) {
      throw new Error(`the segment is not in order: record ${offset} stands behind record ${this.last}`);
    }
    this.last = offset;
    this.count++;
    if (this.hash !== undefined) {
      addOffset(this.hash, offset);
    }
  }

  public assertAll(): void {
    const { count, first, last, offsetsHash } = this.promised;
    if (this.count !== count) {
      throw new Error(
        `the segment holds ${this.count} of the ${count} records from ${first} to ${last} that its file name promises` +
          `${this.last === -1 ? '' : `; the last of them is ${this.last}`}`,
      );
    }
    if (this.hash !== undefined && digits(this.hash) !== offsetsHash) {
      throw new Error(`the segment holds ${count} records, but not those that its file name promises by their hash`);
    }
  }
}

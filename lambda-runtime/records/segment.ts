import { SEGMENT_EXTENSION } from '../../src/contract/record-formats';
import { errorMessage } from '../errors';
import { type CompressionSuffix, decompress } from './compression';
import { decodeEnvelope, envelopeText } from './envelope';
import { describeCoordinates, type KafkaRecord } from './record';

/** Tells which records a segment may hold, as its file name says. */
export interface SegmentSpan {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

export type SegmentExtension = `${typeof SEGMENT_EXTENSION}${CompressionSuffix}`;

export const SEGMENT_EXTENSIONS: readonly SegmentExtension[] = [
  SEGMENT_EXTENSION,
  `${SEGMENT_EXTENSION}.gz`,
  `${SEGMENT_EXTENSION}.zst`,
];

const LINE_BREAK = 0x0a;

/** A segment is made of these, one after the other. */
export function encodeLine(record: KafkaRecord): Buffer {
  return Buffer.from(`${envelopeText(record)}\n`);
}

/**
 * The records of a segment, line by line: those before a line that cannot be read are handed out before the error.
 *
 * @param span what the file's name says
 */
export function* decodeSegment(
  span: SegmentSpan,
  { extension, bytes }: { readonly extension: SegmentExtension; readonly bytes: Buffer },
): Generator<KafkaRecord, void, undefined> {
  const lines = decompress(bytes, extension.slice('.records.ndjson'.length) as CompressionSuffix);
  let start = 0;
  for (let number = 1; start < lines.length; number++) {
    const end = lines.indexOf(LINE_BREAK, start);
    if (end === -1) {
      throw new Error(`line ${number} of the segment is cut off: the file ends ${lines.length - start} bytes into it`);
    }
    yield decodeLine(span, lines.subarray(start, end), number);
    start = end + 1;
  }
}

function decodeLine(span: SegmentSpan, line: Buffer, number: number): KafkaRecord {
  let record: KafkaRecord;
  try {
    record = decodeEnvelope(line);
  } catch (cause) {
    throw new Error(`line ${number} of the segment is ${errorMessage(cause)}`, { cause });
  }
  const { topic, partition, first, last } = span;
  if (record.topic !== topic || record.partition !== partition || record.offset < first || record.offset > last) {
    throw new Error(
      `line ${number} of the segment is record ${describeCoordinates(record)}, its file name says ` +
        `${topic}+${partition} from ${first} to ${last}`,
    );
  }
  return record;
}

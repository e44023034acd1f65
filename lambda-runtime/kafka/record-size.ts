import type { OutgoingRecord } from './publisher';

/** The bytes of a batch around its records: https://kafka.apache.org/documentation/#recordbatch */
const BATCH_OVERHEAD_BYTES = 61;

/**
 * The exact size of the batch that has one record alone, which a broker holds against `max.message.bytes`. The client
 * does not compress, and the differences of offset and timestamp from the first record are 0, one byte each.
 */
export function sizeAlone({ key, value, headers }: OutgoingRecord): number {
  const ATTRIBUTES_AND_DIFFERENCES = 3;
  const headerBytes = headers.reduce(
    (sum, header) => sum + field(Buffer.byteLength(header.name)) + field(header.value?.length),
    varint(headers.length),
  );
  const record = ATTRIBUTES_AND_DIFFERENCES + field(key?.length) + field(value?.length) + headerBytes;
  return BATCH_OVERHEAD_BYTES + varint(record) + record;
}

/** The bytes of a length and of the content that it counts; null has the length -1. */
function field(length: number | undefined): number {
  return length === undefined ? varint(-1) : varint(length) + length;
}

/** The bytes of a number in zig-zag encoding, seven bits a byte. */
function varint(value: number): number {
  const zigZag = value < 0 ? -2 * value - 1 : 2 * value;
  return Math.max(1, Math.ceil(Math.log2(zigZag + 1) / 7));
}

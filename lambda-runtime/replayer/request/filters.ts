import type { Range } from '../../../src/contract/payload-range';
import type { HeaderFilter } from '../../../src/contract/payload-values';
import type { KafkaRecord } from '../../records/record';

/** The records that a replay is about; a filter that is absent takes all. */
export interface Filters {
  /** Milliseconds since 1970. */
  readonly time?: Range;
  readonly partitions?: readonly number[];
  /** By partition; those without a range are taken whole. */
  readonly offsets?: Readonly<Record<string, Range>>;
  readonly key?: string;
  readonly header?: HeaderFilter;
}

/** A record without a time of its own is in no window of time, and is counted apart: nobody can tell. */
export type Verdict = 'matched' | 'filtered' | 'unknownTime';

/** The offsets of a partition that are wanted; undefined if none is. */
export function offsetsOf({ partitions, offsets }: Filters, partition: number): Required<Range> | undefined {
  return partitions === undefined || partitions.includes(partition)
    ? { from: 0, to: Number.POSITIVE_INFINITY, ...offsets?.[partition] }
    : undefined;
}

/** @param byPath true for the record of a file that was chosen by the time in its path, unless the record has one of its own */
export function judge({ time, key, header }: Filters, record: KafkaRecord, byPath: boolean): Verdict {
  if (key !== undefined && !isText(record.key, key)) {
    return 'filtered';
  }
  if (
    header !== undefined &&
    !record.headers.some(({ name, value }) => name === header.name && isText(value, header.value))
  ) {
    return 'filtered';
  }
  if (time === undefined) {
    return 'matched';
  }
  // Kafka's -1 says that a record never had a time.
  if (record.timestamp === null || record.timestamp < 0) {
    return byPath ? 'matched' : 'unknownTime';
  }
  return isWithin(time, record.timestamp) ? 'matched' : 'filtered';
}

function isWithin({ from = 0, to = Number.POSITIVE_INFINITY }: Range, value: number): boolean {
  return value >= from && value < to;
}

function isText(bytes: Buffer | null, text: string): boolean {
  return bytes?.equals(Buffer.from(text)) ?? false;
}

import type { RecordPlace } from '../../kafka/publisher';
import { isCount } from '../../records/record';

/**
 * Records that follow each other at their source and at the target: the first source offset, the number of records, the
 * target partition, and the target offset of the first.
 */
export type OffsetRange = readonly [source: number, count: number, partition: number, target: number];

/**
 * Second copies of records, one after the other: target partition and offset of the first, their number, and its source
 * offset.
 */
export type RepeatedRange = readonly [partition: number, target: number, count: number, source: number];

/** Source offsets whose records were sent to unknown places: the first, and the one after the last. */
export type UnknownRange = readonly [from: number, to: number];

/** Adds a record behind the last range, which it makes longer if it follows it on both sides. */
export function addPlace(ranges: OffsetRange[], source: number, { partition, offset }: RecordPlace): void {
  const last = ranges.at(-1);
  if (last !== undefined) {
    const [first, count, lastPartition, target] = last;
    if (first + count === source && lastPartition === partition && target + count === offset) {
      ranges[ranges.length - 1] = [first, count + 1, partition, target];
      return;
    }
  }
  ranges.push([source, 1, partition, offset]);
}

/** Adds a second copy behind the last range of such copies, which it makes longer if it follows it on both sides. */
export function addRepeated(repeated: RepeatedRange[], source: number, { partition, offset }: RecordPlace): void {
  const last = repeated.at(-1);
  if (last !== undefined) {
    const [lastPartition, target, count, first] = last;
    if (first + count === source && lastPartition === partition && target + count === offset) {
      repeated[repeated.length - 1] = [partition, target, count + 1, first];
      return;
    }
  }
  repeated.push([partition, offset, 1, source]);
}

/** Adds an offset behind the last range of unknown ones. */
export function addUnknown(unknown: UnknownRange[], from: number, to: number): void {
  const last = unknown.at(-1);
  if (last !== undefined && last[1] >= from) {
    unknown[unknown.length - 1] = [last[0], Math.max(last[1], to)];
  } else {
    unknown.push([from, to]);
  }
}

/** @returns the ranges of a JSON value; undefined if it is not a list of so many whole numbers each */
export function parseRanges<Range extends readonly number[]>(
  value: unknown,
  length: Range['length'],
): Range[] | undefined {
  const areRanges =
    Array.isArray(value) &&
    value.every((range) => Array.isArray(range) && range.length === length && range.every(isCount));
  return areRanges ? (value as Range[]) : undefined;
}

import { isCount, isObject, type PayloadType, shortened } from './payload-type';

/**
 * A range from the first number up to, but not including, the second. If one of them is absent, the range is open on
 * that side.
 */
export interface Range {
  readonly from?: number;
  readonly to?: number;
}

/** Tells whether nothing lies in a range, since its end is not behind its beginning. */
export function isEmptyRange({ from, to }: Range): boolean {
  return from !== undefined && to !== undefined && from >= to;
}

/**
 * Puts the ends of a range together.
 *
 * @param name the range, as the error begins
 * @throws Error if nothing lies between the ends
 */
export function rangeOf(name: string, from: number | undefined, to: number | undefined): Range {
  if (isEmptyRange({ from, to })) {
    throw new Error(`${name} leave nothing between them; the end, which is not included, must be behind the beginning`);
  }
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** Ranges of offsets by source partition. */
export const OFFSET_RANGES: PayloadType<Readonly<Record<string, Range>>> = {
  description: 'ranges by source partition, such as `{"0": {"from": 100, "to": 200}}`',
  advice: 'give ranges by partition, such as {"0": {"from": 100, "to": 200}}',
  read: (value) => {
    const ranges = entriesByPartition(value, isObject);
    return ranges && ranges.length > 0
      ? Object.fromEntries(ranges.map(([partition, range]) => [partition, offsetRange(partition, range)]))
      : undefined;
  },
};

/** Target partitions by source partition. */
export const PARTITION_MAPPING: PayloadType<Readonly<Record<string, number>>> = {
  description: 'target partitions by source partition, such as `{"3": 0}`',
  advice: 'give target partitions by source partition, such as {"3": 0}',
  read: (value) => {
    const targets = entriesByPartition(value, isCount);
    return targets && Object.fromEntries(targets);
  },
};

/** @returns the entries in the order of their partitions; undefined if the value is no object of partitions with such values */
function entriesByPartition<T>(value: unknown, isSound: (value: unknown) => value is T): [string, T][] | undefined {
  const entries = isObject(value) ? Object.entries(value) : undefined;
  return entries?.every((entry): entry is [string, T] => /^(0|[1-9]\d*)$/.test(entry[0]) && isSound(entry[1]))
    ? entries.sort(([a], [b]) => Number(a) - Number(b))
    : undefined;
}

function offsetRange(partition: string, range: Readonly<Record<string, unknown>>): Range {
  const { from, to, ...others } = range;
  const isSound = (offset: unknown) => offset === undefined || isCount(offset);
  if (Object.keys(others).length > 0 || !isSound(from) || !isSound(to)) {
    throw new Error(
      `the offsets of partition ${partition} are ${shortened(JSON.stringify(range))}; give "from", "to" (not included) or both, whole numbers`,
    );
  }
  return rangeOf(`the offsets of partition ${partition}`, from as number | undefined, to as number | undefined);
}

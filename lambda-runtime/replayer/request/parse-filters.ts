import { isObject } from '../../environment';
import { isCount } from '../../records/record';
import type { Filters, HeaderFilter, Range } from '../selection/filters';

type Payload = Record<string, unknown>;

export const FILTER_KEYS = ['from', 'to', 'lookback_seconds', 'partitions', 'offsets', 'key', 'header'] as const;

/** Where a time of day is given its zone must be, too: the function's own is nobody's. */
const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export function parseFilters(payload: Payload): Filters {
  const { partitions, offsets, key, header } = payload;
  const time = range(beginning(payload), given('to', payload.to, parseTime), 'from and to');
  return {
    ...(Object.keys(time).length > 0 && { time }),
    ...(partitions != null && { partitions: parsePartitions(partitions) }),
    ...(offsets != null && { offsets: parseOffsets(offsets) }),
    ...(key != null && { key: parseKey(key) }),
    ...(header != null && { header: parseHeader(header) }),
  };
}

function given<T>(name: string, value: unknown, parse: (name: string, value: unknown) => T): T | undefined {
  return value == null ? undefined : parse(name, value);
}

/** A schedule knows the time it runs for, and how far to look back from there. */
function beginning({ from, to, lookback_seconds: lookback }: Payload): number | undefined {
  if (lookback == null) {
    return given('from', from, parseTime);
  }
  if (typeof lookback !== 'number' || !(lookback > 0)) {
    throw new Error(`lookback_seconds is ${JSON.stringify(lookback)}; give a number above 0`);
  }
  if (to == null || from != null) {
    throw new Error(
      'lookback_seconds puts the beginning of the window so far before its end; give to with it, and not from',
    );
  }
  return Math.max(0, parseTime('to', to) - Math.ceil(lookback * 1000));
}

function range(from: number | undefined, to: number | undefined, what: string): Range {
  if (from !== undefined && to !== undefined && from >= to) {
    throw new Error(`${what} leave nothing between them; the end, which is not included, must be behind the beginning`);
  }
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

function parseTime(name: string, time: unknown): number {
  const parsed = typeof time === 'string' && ISO_TIME.test(time) ? Date.parse(time) : time;
  if (!isCount(parsed)) {
    throw new Error(
      `${name} is ${JSON.stringify(time)}; give a time such as "2026-04-13T07:30:00Z", with its zone, a day such as ` +
        '"2026-04-13" (UTC), or milliseconds since 1970',
    );
  }
  return parsed;
}

function parsePartitions(partitions: unknown): number[] {
  if (!Array.isArray(partitions) || partitions.length === 0 || !partitions.every(isCount)) {
    throw new Error(
      `partitions is ${JSON.stringify(partitions)}; give a list of numbers such as [0, 3], or leave it out`,
    );
  }
  return [...new Set(partitions)].sort((a, b) => a - b);
}

function parseOffsets(offsets: unknown): Record<string, Range> {
  const entries = isObject(offsets) ? Object.entries(offsets) : [];
  if (
    entries.length === 0 ||
    !entries.every(([partition, given]) => /^(0|[1-9]\d*)$/.test(partition) && isObject(given))
  ) {
    throw new Error(
      `offsets is ${JSON.stringify(offsets)}; give ranges by partition, such as {"0": {"from": 100, "to": 200}}`,
    );
  }
  return Object.fromEntries(
    entries
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([partition, given]) => [partition, parseOffsetRange(partition, given as Payload)]),
  );
}

function parseOffsetRange(partition: string, given: Payload): Range {
  const { from, to, ...others } = given;
  const isSound = (offset: unknown) => offset === undefined || isCount(offset);
  if (Object.keys(others).length > 0 || !isSound(from) || !isSound(to)) {
    throw new Error(
      `the offsets of partition ${partition} are ${JSON.stringify(given)}; give "from", "to" (not included) or both, whole numbers`,
    );
  }
  return range(from as number | undefined, to as number | undefined, `the offsets of partition ${partition}`);
}

function parseKey(key: unknown): string {
  if (typeof key !== 'string') {
    throw new Error(`key is ${JSON.stringify(key)}; give the text that the record's key must be`);
  }
  return key;
}

function parseHeader(header: unknown): HeaderFilter {
  const { name, value, ...others }: Payload = isObject(header) ? header : {};
  if (typeof name !== 'string' || typeof value !== 'string' || Object.keys(others).length > 0) {
    throw new Error(`header is ${JSON.stringify(header)}; give {"name": "tenant", "value": "acme"}, both as text`);
  }
  return { name, value };
}

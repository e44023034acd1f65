import type { Range } from '../../../src/contract/payload-range';
import type { HeaderFilter } from '../../../src/contract/payload-values';
import { looksAtKeys, type RecordChoice } from '../../../src/contract/record-choice';
import type { KafkaRecord } from '../../records/record';
import type { Suppression } from '../suppression/suppression';
import { passesAll, passesAny, type RecordTests, testsOf } from './record-test';

/** The records that a replay is about; a filter that is absent takes all. */
export interface Filters {
  /** A window of time, in milliseconds since 1970. */
  readonly time?: Range;
  readonly partitions?: readonly number[];
  /** The ranges of offsets by partition. Partitions without a range are taken whole. */
  readonly offsets?: Readonly<Record<string, Range>>;
  readonly key?: string;
  readonly header?: HeaderFilter;
  readonly only?: RecordChoice;
  readonly exclude?: RecordChoice;
  readonly suppress?: Suppression;
}

/**
 * The outcome of a record in a replay. `filtered`: it was not asked for. `unknownTime`: a window of time was asked for, and it has no
 * time, so that nobody can tell. `excluded`: it was asked to be left out. `dropped` and `tombstoned`: its key is in the suppression
 * list.
 */
export type Verdict = 'matched' | 'tombstoned' | 'filtered' | 'unknownTime' | 'excluded' | 'dropped';

/** Tells whether a record goes out, as it is or without its value. */
export function goesOut(verdict: Verdict): verdict is 'matched' | 'tombstoned' {
  return verdict === 'matched' || verdict === 'tombstoned';
}

/** The offsets of a partition that are wanted; undefined if none is. */
export function offsetsOf({ partitions, offsets }: Filters, partition: number): Required<Range> | undefined {
  return partitions === undefined || partitions.includes(partition)
    ? { from: 0, to: Number.POSITIVE_INFINITY, ...offsets?.[partition] }
    : undefined;
}

/** The names of the filters that choose records by keys or headers: a raw file, which has neither, matches none of them. */
export function fieldFiltersIn(filters: Filters): readonly ('key' | 'header' | 'only')[] {
  return (['key', 'header', 'only'] as const).filter((name) => filters[name] !== undefined);
}

/** The names of the filters that leave records out by keys or headers: a raw file, which has neither, passes all of them. */
export function leavingOut(filters: Filters): readonly ('exclude' | 'suppress')[] {
  return (['exclude', 'suppress'] as const).filter((name) => filters[name] !== undefined);
}

/** Tells whether the filters leave records out by keys, which a record without a key passes. */
export function leavesOutKeys({ exclude, suppress }: Filters): boolean {
  return suppress !== undefined || (exclude !== undefined && looksAtKeys(exclude));
}

/** @param byPath true for the record of a file that was chosen by the time in its path, unless the record has one of its own */
export function judge(filters: Filters, record: KafkaRecord, byPath: boolean): Verdict {
  const { wanted, unwanted } = preparedTests(filters);
  if (!wanted.every((tests) => passesAll(tests, record))) {
    return 'filtered';
  }
  const inTime = judgeTime(filters, record, byPath);
  if (inTime !== 'matched') {
    return inTime;
  }
  if (unwanted !== undefined && passesAny(unwanted, record)) {
    return 'excluded';
  }
  const { suppress } = filters;
  if (suppress === undefined || !suppress.has(record.key)) {
    return 'matched';
  }
  return suppress.setting.onMatch === 'drop' ? 'dropped' : 'tombstoned';
}

function judgeTime({ time }: Filters, { timestamp }: KafkaRecord, byPath: boolean): Verdict {
  if (time === undefined) {
    return 'matched';
  }
  // Kafka's -1 says that a record never had a time.
  if (timestamp === null || timestamp < 0) {
    return byPath ? 'matched' : 'unknownTime';
  }
  const { from = 0, to = Number.POSITIVE_INFINITY } = time;
  return timestamp >= from && timestamp < to ? 'matched' : 'filtered';
}

interface PreparedTests {
  readonly wanted: readonly RecordTests[];
  readonly unwanted: RecordTests | undefined;
}

/** The tests of filters, which are made at their first record: the filters themselves are told as JSON, which tests are not. */
const prepared = new WeakMap<Filters, PreparedTests>();

function preparedTests(filters: Filters): PreparedTests {
  let tests = prepared.get(filters);
  if (tests === undefined) {
    const { key, header, only, exclude } = filters;
    const wanted: RecordChoice[] = [
      ...(key === undefined ? [] : [{ keys: [key] }]),
      ...(header === undefined ? [] : [{ headers: [header] }]),
      ...(only === undefined ? [] : [only]),
    ];
    tests = { wanted: wanted.map(testsOf), unwanted: exclude && testsOf(exclude) };
    prepared.set(filters, tests);
  }
  return tests;
}

// The expected outcome of a replay. It is calculated from the records themselves, and uses none of the handlers' code.
import { describeContent } from '../../e2e/replayer/content';
import type { Column } from './columns';
import { partitionOfKey } from './murmur2';
import { isInBothBatches, LARGE, partitionsOf, RECORDS, type SourceRecord } from './records';
import type { Options } from './rows';

export const TARGET_PARTITIONS = 3;
export const TIME_OF_SENDING = 'sent at the time of sending';

/** A record that must be in a topic. */
export interface Due {
  /** Undefined where a record without a key may go to any partition. */
  readonly partition: number | undefined;
  readonly line: string;
}

export interface Expectation {
  readonly answer: {
    readonly done: true;
    readonly dry_run: boolean;
    readonly matched: number;
    readonly filtered: number;
    readonly unknown_time: number;
    readonly published: number;
    readonly errors: 0;
    readonly cursor: null;
  };
  /** Second copies at most: a segment that came twice with the very same records replaced the first. */
  readonly mostSkipped: number;
  /** The records that go to the target topic, in order, for each source partition. */
  readonly due: readonly (readonly Due[])[];
  /** The same for the topic that the mapping names. */
  readonly mappedDue: readonly (readonly Due[])[];
}

export function expectationOf(options: Options, column: Column): Expectation {
  const considered = RECORDS.filter((record) => isInReach(record, options));
  const known = considered.map((record) => afterwards(record, column));
  const verdicts = considered.map((record, index) =>
    verdictOf(known[index] ?? record, timeOf(record, column), options),
  );
  const matched = known.filter((_, index) => verdicts[index] === 'matched');
  const count = (verdict: string) => verdicts.filter((each) => each === verdict).length;
  const dryRun = options.dry_run ?? false;
  const dueFor = (records: readonly SourceRecord[]) =>
    dryRun ? [] : partitionsOf(records).map((each) => each.map((record) => dueOf(record, options)));
  return {
    answer: {
      done: true,
      dry_run: dryRun,
      matched: matched.length,
      filtered: count('filtered'),
      unknown_time: count('unknown time'),
      published: dryRun ? 0 : matched.length,
      errors: 0,
      cursor: null,
    },
    mostSkipped: column.keepsCopies ? considered.filter(isInBothBatches).length : 0,
    due: dueFor(matched.filter((record) => !isMapped(record, options))),
    mappedDue: dueFor(matched.filter((record) => isMapped(record, options))),
  };
}

function isMapped({ topic }: SourceRecord, { topic_mapping: mapping = {} }: Options): boolean {
  return Object.keys(mapping).includes(topic);
}

/** Tells whether a record is read at all. Records that the other filters leave out are read and counted. */
function isInReach({ partition, offset, value }: SourceRecord, options: Options): boolean {
  const sizeClass = (value?.length ?? 0) < LARGE ? 'small/' : 'large/';
  const { from = 0, to = Number.MAX_SAFE_INTEGER } = options.offsets?.[partition] ?? {};
  return (
    (options.source_prefix ?? sizeClass) === sizeClass &&
    (options.partitions?.includes(partition) ?? true) &&
    offset >= from &&
    offset < to
  );
}

/** A raw file holds the value and nothing else: key, headers and timestamp are lost, and with them what is asked of them. */
function afterwards(record: SourceRecord, { format }: Column): SourceRecord {
  return format === 'envelope' ? record : { ...record, key: null, headers: [], timestamp: null };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The time that is known of a record. Of a raw file it is only that of its directory, whose name does not tell the zone
 * and is read as UTC.
 */
function timeOf({ timestamp }: SourceRecord, { format, directoryTime: { hours, timeZone } }: Column): Span | undefined {
  if (timestamp === null || timestamp < 0) return undefined;
  if (format === 'envelope') return { from: timestamp, to: timestamp + 1 };
  if (timestamp >= Date.UTC(10_000, 0)) return undefined; // such a record is filed under unknown-time
  const length = hours * 3_600_000;
  const [day, hour] = new Date(timestamp).toLocaleString('sv-SE', { timeZone }).split(/[ :]/);
  const from = Math.floor(Date.parse(`${day}T${hour}:00:00Z`) / length) * length;
  return { from, to: from + length };
}

function verdictOf({ key, headers }: SourceRecord, time: Span | undefined, options: Options): string {
  if (options.key !== undefined && key?.toString('latin1') !== latin1(options.key)) return 'filtered';
  const { header } = options;
  const hasHeader = headers.some(
    ([name, value]) => name === header?.name && value?.toString('latin1') === latin1(header.value),
  );
  if (header !== undefined && !hasHeader) return 'filtered';
  if (options.from === undefined || options.to === undefined) return 'matched';
  if (time === undefined) return 'unknown time';
  return time.to > Date.parse(options.from) && time.from < Date.parse(options.to) ? 'matched' : 'filtered';
}

/** The bytes of the text's UTF-8 as a text of their own, by which two texts can be compared byte for byte. */
function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function dueOf({ topic, partition, offset, timestamp, key, value, headers }: SourceRecord, options: Options): Due {
  const keepsTime = (options.preserve_timestamp ?? true) && timestamp !== null && timestamp >= 0;
  const origin = options.original_offset_header;
  const added = origin === undefined ? [] : ([[origin, Buffer.from(`${topic}+${partition}+${offset}`)]] as const);
  const content = describeContent({ key, value, headers: [...headers, ...added] });
  const kept = options.partition_mapping?.[partition] ?? partition;
  const chosen = key === null ? undefined : partitionOfKey(key, TARGET_PARTITIONS);
  return {
    partition: (options.preserve_partition ?? true) ? kept : chosen,
    line: `${content}, ${keepsTime ? `time ${timestamp}` : TIME_OF_SENDING}`,
  };
}

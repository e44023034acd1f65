import { isObject } from '../../environment';
import { isCount } from '../../records/record';
import { type OffsetRange, parseRanges, type RepeatedRange, type UnknownRange } from './ranges';

/** The entry of an offset map for one stretch of a source partition. */
export interface MapPart {
  /** The places of the first copies of records, in the order of the source offsets. */
  readonly ranges: readonly OffsetRange[];
  readonly repeated: readonly RepeatedRange[];
  readonly unknown: readonly UnknownRange[];
}

/** The beginning of a map, which an earlier run has written. */
export interface EarlierParts {
  readonly run: string;
  readonly plan?: string;
  readonly parts: number;
  readonly earlier?: EarlierParts;
}

/**
 * Records that may be in the topic although no answer said so: an invocation was ended, or a request failed, while they
 * were on their way. They are among the records from a source offset on, and between two offsets of each target
 * partition.
 */
export interface Doubt {
  readonly since: number;
  /** The offset after the last record that is known, for each target partition. */
  readonly from: Readonly<Record<string, number>>;
  /** The offset of the first record that was sent afterwards, for each target partition. */
  readonly to: Readonly<Record<string, number>>;
  /** True as long as all records that were sent afterwards had a time of their own. */
  readonly timed: boolean;
}

/** The newest part of a map, which is kept in the same write as the position, and what stands in the bucket already. */
export interface MapState extends MapPart {
  readonly topic: string;
  /** The number of parts that this run has written. */
  readonly parts: number;
  readonly earlier?: EarlierParts;
  /**
   * The offset after the last record that was acknowledged, for each target partition. Before that it is the end that
   * the partition had at first.
   */
  readonly ends: Readonly<Record<string, number>>;
  readonly doubts: readonly Doubt[];
  /** The doubts that could not be cleared up: target partition, its offsets from and to, and the source offset since. */
  readonly unread: readonly (readonly [partition: number, from: number, to: number, since: number])[];
  /** False while records may be on their way. */
  readonly settled: boolean;
}

/** @returns undefined for what is no part of a map */
export function parseMapPart(value: unknown): MapPart | undefined {
  const given = isObject(value) ? value : {};
  const ranges = parseRanges<OffsetRange>(given.ranges, 4);
  const repeated = parseRanges<RepeatedRange>(given.repeated, 4);
  const unknown = parseRanges<UnknownRange>(given.unknown, 2);
  return ranges && repeated && unknown && { ranges, repeated, unknown };
}

/** @returns undefined for what is no state of a map */
export function parseMapState(value: unknown): MapState | undefined {
  const part = parseMapPart(value);
  const { topic, parts, earlier, ends, doubts, unread, settled } = isObject(value) ? value : {};
  const isSound = typeof topic === 'string' && isCount(parts) && isOffsets(ends) && typeof settled === 'boolean';
  const left = parseRanges<MapState['unread'][number]>(unread, 4);
  if (part === undefined || left === undefined || !isSound || !Array.isArray(doubts) || !doubts.every(isDoubt)) {
    return undefined;
  }
  const before = earlier === undefined ? undefined : parseEarlier(earlier);
  return { ...part, topic, parts, ...(before && { earlier: before }), ends, doubts, unread: left, settled };
}

function parseEarlier(value: unknown): EarlierParts | undefined {
  const { run, plan, parts, earlier } = isObject(value) ? value : {};
  if (typeof run !== 'string' || !isCount(parts)) {
    return undefined;
  }
  const before = parseEarlier(earlier);
  return { run, ...(typeof plan === 'string' && { plan }), parts, ...(before && { earlier: before }) };
}

function isDoubt(value: unknown): value is Doubt {
  const { since, from, to, timed } = isObject(value) ? value : {};
  return isCount(since) && isOffsets(from) && isOffsets(to) && typeof timed === 'boolean';
}

function isOffsets(value: unknown): value is Record<string, number> {
  return isObject(value) && Object.values(value).every(isCount);
}

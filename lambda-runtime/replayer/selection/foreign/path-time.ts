import type { TimeUnit } from '../../../../src/contract/layouts';

/** The time that a path tells: a span, or one moment where it tells the second. */
export interface PathTime {
  /** The beginning in milliseconds since 1970. */
  readonly from: number;
  /** The first moment after the span. */
  readonly to: number;
  /** The unit of the span; undefined where the path tells the second or finer. */
  readonly unit: TimeUnit | undefined;
}

// The last one counts: a topic or a prefix may look like a year, and no sink writes such a thing below its times.
const DIRECTORIES =
  /(?:^|.*\/)(?:year=)?(\d{4})\/(?:month=)?(\d{2})\/(?:day=)?(\d{2})\/(?:(?:hour=)?([01]\d|2[0-3])\/)?/;
/** A time in milliseconds: with 13 digits it is in the years from 2001 to 2286. */
const MILLISECONDS = /^\d{13}$/;
/** A time without anything between its fields, such as `20260413073000` or `20260413T073000Z`. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(?:(\d{2})(?:(\d{2})(?:\.?(\d{3}))?)?)?)?Z?$/;
const [LEAST_FIELDS, MOST_FIELDS] = [3, 7];
const UNITS: readonly (TimeUnit | undefined)[] = ['DAY', 'HOUR', 'MINUTE', undefined, undefined];
const LENGTH_MS: readonly number[] = [24 * 3_600_000, 3_600_000, 60_000, 1000, 1];

/** Reads the day, or the hour, that directories are named after, in UTC: `2026/04/13/21` or `year=2026/month=04/day=13/hour=21`. */
export function directoriesTime(directory: string): PathTime | undefined {
  const [, ...fields] = DIRECTORIES.exec(directory) ?? [];
  return spanOf(fields.filter((field) => field !== undefined));
}

/**
 * Reads a time: milliseconds since 1970, or a year, a month, a day and whatever follows down to the millisecond, in UTC and with
 * anything but digits in between, such as `2026-04-13T07:30:00Z` and `year=2026/month=04/day=13`, or nothing.
 *
 * @returns undefined if it is none
 */
export function timeIn(text: string): PathTime | undefined {
  if (MILLISECONDS.test(text)) {
    const from = Number(text);
    return { from, to: from + 1, unit: undefined };
  }
  const compact = COMPACT.exec(text)?.slice(1) ?? text.split(/\D+/);
  return spanOf(compact.filter((field) => field !== undefined && field !== ''));
}

/** @param fields from the year down */
function spanOf(fields: readonly string[]): PathTime | undefined {
  if (fields.length < LEAST_FIELDS || fields.length > MOST_FIELDS) {
    return undefined;
  }
  const [year, month, day, hour = '00', minute = '00', second = '00', fraction = '000'] = fields;
  const text = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}Z`;
  const from = Date.parse(text);
  // Date.parse takes 31 June for the first of July, and 24 o'clock for the next day: those are no times.
  if (Number.isNaN(from) || new Date(from).toISOString() !== text) {
    return undefined;
  }
  const finest = fields.length - LEAST_FIELDS;
  return { from, to: from + (LENGTH_MS[finest] ?? 1), unit: UNITS[finest] };
}

import type { FieldPath } from '../../src/contract/field-path';
import type { KafkaRecord } from '../records/record';
import { fieldOf } from './value-fields';

/** ISO 8601, to the day or finer. */
const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2}(?:[.,]\d+)?)? ?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Units of numbers: a number below each bound has a unit of so many milliseconds. As seconds, 1e11 is in the year 5138.
 */
const UNITS: readonly (readonly [below: number, milliseconds: number])[] = [
  [1e11, 1000],
  [1e14, 1],
  [1e17, 1e-3],
  [1e20, 1e-6],
];

/**
 * The time that a field of the value tells: text in ISO 8601, in UTC where it names no zone, or a number since 1970, in
 * seconds, milliseconds, microseconds or nanoseconds, whichever its size says.
 *
 * @returns milliseconds since 1970; null where the field is missing or tells no time
 */
export function eventTime(record: KafkaRecord, path: FieldPath): number | null {
  const found = fieldOf(record, path);
  if (typeof found === 'string') {
    return timeOfText(found);
  }
  const unit = typeof found === 'number' && found >= 0 ? UNITS.find(([below]) => found < below) : undefined;
  return unit === undefined ? null : Math.floor(Number(found) * unit[1]);
}

function timeOfText(text: string): number | null {
  const [, day, clock = '00:00', seconds = '', zone = 'Z'] = ISO_TIME.exec(text) ?? [];
  if (day === undefined) {
    return null;
  }
  // Date.parse takes 30 February for 2 March.
  const midnight = Date.parse(day);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) {
    return null;
  }
  const time = Date.parse(`${day}T${clock}${milliseconds(seconds)}${offset(zone)}`);
  return Number.isNaN(time) ? null : time;
}

/** Keeps three digits of a fraction of a second. */
function milliseconds(seconds: string): string {
  return seconds.replace(',', '.').replace(/(\.\d{3})\d+$/, '$1');
}

/** The offset of a zone with a colon and minutes: `+02:00` for `+0200` and for `+02`. */
function offset(zone: string): string {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  return sign === undefined ? 'Z' : `${sign}${hours}:${minutes}`;
}

import { isUtf8 } from 'node:buffer';
import type { FieldPath } from '../../src/contract/field-path';
import { assertParsable } from '../records/envelope';
import type { KafkaRecord } from '../records/record';

/** The content of a field, as far as it can name a directory: a number as it was written, where that can be known. */
export type Scalar = string | number | boolean;

/**
 * The parsed values of records. A record is asked once for each directory that is named after a field, and its value is
 * parsed only once.
 */
const parsed = new WeakMap<KafkaRecord, { readonly json: unknown }>();

/** @returns undefined where the value is no JSON, lacks the field, or holds there null, a list or an object */
export function fieldOf(record: KafkaRecord, path: FieldPath): Scalar | undefined {
  const found = path.reduce<unknown>(memberOf, jsonOf(record));
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? found : undefined;
}

/**
 * The field as text. Of a number that JavaScript cannot hold exactly, such as a long id, the digits in the JSON count:
 * two customers never share a directory because of rounding.
 */
export function fieldText(record: KafkaRecord, path: FieldPath): string | undefined {
  const found = fieldOf(record, path);
  const text = found === undefined ? undefined : String(found);
  return typeof found !== 'number' || isHeld(found) ? text : (numberAsWritten(record, path) ?? text);
}

function isHeld(number: number): boolean {
  return Number.isInteger(number) ? Number.isSafeInteger(number) : Number.isFinite(number);
}

function memberOf(value: unknown, step: string | number): unknown {
  if (typeof step === 'number') {
    return Array.isArray(value) ? value[step] : undefined;
  }
  const isMember = typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, step);
  return isMember ? (value as Record<string, unknown>)[step] : undefined;
}

function jsonOf(record: KafkaRecord): unknown {
  let known = parsed.get(record);
  if (known === undefined) {
    known = { json: parse(record.value) };
    parsed.set(record, known);
  }
  return known.json;
}

function parse(value: Buffer | null, reviver?: Reviver): unknown {
  if (value === null || !isUtf8(value)) {
    return undefined;
  }
  try {
    assertParsable(value);
    return JSON.parse(value.toString(), reviver);
  } catch {
    return undefined;
  }
}

type Reviver = (this: unknown, key: string, value: unknown, context?: { readonly source?: string }) => unknown;

/**
 * The digits of a number as they stand in the JSON. Node.js 22 and later give them to a reviver:
 * https://tc39.es/proposal-json-parse-with-source/
 */
function numberAsWritten({ value }: KafkaRecord, path: FieldPath): string | undefined {
  const asWritten: Reviver = (_, inner, context) => (typeof inner === 'number' ? (context?.source ?? inner) : inner);
  const found = path.reduce<unknown>(memberOf, parse(value, asWritten));
  return typeof found === 'string' ? found : undefined;
}

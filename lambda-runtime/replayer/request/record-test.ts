import { parsePattern } from '../../../src/contract/linear-pattern';
import type { HeaderChoice, RecordChoice } from '../../../src/contract/record-choice';
import { matchPattern } from '../../match-pattern';
import type { KafkaRecord, RecordHeader } from '../../records/record';

/** Tests of one choice of records. Each is absent where the choice does not ask for it. */
export interface RecordTests {
  readonly key?: (key: Buffer) => boolean;
  readonly headers?: (headers: readonly RecordHeader[]) => boolean;
}

/** Makes the tests of a choice, once for all records. */
export function testsOf({ keys, key_prefixes: prefixes, headers }: RecordChoice): RecordTests {
  const exact = new Set((keys ?? []).map(asBytes));
  const beginnings = (prefixes ?? []).map((prefix) => Buffer.from(prefix));
  const tests = (headers ?? []).map(headerTest);
  return {
    ...((keys !== undefined || prefixes !== undefined) && {
      key: (key) =>
        (exact.size > 0 && exact.has(key.toString('latin1'))) ||
        beginnings.some((beginning) => key.subarray(0, beginning.length).equals(beginning)),
    }),
    ...(headers !== undefined && { headers: (all) => tests.some((test) => all.some(test)) }),
  };
}

/** True if a record passes every test that there is; without a key it passes no test of keys. */
export function passesAll({ key, headers }: RecordTests, record: KafkaRecord): boolean {
  return (key === undefined || passesKey(key, record)) && (headers === undefined || headers(record.headers));
}

/** True if a record passes at least one of the tests. */
export function passesAny({ key, headers }: RecordTests, record: KafkaRecord): boolean {
  return (key !== undefined && passesKey(key, record)) || headers?.(record.headers) === true;
}

function passesKey(test: NonNullable<RecordTests['key']>, { key }: KafkaRecord): boolean {
  return key !== null && test(key);
}

/** A text as the bytes of its UTF-8, a character each: keys need be no UTF-8, and are compared byte by byte. */
function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function headerTest({ name, value, pattern }: HeaderChoice): (header: RecordHeader) => boolean {
  if (value !== undefined) {
    const bytes = Buffer.from(value);
    return (header) => header.name === name && header.value !== null && header.value.equals(bytes);
  }
  if (pattern === undefined) {
    return (header) => header.name === name;
  }
  const program = parsePattern(pattern);
  return (header) => {
    const text = header.name === name ? textOf(header.value) : undefined;
    return text !== undefined && matchPattern(program, text) !== undefined;
  };
}

/** @returns undefined for what is no text: a pattern matches none of it */
function textOf(bytes: Buffer | null): string | undefined {
  const text = bytes?.toString();
  return text !== undefined && bytes !== null && (!text.includes('\ufffd') || Buffer.from(text).equals(bytes))
    ? text
    : undefined;
}

import { hash } from 'node:crypto';
import type { KafkaRecord, RecordHeader } from '../../records/record';

/** The fields of a record that are compared. */
export const FIELDS = ['key', 'value', 'headers', 'timestamp'] as const;

export type Field = (typeof FIELDS)[number];

/** A record without its bytes: what is left of it while it waits for its counterpart. */
export interface RecordDigest {
  /** SHA-256 in hexadecimal; `-` for null. */
  readonly key: string;
  readonly value: string;
  /** SHA-256 over names, values, order and repetition of all headers. */
  readonly headers: string;
  /** Undefined where there is none to compare. */
  readonly timestamp: number | undefined;
}

/** The link before the first record of a chain. */
export const BEGINNING = '0'.repeat(64);

/** The digest of a null. */
export const NULL_DIGEST = '-';

export function digestOf({ key, value, headers }: Pick<KafkaRecord, 'key' | 'value' | 'headers'>, timestamp?: number) {
  return { key: digestOfBytes(key), value: digestOfBytes(value), headers: digestOfHeaders(headers), timestamp };
}

/**
 * Adds a record to a chain of SHA-256. The state of a running hash cannot be taken over to another invocation, and a link of
 * a chain can: each is the SHA-256 of five lines, which are the link before, the digests of key, value and headers, and the
 * timestamp, or nothing where there is none to compare.
 */
export function chained(before: string, { key, value, headers, timestamp }: RecordDigest): string {
  return hash('sha256', `${before}\n${key}\n${value}\n${headers}\n${timestamp ?? ''}\n`, 'hex');
}

/** @returns the text by which equal records are found; timestamps are left out, as they may not be comparable */
export function contentOf({ key, value, headers }: RecordDigest): string {
  return `${key}${value}${headers}`;
}

/** @returns the fields that two records differ in. A timestamp that one of them has not is not compared. */
export function changedFields(one: RecordDigest, other: RecordDigest): Field[] {
  return FIELDS.filter((field) =>
    field === 'timestamp'
      ? one.timestamp !== undefined && other.timestamp !== undefined && one.timestamp !== other.timestamp
      : one[field] !== other[field],
  );
}

function digestOfBytes(bytes: Buffer | null): string {
  return bytes === null ? NULL_DIGEST : hash('sha256', bytes, 'hex');
}

/**
 * The digest of all headers, one after the other: the length of the name and the name, then the length of the value, or
 * -1 for null, and the value.
 */
function digestOfHeaders(headers: readonly RecordHeader[]): string {
  const parts = headers.flatMap(({ name, value }) => {
    const text = Buffer.from(name);
    return [lengthOf(text), text, lengthOf(value), ...(value === null ? [] : [value])];
  });
  return hash('sha256', Buffer.concat(parts), 'hex');
}

/** Four bytes, big-endian, as in Kafka's own encoding of a nullable field. */
function lengthOf(bytes: Buffer | null): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes?.length ?? -1);
  return length;
}

import { isUtf8 } from 'node:buffer';
import { MAX_RECORD_JSON_BYTES } from '../../src/contract/limits';
import { isTopicName } from '../../src/contract/topic';
import { isObject } from '../environment';
import { decodeBase64 } from './base64';
import { isCount, type KafkaRecord, type RecordHeader } from './record';

/** The bytes of JSON up to which any content fits the memory. */
const ALWAYS_PARSABLE_BYTES = 1024 * 1024;
/**
 * The most objects and lists in JSON. An event of 6 MB has room for 700,000 headers, each of which takes two at most.
 */
const MOST_OBJECTS = 2_000_000;
const [QUOTE, BACKSLASH, BRACE, BRACKET] = [...Buffer.from('"\\{[')];

/** Bytes in JSON: text where the bytes are UTF-8 (then text and bytes convert exactly), else base64. */
type EnvelopeBytes = string | { readonly base64: string } | null;

/** Everything about a record as one JSON object, without a line break. */
export function envelopeText(record: KafkaRecord): string {
  return JSON.stringify({
    topic: record.topic,
    partition: record.partition,
    offset: record.offset,
    timestamp: record.timestamp,
    timestampType: record.timestampType,
    key: toEnvelopeBytes(record.key),
    headers: record.headers.map(({ name, value }) => ({ name, value: toEnvelopeBytes(value) })),
    value: toEnvelopeBytes(record.value),
  });
}

export function encodeEnvelope(record: KafkaRecord): Buffer {
  return Buffer.from(envelopeText(record));
}

export function decodeEnvelope(bytes: Buffer): KafkaRecord {
  const envelope = parseObject(bytes);
  const { topic, partition, offset, timestamp, timestampType, headers } = envelope;
  if (!isTopicName(topic) || !isCount(partition) || !isCount(offset)) {
    throw new Error('not a record envelope: topic, partition and offset must say where the record stood');
  }
  if (timestamp !== null && !Number.isSafeInteger(timestamp)) {
    throw new Error('not a record envelope: timestamp must be a whole number or null');
  }
  if (timestampType !== null && typeof timestampType !== 'string') {
    throw new Error('not a record envelope: timestampType must be a string or null');
  }
  if (!Array.isArray(headers)) {
    throw new Error('not a record envelope: headers must be an array');
  }
  return {
    topic,
    partition,
    offset,
    timestamp: timestamp as number | null,
    timestampType,
    key: fromEnvelopeBytes(envelope.key, 'key'),
    value: fromEnvelopeBytes(envelope.value, 'value'),
    headers: headers.map(fromEnvelopeHeader),
  };
}

/** Parses the JSON of one record, if it is an object. */
export function parseObject(bytes: Buffer): Record<string, unknown> {
  assertParsable(bytes);
  let parsed: unknown;
  try {
    parsed = isUtf8(bytes) ? JSON.parse(bytes.toString('utf8')) : undefined;
  } catch {
    // Without the cause, which quotes what stands in the file.
    throw new Error(`not a record envelope: ${bytes.length} bytes that are not JSON`);
  }
  if (!isObject(parsed)) {
    throw new Error('not a record envelope: the JSON is not an object');
  }
  return parsed;
}

/** Refuses JSON that was made to fill the memory, before it is parsed. */
export function assertParsable(bytes: Buffer): void {
  if (bytes.length > MAX_RECORD_JSON_BYTES) {
    throw new Error(`not a record envelope: ${bytes.length} bytes, and a record has ${MAX_RECORD_JSON_BYTES} at most`);
  }
  if (bytes.length > ALWAYS_PARSABLE_BYTES && hasMoreObjects(bytes, MOST_OBJECTS)) {
    throw new Error(
      `not a record envelope: more than ${MOST_OBJECTS} objects and lists, and a record has one for each header`,
    );
  }
}

/** Tells whether JSON begins more objects and lists than may be; those in strings do not count. */
function hasMoreObjects(json: Buffer, most: number): boolean {
  let count = 0;
  let inString = false;
  for (let position = 0; position < json.length; position++) {
    const byte = json[position];
    if (byte === QUOTE) {
      inString = !inString;
    } else if (inString) {
      position += byte === BACKSLASH ? 1 : 0;
    } else if ((byte === BRACE || byte === BRACKET) && ++count > most) {
      return true;
    }
  }
  return false;
}

/**
 * Reads a header. Errors name it by its number: its name is part of the record, and messages have nothing of a record.
 */
function fromEnvelopeHeader(header: unknown, index: number): RecordHeader {
  if (!isObject(header) || typeof header.name !== 'string') {
    throw new Error('not a record envelope: each header must be an object with a name');
  }
  return { name: header.name, value: fromEnvelopeBytes(header.value, `the value of header ${index + 1}`) };
}

function toEnvelopeBytes(bytes: Buffer | null): EnvelopeBytes {
  if (bytes === null) {
    return null;
  }
  return isUtf8(bytes) ? bytes.toString('utf8') : { base64: bytes.toString('base64') };
}

function fromEnvelopeBytes(bytes: unknown, what: string): Buffer | null {
  if (bytes === null) {
    return null;
  }
  if (typeof bytes === 'string') {
    return Buffer.from(bytes, 'utf8');
  }
  const decoded = isObject(bytes) ? decodeBase64(bytes.base64) : undefined;
  if (decoded === undefined) {
    throw new Error(`not a record envelope: ${what} must be a string, {"base64": ...} or null`);
  }
  return decoded;
}

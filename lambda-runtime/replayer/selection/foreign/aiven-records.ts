import { isObject } from '../../../environment';
import { errorMessage } from '../../../errors';
import { decodeBase64 } from '../../../records/base64';
import { assertParsable } from '../../../records/envelope';
import { isCount, type RecordHeader } from '../../../records/record';
import type { ForeignValue } from './foreign-format';
import { jsonFields, parsedJson } from './json-fields';

const ARRAY_BEGIN = Buffer.from('[\n');
const ARRAY_END = Buffer.from('\n]');
const JSON_BEGIN = Buffer.from('{["');
const [LINE_BREAK, COMMA, QUOTE] = [...Buffer.from('\n,"')];
const FIELDS = ['key', 'value', 'offset', 'timestamp', 'headers'];

/**
 * The records of a file of Aiven's sink, whose name does not tell its format, which its beginning does: `json` is an array with a
 * record on each line, `jsonl` has a record on each line, and anything else is `csv`, taken as it is by default: the value alone,
 * in base64. Line breaks stand between records; there is none behind the last.
 * https://github.com/Aiven-Open/cloud-storage-connectors-for-apache-kafka/blob/main/s3-sink-connector/README.md#data-file-format
 */
export function* aivenRecords(bytes: Buffer): Generator<ForeignValue> {
  const isArray = bytes.subarray(0, ARRAY_BEGIN.length).equals(ARRAY_BEGIN);
  const isJson = isArray || (bytes.length > 0 && JSON_BEGIN.includes(bytes[0] ?? 0));
  const body = isArray ? withoutBrackets(bytes) : bytes;
  let number = isArray ? 2 : 1;
  for (const line of linesBetweenBreaks(body)) {
    try {
      if (!isJson) {
        yield csvRecord(line);
      } else if (line.length > 0) {
        yield jsonRecord(isArray && line.at(-1) === COMMA ? line.subarray(0, -1) : line);
      }
    } catch (cause) {
      throw new Error(`line ${number} of the file is no record of Aiven's sink: ${errorMessage(cause)}`, { cause });
    }
    number++;
  }
}

function withoutBrackets(bytes: Buffer): Buffer {
  if (!bytes.subarray(-ARRAY_END.length).equals(ARRAY_END)) {
    throw new Error('the array of records has no end');
  }
  return bytes.subarray(ARRAY_BEGIN.length, -ARRAY_END.length);
}

function* linesBetweenBreaks(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start <= bytes.length; ) {
    const end = bytes.indexOf(LINE_BREAK ?? 0, start);
    const behind = end === -1 ? bytes.length : end;
    yield bytes.subarray(start, behind);
    start = behind + 1;
  }
}

/**
 * Reads a line of CSV. A null value is written as nothing at all; so is an empty one, and the two cannot be told apart.
 */
function csvRecord(line: Buffer): ForeignValue {
  if (line.length === 0) {
    return { value: null };
  }
  const value = decodeBase64(line.toString('latin1'));
  if (value === undefined) {
    throw new Error(
      "it is not one value in base64, as the sink's format csv writes it by default; have other fields written as jsonl, or give a " +
        'pattern with "lines": true to replay the lines as they are',
    );
  }
  return { value };
}

/** Reads a line of JSON. With `format.output.envelope=false` the line is the value itself. */
function jsonRecord(line: Buffer): ForeignValue {
  const fields = jsonFields(line);
  const value = fields?.get('value');
  if (fields === undefined || value === undefined || ![...fields.keys()].every((name) => FIELDS.includes(name))) {
    return { value: bytesOf(line) };
  }
  const [offset, timestamp, key, headers] = ['offset', 'timestamp', 'key', 'headers'].map((name) => fields.get(name));
  return {
    value: bytesOf(value),
    ...(offset && offsetIn(offset)),
    ...(timestamp && timestampIn(timestamp)),
    ...(key && { key: bytesOf(key) }),
    ...(headers && { headers: headersIn(headers) }),
  };
}

/**
 * The bytes of a JSON value. A text stands for its characters, as the converter of texts has it; anything else for its
 * JSON, as it is.
 */
function bytesOf(json: Buffer): Buffer | null {
  if (json[0] === QUOTE) {
    return Buffer.from(String(parsedJson(json)));
  }
  return json.toString('latin1') === 'null' ? null : json;
}

function offsetIn(json: Buffer): Pick<ForeignValue, 'offset'> {
  const offset = Number(json.toString());
  if (!isCount(offset)) {
    throw new Error('its offset is no whole number');
  }
  return { offset };
}

function timestampIn(json: Buffer): Pick<ForeignValue, 'timestamp'> {
  const told = parsedJson(json);
  const timestamp = typeof told === 'string' ? Date.parse(told) : told;
  if (timestamp === null) {
    return {};
  }
  if (typeof timestamp !== 'number' || !Number.isSafeInteger(timestamp)) {
    throw new Error('its timestamp is no time');
  }
  return { timestamp };
}

function headersIn(json: Buffer): readonly RecordHeader[] {
  assertParsable(json);
  const headers = parsedJson(json);
  if (headers === null) {
    return [];
  }
  if (!Array.isArray(headers)) {
    throw new Error('its headers are no list');
  }
  return headers.map((header: unknown) => {
    const { key, value } = isObject(header) ? header : {};
    if (typeof key !== 'string') {
      throw new Error('a header has no key');
    }
    return { name: key, value: headerValue(value) };
  });
}

function headerValue(value: unknown): Buffer | null {
  return value == null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

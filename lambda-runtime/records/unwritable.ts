import { isObject } from '../environment';
import { errorMessage } from '../errors';
import { deliveredRecord } from './delivered-record';
import { parseObject } from './envelope';
import type { KafkaRecord, RecordCoordinates } from './record';

/** The content of the file of a record that was set aside: the record as it was delivered, and the reason. */
export function encodeUnwritable(reason: string, record: Readonly<Record<string, unknown>>): Buffer {
  return Buffer.from(`${JSON.stringify({ reason, record })}\n`);
}

/** @throws Error if the record itself is what is wrong, so that nobody could publish it */
export function decodeUnwritable({ offset }: RecordCoordinates, bytes: Buffer): KafkaRecord {
  const { record } = parseObject(bytes);
  if (!isObject(record)) {
    throw new Error('not a record that was set aside: it has no record');
  }
  try {
    return deliveredRecord(record, Number(record.offset ?? offset));
  } catch (cause) {
    throw new Error(`the record cannot be put back as it was delivered: ${errorMessage(cause)}`, { cause });
  }
}

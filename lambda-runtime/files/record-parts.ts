import type { FieldPath } from '../../src/contract/field-path';
import type { KafkaRecord } from '../records/record';
import { encodeOptional, encodeWord } from './path-component';
import { fieldText } from './value-fields';

/** A piece of a path that is made of the record alone, so that a redelivered record has the same path. */
export type RecordPart = (record: KafkaRecord) => string;

export const byKey: RecordPart = ({ key }) => encodeOptional(key, 'key');

/** Reads the last of the headers that share a name, as in Kafka's `Headers.lastHeader`. */
export function byHeader(name: string): RecordPart {
  const word = encodeWord(name);
  return ({ headers }) => encodeOptional(headers.filter((header) => header.name === name).at(-1)?.value, word);
}

/** @param name the path as the layout has it, for records without such a field: `no-customer.id` */
export function byField(path: FieldPath, name: string): RecordPart {
  const word = encodeWord(name);
  return (record) => {
    const text = fieldText(record, path);
    return encodeOptional(text === undefined ? null : Buffer.from(text), word);
  };
}

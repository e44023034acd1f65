import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { decodeRecord, encodeRecord } from '../../../lambda-runtime/records/codec';
import { type Compression, compress, suffixOf } from '../../../lambda-runtime/records/compression';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { decodeSegment, encodeLine } from '../../../lambda-runtime/records/segment';
import { RECORD } from './arbitraries';

function assertSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error(`came back as ${JSON.stringify(actual)}`);
  }
}

/** Any record becomes a file and the same record again. Apart, since one compression is only in newer Node.js. */
export const ROUND_TRIPS: Readonly<Record<string, (compression: Compression) => void>> = {
  'an envelope': (compression) => {
    fc.assert(
      fc.property(RECORD, (record) => {
        assertSame(decodeRecord(record, encodeRecord(record, { type: 'envelope' }, compression)), record);
      }),
    );
  },

  'a raw file': (compression) => {
    fc.assert(
      fc.property(RECORD, fc.constantFrom('.json' as const, '.bin' as const), (record, extension) => {
        const decoded = decodeRecord(record, encodeRecord(record, { type: 'value', extension }, compression));
        assertSame(decoded.value, record.value);
      }),
    );
  },

  'a segment': (compression) => {
    const records = fc.tuple(RECORD, fc.array(RECORD, { maxLength: 5 })).map(([first, others]): KafkaRecord[] => {
      const { topic, partition } = first;
      return [first, ...others].map((record) => ({ ...record, topic, partition })).sort((a, b) => a.offset - b.offset);
    });
    fc.assert(
      fc.property(records, (segment) => {
        const [first, last] = [segment.at(0), segment.at(-1)];
        const span = { topic: '', partition: 0, ...first, first: first?.offset ?? 0, last: last?.offset ?? 0 };
        const bytes = compress(Buffer.concat(segment.map(encodeLine)), compression);
        assertSame([...decodeSegment(span, { extension: `.records.ndjson${suffixOf(compression)}`, bytes })], segment);
      }),
    );
  },
};

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { decodeRecord, encodeRecord } from '../../../lambda-runtime/records/codec';
import { type Compression, compress, suffixOf } from '../../../lambda-runtime/records/compression';
import { parquetReader, parquetWriter } from '../../../lambda-runtime/records/load-parquet';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { decodeSegment, encodeLine, spanOf } from '../../../lambda-runtime/records/segment';
import { RECORD } from './arbitraries';

function assertSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Error(`came back as ${JSON.stringify(actual)}`);
  }
}

/** Records of one partition, in order. */
const SEGMENT = fc
  .uniqueArray(RECORD, { minLength: 1, maxLength: 6, selector: ({ offset }) => offset })
  .map((all): KafkaRecord[] => {
    const [{ topic, partition } = { topic: '', partition: 0 }] = all;
    return all.map((record) => ({ ...record, topic, partition })).sort((a, b) => a.offset - b.offset);
  });

/** Kafka's own numbers of partitions: a column of Parquet has no others. */
const PARTITION = fc.nat(2 ** 31 - 1);

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
    fc.assert(
      fc.property(SEGMENT, (segment) => {
        const [first, ...others] = segment;
        if (first === undefined) return;
        const span = spanOf(first, [first.offset, ...others.map(({ offset }) => offset)]);
        const bytes = compress(Buffer.concat(segment.map(encodeLine)), compression);
        assertSame([...decodeSegment(span, { extension: `.records.ndjson${suffixOf(compression)}`, bytes })], segment);
      }),
    );
  },

  'a Parquet file of one record': (compression) => {
    fc.assert(
      fc.property(RECORD, PARTITION, (record, partition) => {
        const row = { ...record, partition };
        assertSame(decodeRecord(row, encodeRecord(row, { type: 'parquet', compression }, 'NONE')), row);
      }),
    );
  },

  'a segment that is a Parquet file': (compression) => {
    fc.assert(
      fc.property(SEGMENT, PARTITION, (records, partition) => {
        const segment = records.map((record) => ({ ...record, partition }));
        const [first, ...others] = segment;
        if (first === undefined) return;
        const span = spanOf(first, [first.offset, ...others.map(({ offset }) => offset)]);
        const bytes = parquetWriter.now.encodeParquet(segment, compression);
        assertSame([...decodeSegment(span, { extension: '.records.parquet', bytes })], segment);
      }),
    );
  },
};

/** Loads what the handlers load when they come to Parquet. */
export async function loadParquet(): Promise<void> {
  await Promise.all([parquetReader.load(), parquetWriter.load()]);
}

import { parquetWriter } from '../../../lambda-runtime/records/load-parquet';
import { unfoldSnappy } from '../../../lambda-runtime/records/parquet/snappy';
import { decodeSegment, spanOf } from '../../../lambda-runtime/records/segment';
import { HOSTILE_PARQUET } from '../../prove/cases/files/hostile-parquet';
import { outcome, RECORDS, recordAt } from '../support/parquet-records';
import { aRecord } from '../support/records';
import { loadParquet } from '../support/round-trips';

beforeAll(loadParquet);

describe.each(['NONE', 'GZIP', 'SNAPPY'] as const)('a Parquet file with compression %s', (compression) => {
  const file = () => parquetWriter.now.encodeParquet(RECORDS, compression);

  test('gives its records back', () => {
    expect(outcome(file())).toEqual(RECORDS);
  });

  test('takes no more bytes than are calculated for it, before compression', () => {
    const { encodeParquet, EMPTY_PARQUET_BYTES, parquetBytesOf } = parquetWriter.now;
    for (const records of [RECORDS, RECORDS.slice(3, 4), RECORDS.slice(0, 1)]) {
      const calculated = records.reduce((sum, record) => sum + parquetBytesOf(record), EMPTY_PARQUET_BYTES);
      expect(encodeParquet(records, 'NONE').length).toBeLessThanOrEqual(calculated);
    }
  });

  test.each([0, 1, 7, 8, 100, 1000])('that ends %d bytes early is refused, without its records', (missing) => {
    const good = file();
    expect(typeof outcome(good.subarray(0, good.length - missing))).toBe(missing === 0 ? 'object' : 'string');
  });
});

test('what a file takes is told by its footer, before it is unfolded', () => {
  const file = parquetWriter.now.encodeParquet([aRecord({ value: Buffer.alloc(1_000_000, 'x') })], 'GZIP');
  expect(file.length).toBeLessThan(10_000);
  expect(outcome(file, 900_000)).toBeUndefined();
  expect(outcome(file, 1_100_000)).toHaveLength(1);
});

test('a page that unfolds to more than its footer says is refused, whatever room there is', () => {
  const file = parquetWriter.now.encodeParquet([aRecord({ value: Buffer.alloc(1_000_000, 'x') })], 'GZIP');
  expect(outcome(withFooter(file, 1_000_000, 700_000))).toMatch(
    /^the column value unfolds to more than its footer says$/,
  );
});

test('a text that UTF-8 cannot express comes back from the footer', () => {
  const record = aRecord({ timestampType: '\udc00', headers: [{ name: 'half \ud83e', value: null }] });
  expect(outcome(parquetWriter.now.encodeParquet([record], 'NONE'))).toEqual([record]);
});

test('a partition that Kafka does not have is never written', () => {
  expect(() => parquetWriter.now.encodeParquet([aRecord({ partition: 2 ** 31 })], 'NONE')).toThrow(
    'partition 2147483648 is more than Kafka has, which counts to 2147483647',
  );
});

test.each([
  [
    'a record of another partition',
    [aRecord({ offset: 1, partition: 4 })],
    'row 1 of the segment is record orders+4+1',
  ],
  ['records in another order', [recordAt(2), recordAt(1)], 'record 1 stands behind record 2'],
  ['too few records', [recordAt(1)], 'holds 1 of the 2 records from 1 to 2 that its file name promises'],
])('a segment with %s is held to its name', (_, records, message) => {
  const span = spanOf({ topic: 'orders', partition: 3 }, [1, 2]);
  const bytes = parquetWriter.now.encodeParquet(records, 'NONE');
  expect(() => [...decodeSegment(span, { extension: '.records.parquet', bytes })]).toThrow(message);
});

describe('Snappy', () => {
  test.each<[string, number[], number]>([
    ['a literal whose length would lead backwards', [5, 0xfc, 0xff, 0xff, 0xff, 0xff, 1, 2, 3], 5],
    ['a copy from before the beginning', [5, 0x00, 65, 0x01, 9], 5],
    ['a copy of no distance', [5, 0x00, 65, 0x01, 0], 5],
    ['more than its size', [5, 0x10, 1, 2, 3, 4, 5, 0x00, 6], 5],
    ['less than its size', [5, 0x00, 65], 5],
    ['a length without end', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff], 5],
  ])('with %s is refused', (_, bytes, size) => {
    expect(() => unfoldSnappy(Buffer.from(bytes), size)).toThrow('a page is not what Snappy makes');
  });

  test('repeats what a copy makes itself', () => {
    // The letter A, then a copy of ten bytes from one byte before.
    expect(unfoldSnappy(Buffer.from([11, 0x00, 65, (9 << 2) | 2, 1, 0]), 11).toString()).toBe('A'.repeat(11));
  });
});

/** A number as Thrift writes it. */
function zigzag(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value * 2; ; left = Math.floor(left / 128)) {
    bytes.push(left < 128 ? left : (left % 128) + 128);
    if (left < 128) return Buffer.from(bytes);
  }
}

/** Makes a footer say less than there is: of the number that is the next above one, or that one. */
function withFooter(file: Buffer, from: number, to: number): Buffer {
  const changed = Buffer.from(file);
  const footer = changed.subarray(changed.length - 1200);
  for (let number = from; number < from + 100; number++) {
    const at = footer.indexOf(zigzag(number));
    if (at >= 0) {
      zigzag(to).copy(footer, at);
      return changed;
    }
  }
  throw new Error(`the footer does not say ${from}`);
}

describe('a file that means ill', () => {
  test.each(Object.entries(HOSTILE_PARQUET))('is refused in little time and memory: %s', async (_, make) => {
    const file = await make(RECORDS.slice(0, 10));
    const before = process.memoryUsage().rss;
    const found = outcome(file);
    // Undefined: it asks for more room than there is.
    expect(found === undefined || typeof found === 'string').toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  });
});

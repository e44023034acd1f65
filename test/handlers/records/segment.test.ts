import { gzipSync } from 'node:zlib';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { decodeSegment, encodeLine, spanOf } from '../../../lambda-runtime/records/segment';
import { aRecord } from '../support/records';

const SPAN = { topic: 'orders', partition: 3, first: 40, last: 42, count: 3 };
const RECORDS = [40, 41, 42].map((offset) => aRecord({ offset, value: Buffer.from(`line\nbreak ${offset}`) }));
const LINES = Buffer.concat(RECORDS.map(encodeLine));

/** The records that come before an error, and the error. */
function read(bytes: Buffer, extension: '.records.ndjson' | '.records.ndjson.gz' = '.records.ndjson') {
  const records: KafkaRecord[] = [];
  try {
    for (const record of decodeSegment(SPAN, { extension, bytes })) {
      records.push(record);
    }
  } catch (error) {
    return { records, problem: error instanceof Error ? error.message : error };
  }
  return { records };
}

test('a segment gives its records back, one a line', () => {
  expect(LINES.toString().split('\n')).toHaveLength(4);
  expect(read(LINES)).toEqual({ records: RECORDS });
});

test('a compressed segment reads the same', () => {
  expect(read(gzipSync(LINES), '.records.ndjson.gz')).toEqual({ records: RECORDS });
});

test('a segment whose last line is cut off gives the records before it, and the number of that line', () => {
  const cut = LINES.subarray(0, LINES.length - 10);
  const { records, problem } = read(cut);
  expect(records).toEqual(RECORDS.slice(0, 2));
  expect(problem).toMatch(/^line 3 of the segment is cut off: the file ends \d+ bytes into it$/);
});

test('a last line that lacks only its end is cut off as well: more may have been lost', () => {
  expect(read(LINES.subarray(0, LINES.length - 1)).problem).toMatch('line 3 of the segment is cut off');
});

test.each([
  ['is no JSON', 'nonsense\n', 'line 4 of the segment is not a record envelope'],
  ['is empty', '\n', 'line 4 of the segment is not a record envelope'],
])('a line that %s is named', (_, line, problem) => {
  expect(read(Buffer.concat([LINES, Buffer.from(line)])).problem).toMatch(problem);
});

test.each([
  ['another topic', { topic: 'other' }],
  ['another partition', { partition: 4 }],
  ['an offset before its first', { offset: 39 }],
  ['an offset behind its last', { offset: 43 }],
])('a record of %s does not belong to the segment', (_, differences) => {
  const stray = aRecord({ offset: 41, ...differences });
  expect(read(Buffer.concat([LINES, encodeLine(stray)])).problem).toBe(
    `line 4 of the segment is record ${stray.topic}+${stray.partition}+${stray.offset}, its file name says orders+3 from 40 to 42`,
  );
});

test.each([
  ['half of it', [40], 'holds 1 of the 3 records from 40 to 42 that its file name promises; the last of them is 40'],
  ['its middle is missing', [40, 42], 'holds 2 of the 3 records from 40 to 42 that its file name promises'],
  ['it is empty', [], 'holds 0 of the 3 records from 40 to 42 that its file name promises'],
  ['a record stands twice', [40, 40, 42], 'is not in order: record 40 stands behind record 40'],
])('a segment that keeps no promise gives what it has, and says so: %s', (_, offsets, problem) => {
  const lines = offsets.map((offset) => encodeLine(aRecord({ offset })));
  const found = read(Buffer.concat(lines));
  expect(found.records.map(({ offset }) => offset)).toEqual([...new Set(offsets)].slice(0, found.records.length));
  expect(found.problem).toMatch(problem);
});

test('a segment with other records than those of its name is found out, though their number is right', () => {
  const records = [40, 42, 45].map((offset) => aRecord({ offset }));
  const others = [40, 43, 45].map((offset) => aRecord({ offset }));
  const span = spanOf(aRecord({ offset: 40 }), [40, 42, 45]);
  const decode = (found: KafkaRecord[]) => [
    ...decodeSegment(span, { extension: '.records.ndjson', bytes: Buffer.concat(found.map(encodeLine)) }),
  ];
  expect(decode(records)).toEqual(records);
  expect(() => decode(others)).toThrow('holds 3 records, but not those that its file name promises');
});

import { fileName, parseFileName, parseLayout, recordPath } from '../../../lambda-runtime/files/names';
import { EXTENSIONS } from '../../../lambda-runtime/records/codec';
import { aRecord } from '../support/records';

const SHARDED = { type: 'perRecord', shards: 16 } as const;
const UNSHARDED = { type: 'perRecord', shards: 1 } as const;

describe('the path of a record', () => {
  test('is made of class, hour in UTC, partition, shard and offset', () => {
    expect(recordPath('small/', SHARDED, aRecord(), '.json')).toBe(
      'small/2026/04/13/07/orders+3/10/orders+3+00000000000000000042.json',
    );
  });

  test('has no shard directory where there is one shard', () => {
    expect(recordPath('small/', UNSHARDED, aRecord(), '.bin')).toBe(
      'small/2026/04/13/07/orders+3/orders+3+00000000000000000042.bin',
    );
  });

  test.each([
    [2, '0'],
    [10, '2'],
    [11, '09'],
    [101, '042'],
  ])('pads the shard to the width of the highest one of %d', (shards, directory) => {
    expect(recordPath('', { type: 'perRecord', shards }, aRecord(), '.json')).toContain(`/orders+3/${directory}/`);
  });

  test.each([
    ['none', null],
    ['minus one', -1],
    ['a fraction', 1.5],
    ['in the year 10000', 253_402_300_800_000],
  ])('goes to unknown-time when the timestamp is %s', (_, timestamp) => {
    expect(recordPath('small/', UNSHARDED, aRecord({ timestamp }), '.json')).toMatch(
      /^small\/unknown-time\/orders\+3\//,
    );
  });

  test.each([
    [0, '1970/01/01/00/'],
    [Date.UTC(2026, 11, 31, 23, 59, 59, 999), '2026/12/31/23/'],
    [253_402_300_799_999, '9999/12/31/23/'],
  ])('takes the timestamp %d for the hour %s', (timestamp, hour) => {
    expect(recordPath('', UNSHARDED, aRecord({ timestamp }), '.json').startsWith(hour)).toBe(true);
  });

  test('is refused when the file name would be longer than 255 bytes', () => {
    const topic = 't'.repeat(240);
    expect(() => recordPath('small/', SHARDED, aRecord({ topic }), '.json')).toThrow('S3 Files takes 255');
  });

  test('is refused when it would be longer than an S3 key', () => {
    const prefix = `${'a'.repeat(200)}/`.repeat(5);
    expect(() => recordPath(prefix, SHARDED, aRecord(), '.json')).toThrow('an S3 key has at most 1024');
  });
});

describe('a file name', () => {
  test.each(EXTENSIONS)('with %s reads back as what it was made of', (extension) => {
    for (const coordinates of [
      { topic: 'orders', partition: 0, offset: 0 },
      { topic: 'a.b-c_d', partition: 1023, offset: Number.MAX_SAFE_INTEGER },
      { topic: '7', partition: 7, offset: 1 },
    ]) {
      expect(parseFileName(fileName(coordinates, extension))).toEqual({ coordinates, extension });
    }
  });

  test('sorts as its offset does', () => {
    const names = [9, 10, 99, 100, 1e15].map((offset) => fileName({ topic: 't', partition: 0, offset }, '.json'));
    expect([...names].sort()).toEqual(names);
  });

  test.each([
    'evt-1234.json',
    'orders+3+42.json',
    'orders+3+00000000000000000042',
    'orders+3+00000000000000000042.txt',
    'orders+3+00000000000000000042.json.gz',
    'orders+03+00000000000000000042.json',
    'orders+3+99999999999999999999.json',
    '..+3+00000000000000000042.json',
    'or ders+3+00000000000000000042.json',
    '.orders+3+00000000000000000042.json.tmp',
  ])('%s is not ours', (name) => {
    expect(parseFileName(name)).toBeUndefined();
  });
});

test.each([
  [{ type: 'perRecord', shards: 0 }],
  [{ type: 'perRecord', shards: 257 }],
  [{ type: 'perRecord', shards: 1.5 }],
  [{ type: 'segments' }],
  [null],
])('the layout %j is refused', (setting) => {
  expect(() => parseLayout(setting)).toThrow('give {"type":"perRecord","shards":1 to 256}');
});

import { parseLayout, recordDirectory, recordPath, segmentPath } from '../../../lambda-runtime/files/layout';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { perRecord, segments } from '../support/layouts';
import { aRecord } from '../support/records';

const SHARDED = perRecord({ shards: 16 });
const UNSHARDED = perRecord();

function path(setting: Record<string, unknown>, differences: Partial<KafkaRecord> = {}): string {
  return recordPath('', perRecord(setting), aRecord(differences), '.json');
}

function directory(part: Record<string, unknown>, differences: Partial<KafkaRecord> = {}): string {
  return recordDirectory('', segments({ directories: [part] }), aRecord(differences)).slice(0, -1);
}

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
    expect(recordPath('', perRecord({ shards }), aRecord(), '.json')).toContain(`/orders+3/${directory}/`);
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
    expect(() => recordPath(prefix, SHARDED, aRecord(), '.json')).toThrow('and at most 1024 are exported');
  });

  test('counts the key of the directory that is mounted, which is no part of the path', () => {
    const at = (rootKey: string) => () =>
      recordPath('small/', { ...UNSHARDED, rootKey }, aRecord(), '.json').length + rootKey.length;
    const most = 1024 - at('')();
    expect(at('r'.repeat(most))()).toBe(1024);
    expect(at('r'.repeat(most + 1))).toThrow("the object's key would have 1025 bytes");
  });
});

describe('directories', () => {
  test('stand in the order in which they are given, below the class and above the shard', () => {
    const directories = [
      { by: 'topic' },
      { by: 'header', name: 'tenant' },
      { by: 'key' },
      { by: 'partition' },
      { by: 'topicPartition' },
      { by: 'time', unit: 'DAY', timeZone: 'UTC' },
    ];
    const headers = [{ name: 'tenant', value: Buffer.from('acme') }];
    expect(recordDirectory('small/', perRecord({ directories, shards: 16 }), aRecord({ headers }))).toBe(
      'small/orders/acme/a-key/3/orders+3/2026/04/13/10/',
    );
  });

  test('may be none at all', () => {
    expect(path({ directories: [] })).toBe('orders+3+00000000000000000042.json');
  });

  test.each([
    ['DAY', '2026/04/13'],
    ['HOUR', '2026/04/13/07'],
    ['MINUTE', '2026/04/13/07/30'],
  ])('of time go down to the %s', (unit, expected) => {
    expect(directory({ by: 'time', unit, timeZone: 'UTC' })).toBe(expected);
  });

  test.each([
    ['America/New_York', '2026/04/13/03/30'],
    ['Asia/Kathmandu', '2026/04/13/13/15'],
    ['Pacific/Kiritimati', '2026/04/13/21/30'],
    ['Pacific/Pago_Pago', '2026/04/12/20/30'],
  ])('of time are those of the clocks in %s', (timeZone, expected) => {
    expect(directory({ by: 'time', unit: 'MINUTE', timeZone })).toBe(expected);
  });

  test('of time go by the clock on the days when it is set', () => {
    const berlin = (instant: string) =>
      directory({ by: 'time', unit: 'HOUR', timeZone: 'Europe/Berlin' }, { timestamp: Date.parse(instant) });
    expect(berlin('2026-03-29T00:59:59Z')).toBe('2026/03/29/01');
    expect(berlin('2026-03-29T01:00:00Z')).toBe('2026/03/29/03');
    expect(berlin('2026-10-25T00:30:00Z')).toBe('2026/10/25/02');
    expect(berlin('2026-10-25T01:30:00Z')).toBe('2026/10/25/02');
    expect(berlin('2026-12-31T23:00:00Z')).toBe('2027/01/01/00');
  });

  test.each([['UTC'], ['Asia/Tokyo']])('of an unknown time are one directory in %s, too', (timeZone) => {
    for (const timestamp of [null, -1, 1.5, 253_402_300_800_000, Number.MAX_SAFE_INTEGER]) {
      expect(directory({ by: 'time', unit: 'MINUTE', timeZone }, { timestamp })).toBe('unknown-time');
    }
  });

  test('of a time that is in the year 10000 on the clocks of its zone are of an unknown time', () => {
    const timestamp = 253_402_300_799_999;
    expect(directory({ by: 'time', unit: 'DAY', timeZone: 'Asia/Tokyo' }, { timestamp })).toBe('unknown-time');
    expect(directory({ by: 'time', unit: 'DAY', timeZone: 'America/New_York' }, { timestamp })).toBe('9999/12/31');
    expect(directory({ by: 'time', unit: 'DAY', timeZone: 'America/New_York' }, { timestamp: 0 })).toBe('1969/12/31');
  });

  test('of a header take the last of that name, whatever its case would say', () => {
    const headers = ['a', 'b', null].map((text) => ({
      name: 'tenant',
      value: text === null ? null : Buffer.from(text),
    }));
    const other = { name: 'Tenant', value: Buffer.from('c') };
    const of = (...given: KafkaRecord['headers']) => directory({ by: 'header', name: 'tenant' }, { headers: given });
    expect(of(...headers.slice(0, 2), other)).toBe('b');
    expect(of(...headers)).toBe('no-tenant');
    expect(of(other)).toBe('no-tenant');
    expect(of({ name: 'tenant', value: Buffer.alloc(0) })).toBe('empty-tenant');
  });

  test.each([
    [92, /^empty-h{92}$/],
    [93, /^empty-h{75}~[0-9a-f]{16}$/],
    [300, /^empty-h{75}~[0-9a-f]{16}$/],
  ])('of a header whose name has %d bytes have a word for its emptiness, of 100 bytes at most', (length, word) => {
    const name = 'h'.repeat(length);
    const of = (value: string) => directory({ by: 'header', name }, { headers: [{ name, value: Buffer.from(value) }] });
    const empty = of('');
    expect(empty).toMatch(word);
    expect(of(empty)).not.toBe(empty);
    expect(of(empty).length).toBeLessThanOrEqual(100);
  });

  test('of a header with an odd name have a word for its absence all the same', () => {
    expect(directory({ by: 'header', name: '../Größe' })).toBe('no-%2E.%2FGr%C3%B6%C3%9Fe');
  });
});

describe('the name of a file', () => {
  const headers = [{ name: 'tenant id', value: Buffer.from('a+b') }];

  test.each([
    ['{topic}+{partition}+{offset}', ''],
    ['{key}+{topic}+{partition}+{offset}', 'a-key+'],
    ['{time}+{topic}+{partition}+{offset}', '20260413T073000000Z+'],
    ['t={header:tenant id}_v1+{time}+{topic}+{partition}+{offset}', 't=a%2Bb_v1+20260413T073000000Z+'],
  ])('follows the template %s', (name, before) => {
    expect(path({ name, directories: [] }, { headers })).toBe(`${before}orders+3+00000000000000000042.json`);
  });

  test('may have a header whose own name has a plus sign', () => {
    const name = '{header:a+b}+{topic}+{partition}+{offset}';
    expect(path({ name, directories: [] }, { headers: [{ name: 'a+b', value: Buffer.from('x') }] })).toMatch(
      /^x\+orders/,
    );
  });

  test('says so where it has no time', () => {
    expect(path({ name: '{time}+{topic}+{partition}+{offset}', directories: [] }, { timestamp: -1 })).toMatch(
      /^unknown-time\+orders/,
    );
  });

  test.each([
    ['{key}'],
    ['{key}{topic}+{partition}+{offset}'],
    ['a b+{topic}+{partition}+{offset}'],
    ['+{topic}+{partition}+{offset}'],
    ['a++{topic}+{partition}+{offset}'],
    ['.a+{topic}+{partition}+{offset}'],
    ['a/b+{topic}+{partition}+{offset}'],
    ['{key+{topic}+{partition}+{offset}'],
    [7],
  ])('is no template when it is %j', (name) => {
    expect(() => perRecord({ name })).toThrow(
      'is no template for file names; end it with {topic}+{partition}+{offset}',
    );
  });

  test.each([['{value}'], ['{header}'], ['{header:}'], ['{topic}']])('has no place for %s', (piece) => {
    expect(() => perRecord({ name: `${piece}+{topic}+{partition}+{offset}` })).toThrow(`has the unknown ${piece}`);
  });
});

test('the path of a segment names its first and last record, and their number', () => {
  const span = { topic: 'orders', partition: 3, first: 40, last: 42, count: 3 };
  expect(segmentPath('small/', segments(), span, '.records.ndjson.zst')).toBe(
    'small/orders+3+00000000000000000040+00000000000000000042+3.records.ndjson.zst',
  );
});

test('a directory whose name would be too long is refused', () => {
  const topic = 't'.repeat(249);
  expect(() => recordDirectory('', UNSHARDED, aRecord({ topic }))).not.toThrow();
  expect(() =>
    segmentPath(
      `${topic}+1234567/`,
      segments(),
      { topic: 't', partition: 0, first: 0, last: 0, count: 1 },
      '.records.ndjson',
    ),
  ).toThrow('a name of 257 bytes, S3 Files takes 255');
});

describe('the setting of a layout', () => {
  test('that an earlier version of the construct made means what it meant', () => {
    expect(recordPath('small/', perRecord({ shards: 16 }), aRecord(), '.json')).toBe(
      recordPath(
        'small/',
        perRecord({
          shards: 16,
          directories: [{ by: 'time', unit: 'HOUR', timeZone: 'UTC' }, { by: 'topicPartition' }],
          name: '{topic}+{partition}+{offset}',
        }),
        aRecord(),
        '.json',
      ),
    );
  });

  test.each([
    [{ type: 'perRecord' }],
    [{ type: 'perRecord', shards: 0 }],
    [{ type: 'perRecord', shards: 257 }],
    [{ type: 'perRecord', shards: 1.5 }],
    [{ type: 'segments' }],
    [{ type: 'segments', maxBytes: 0 }],
    [{ type: 'segments', maxBytes: '1' }],
    [{ type: 'other', shards: 1 }],
    [null],
  ])('%j is refused', (setting) => {
    expect(() => parseLayout(setting)).toThrow(
      `the layout ${JSON.stringify(setting)} is unknown; give {"type":"perRecord","shards":1 to 256}`,
    );
  });

  test.each([
    [{ by: 'value' }],
    [{ by: 'header' }],
    [{ by: 'header', name: '' }],
    [{ by: 'time', unit: 'WEEK', timeZone: 'UTC' }],
    [{ by: 'time', unit: 'DAY' }],
    ['topic'],
    [null],
  ])('with the directory %j is refused', (part) => {
    expect(() => segments({ directories: [part] })).toThrow(`directory ${JSON.stringify(part)} is unknown`);
  });

  test('with directories that are no list is refused', () => {
    expect(() => segments({ directories: { by: 'topic' } })).toThrow('give a list, which may be empty');
  });

  test('with a time zone that nobody knows is refused', () => {
    expect(() => segments({ directories: [{ by: 'time', unit: 'DAY', timeZone: 'Mars/Olympus' }] })).toThrow(
      "the time zone 'Mars/Olympus' is unknown; give a name such as 'Europe/Berlin'",
    );
  });
});

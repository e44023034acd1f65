import { gzipSync } from 'node:zlib';
import type { Deadline } from '../../../../lambda-runtime/deadline/deadline';
import { NO_DEADLINE } from '../../support/deadline';
import { put } from '../../support/files';
import { RecordedLog } from '../../support/log';
import { MemoryPublisher } from '../../support/memory-publisher';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';

const mount = useMount();

const PUBLISH = { dry_run: false };

async function published(payload: object, files: Readonly<Record<string, string | Buffer>>) {
  await Promise.all(Object.entries(files).map(([path, content]) => put(mount.root, path, content)));
  const publisher = new MemoryPublisher();
  const answer = await runReplay(mount.root, { ...PUBLISH, ...payload }, { publisher });
  return { answer, publisher, values: publisher.records.map(({ value }) => value?.toString() ?? null) };
}

test('files without coordinates come in the order of their paths, those of a line each and compressed ones too', async () => {
  const { values } = await published(
    { source_format: 'files' },
    {
      'b/1.json': '{"b":1}',
      'a/2.ndjson': '{"a":2}\r\n\r\n \n{"a":3}\r\n',
      'a/10.jsonl.gz': gzipSync('{"a":10}\n{"a":11}'),
      'a/2.txt': 'two lines\nof one record\n',
      'a/3.BIN': Buffer.from([0x41, 0x0a]),
      'a/4.json': '',
    },
  );
  expect(values).toEqual([
    '{"a":10}',
    '{"a":11}',
    '{"a":2}',
    '{"a":3}',
    'two lines\nof one record\n',
    'A\n',
    '',
    '{"b":1}',
  ]);
});

test('an object that a sink delivered twice goes out once, and what the longer one has beyond goes out too', async () => {
  const name = 'orders+0+000000000000000005-000000';
  const { answer, values } = await published(
    { source_format: 'mskDataDelivery' },
    { [`a/${name}-aaaa`]: '5\n6\n', [`a/${name}-bbbb`]: '5\n6\n7\n', 'a/orders+0+000000000000000008-000000-cc': '8\n' },
  );
  expect(values).toEqual(['5', '6', '7', '8']);
  expect(answer).toMatchObject({ published: 4, skipped: 2, errors: 0 });
});

test('files whose lines may have the same offsets lose none of them: only the first of each file is known', async () => {
  const { values } = await published(
    { source_format: 'confluent' },
    { 'hour=09/orders+0+0000000000.json': '"0"\n"2"\n"4"\n', 'hour=10/orders+0+0000000001.json': '"1"\n"3"\n' },
  );
  expect(values).toEqual(['"0"', '"2"', '"4"', '"1"', '"3"']);
});

test('an empty line of the format of bytes is an empty value', async () => {
  const { values } = await published({ source_format: 'confluent' }, { 'orders+0+0.bin': 'a\n\nb\n' });
  expect(values).toEqual(['a', '', 'b']);
});

test("what Aiven's sink keeps of a record comes back as it was, numbers to the last digit", async () => {
  const lines = [
    '{"key":"k\\u00e4","value":{"big":12345678901234567890,"one":1.0},"timestamp":"2026-04-13T07:30:00.123Z","offset":7}',
    '{"value":null,"headers":[{"key":"a","value":"b"},{"key":"a","value":null},{"key":"n","value":{"x":1}}]}',
    '{"value":"text","key":{"id":1}}',
    '{"value":1,"other":2}',
  ];
  const { publisher } = await published({ source_format: 'aiven' }, { 'orders-3-7': lines.join('\n') });
  expect(publisher.records.map(({ key, value, timestamp }) => [`${key}`, `${value}`, timestamp])).toEqual([
    ['kä', '{"big":12345678901234567890,"one":1.0}', Date.parse('2026-04-13T07:30:00.123Z')],
    ['null', 'null', undefined],
    ['{"id":1}', 'text', undefined],
    ['null', '{"value":1,"other":2}', undefined],
  ]);
  expect(publisher.records[1]?.value).toBeNull();
  expect(publisher.records[1]?.headers.map(({ name, value }) => `${name}=${value}`)).toEqual([
    'a=b',
    'a=null',
    'n={"x":1}',
  ]);
});

test("a null value of Aiven's csv is nothing between two line breaks, at the end too", async () => {
  const { values } = await published({ source_format: 'aiven' }, { 'orders-0-0': 'YQ==\n\nYg==\n' });
  expect(values).toEqual(['a', null, 'b', null]);
});

test.each([
  ['fields that nobody can name', 'a2V5,dmFsdWU=\n', 'line 1 of the file is no record of Aiven'],
  ['a cut line', '{"value":1}\n{"value":', 'line 2 of the file is no record of Aiven'],
  ['an array without an end', '[\n{"value":1},\n', 'the array of records has no end'],
])("a file of Aiven's sink with %s is named, and stops its partition", async (_, content, problem) => {
  const { answer } = await published({ source_format: 'aiven' }, { 'orders-0-0': content, 'orders-1-0': 'YQ==' });
  expect(answer).toMatchObject({ done: false, errors: 1 });
  expect(answer.error_messages?.[0]).toContain(`orders-0-0 cannot be read: ${problem}`);
});

const SECRET = 'hunter2';

test.each([
  ['a timestamp', `{"value":1,"timestamp":${SECRET}}`],
  ['a value', `{"value":"${SECRET}\\x"}`],
  ['a key', `{"value":1,"key":"${SECRET}\\x"}`],
  ['headers', `{"value":1,"headers":[{"key":"${SECRET}" "value":"${SECRET}"}]}`],
  ['a field', `{"${SECRET}\\x":1}`],
])("nothing is told of what stands in a file of Aiven's sink with %s that cannot be read", async (_, content) => {
  const log = new RecordedLog();
  await put(mount.root, 'orders-0-0', content);
  const answer = await runReplay(mount.root, { source_format: 'aiven' }, { log });
  expect(answer.error_messages).toEqual([
    expect.stringMatching(/line 1 of the file is no record of Aiven's sink: \d+ bytes of it are not JSON/),
  ]);
  expect(JSON.stringify([answer, log.lines])).not.toContain(SECRET);
});

test('what stands before a line that cannot be read goes out, and with "skip" the next file', async () => {
  const files = { 'orders-0-0': '{"value":0}\n{"value":', 'orders-0-2': '{"value":2}' };
  const { answer, values } = await published({ source_format: 'aiven', on_unreadable: 'skip' }, files);
  expect(values).toEqual(['0', '2']);
  expect(answer).toMatchObject({ done: true, errors: 1 });
});

test.each<[string, object, Record<string, string>, string[]]>([
  [
    'directories of a demo, to the hour',
    { source_format: 'files' },
    { 'small/2026/04/13/06/a.json': '6', 'small/2026/04/13/07/a.json': '7', 'small/2026/04/13/08/a.json': '8' },
    ['7'],
  ],
  [
    'directories of a sink',
    { source_format: 'confluent' },
    {
      'topics/o/year=2026/month=04/day=13/hour=07/o+0+3.json': '7\n',
      'topics/o/year=2026/month=04/day=13/hour=08/o+0+9.json': '8\n',
    },
    ['7'],
  ],
  [
    'a group of milliseconds',
    { source_format: { pattern: '(?<timestamp>\\d+)\\.json' } },
    { [`${Date.parse('2026-04-13T07:30:00Z')}.json`]: '7', [`${Date.parse('2026-04-13T08:00:00Z')}.json`]: '8' },
    ['7'],
  ],
  [
    'a group of a date and a time',
    { source_format: { pattern: '(?<timestamp>.*)\\.json' } },
    { '2026-04-13T07:30.json': '7', '2026-04-13T08:00:00.000Z.json': '8', '20260413.json': 'day' },
    ['7', 'day'],
  ],
  [
    'a group of digits alone, as many as there are',
    { source_format: { pattern: '(?<timestamp>.*)\\.json' } },
    {
      '2026041307.json': 'hour',
      '202604130730.json': 'minute',
      '20260413073000.json': 'second',
      '20260413T073000123Z.json': 'millisecond',
      '20260413080000.json': '8',
    },
    ['hour', 'millisecond', 'minute', 'second'],
  ],
  [
    "records' own times",
    { source_format: 'aiven' },
    {
      'o-0-0':
        '{"value":7,"timestamp":"2026-04-13T07:59:59Z"}\n{"value":8,"timestamp":"2026-04-13T08:00:00Z"}\n{"value":9}',
    },
    ['7'],
  ],
])('a window of time goes by %s', async (_, payload, files, expected) => {
  const window = { from: '2026-04-13T07:00:00Z', to: '2026-04-13T08:00:00Z' };
  const { answer, values } = await published({ ...payload, ...window }, files);
  expect([...values].sort()).toEqual(expected);
  expect(answer.errors).toBe(0);
});

test('a window of time leaves out what tells no time, and counts it', async () => {
  const { answer } = await published(
    { source_format: 'files', from: '2026-04-13', to: '2026-04-14' },
    { 'small/a.json': '1', 'small/2026/04/13/b.json': '2' },
  );
  expect(answer).toMatchObject({ published: 1, unknown_time: 1 });
  expect(answer.warnings).toContainEqual(expect.stringContaining('the day that their directory is named after'));
});

test('the time of a file that tells it to the second goes out with its one record', async () => {
  const { publisher } = await published(
    { source_format: { pattern: '(?<timestamp>.*)\\.json' } },
    { '2026-04-13T07:30:00Z.json': '1', '2026-04-13T07.json': '2' },
  );
  const times = Object.fromEntries(publisher.records.map(({ value, timestamp }) => [String(value), timestamp]));
  expect(times).toEqual({ '1': Date.parse('2026-04-13T07:30:00Z'), '2': undefined });
});

test('topics of a pattern have targets of their own, partition or not', async () => {
  const { publisher } = await published(
    { source_format: { pattern: '(?<topic>[^/]+)/.*\\.json' }, topic_mapping: { orders: 'again' } },
    { 'orders/1.json': '1', 'bills/1.json': '2' },
  );
  expect([...publisher.byTopic].map(([topic, records]) => [topic, `${records[0]?.value}`]).sort()).toEqual([
    ['again', '1'],
    ['orders-replay', '2'],
  ]);
});

function deadlineAfter(questions: number): Deadline {
  let asked = 0;
  return { ...NO_DEADLINE, reached: () => asked++ >= questions };
}

test('a replay that was cut in the middle of a file goes on at the line, whatever has come or gone meanwhile', async () => {
  await put(mount.root, 'b/1.ndjson', '10\n11\n12\n13\n');
  await put(mount.root, 'c/1.ndjson', '20\n21\n');
  const publisher = new MemoryPublisher();
  publisher.settingsOf = () => ({ maxMessageBytes: 100 });
  const payload = { ...PUBLISH, source_format: 'files' };
  const first = await runReplay(mount.root, payload, { publisher, deadline: deadlineAfter(2) });
  expect(first.cursor?.next).toEqual({ files: { path: 'b/1.ndjson', line: publisher.records.length } });
  expect([1, 2, 3]).toContain(publisher.records.length);

  await put(mount.root, 'a/1.ndjson', 'too late\n');
  await put(mount.root, 'b/2.ndjson', '14\n');
  await runReplay(mount.root, { ...payload, cursor: first.cursor }, { publisher });
  expect(publisher.records.map(({ value }) => `${value}`)).toEqual(['10', '11', '12', '13', '14', '20', '21']);
});

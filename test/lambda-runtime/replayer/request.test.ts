import { parseRequest } from '../../../lambda-runtime/replayer/request';

const parse = (payload: unknown) => parseRequest(payload, 'events-replay');

test.each([[undefined], [null], [{}]])('the payload %j is a dry run of everything', (payload) => {
  expect(parse(payload)).toEqual({
    sourcePrefix: '',
    dryRun: true,
    targetTopic: 'events-replay',
    preservePartition: true,
    preserveTimestamp: true,
    partitionMapping: {},
    originalOffsetHeader: undefined,
    filters: {},
    pace: {},
    onUnreadable: 'fail',
    cursor: undefined,
    deadlineSeconds: undefined,
  });
});

test('every key is taken', () => {
  const payload = {
    source_prefix: 'small/2026/04/13/',
    dry_run: false,
    target_topic: 'elsewhere',
    preserve_partition: false,
    preserve_timestamp: false,
    partition_mapping: {},
    original_offset_header: 'from',
    from: '2026-04-13',
    to: '2026-04-13T07:30+02:00',
    partitions: [3, 0],
    offsets: { '3': { from: 7 } },
    key: 'a',
    header: { name: 'tenant', value: 'acme' },
    rate_limit_per_second: 0.5,
    rate_limit_bytes_per_second: 1e6,
    speed: 2,
    on_unreadable: 'skip',
    cursor: { version: 1 },
    deadline_seconds: 1.5,
  };
  expect(parse(payload)).toEqual({
    sourcePrefix: 'small/2026/04/13/',
    dryRun: false,
    targetTopic: 'elsewhere',
    preservePartition: false,
    preserveTimestamp: false,
    partitionMapping: {},
    originalOffsetHeader: 'from',
    filters: {
      time: { from: Date.UTC(2026, 3, 13), to: Date.UTC(2026, 3, 13, 5, 30) },
      partitions: [0, 3],
      offsets: { '3': { from: 7 } },
      key: 'a',
      header: { name: 'tenant', value: 'acme' },
    },
    pace: { recordsPerSecond: 0.5, bytesPerSecond: 1e6, speed: 2 },
    onUnreadable: 'skip',
    cursor: { version: 1 },
    deadlineSeconds: 1.5,
  });
});

test("the answer's null cursor is as good as none", () => {
  expect(parse({ cursor: null }).cursor).toBeUndefined();
});

test('an unknown key is refused, with the keys there are', () => {
  expect(() => parse({ prefix: 'small/', dryRun: true })).toThrow(
    "the payload has the unknown key 'prefix', 'dryRun'; it may have: source_prefix, dry_run, target_topic, " +
      'preserve_partition, preserve_timestamp, partition_mapping, original_offset_header, from, to, partitions, ' +
      'offsets, key, header, rate_limit_per_second, rate_limit_bytes_per_second, speed, on_unreadable, cursor, ' +
      'deadline_seconds',
  );
});

test.each([
  ['a payload that is text', 'small/', 'the payload must be a JSON object'],
  ['a payload that is a list', [], 'the payload must be a JSON object'],
  ['dry_run as text', { dry_run: 'false' }, 'dry_run is "false"; give true or false, without quotes'],
  ['preserve_partition as a number', { preserve_partition: 1 }, 'preserve_partition is 1'],
  ['a topic with a space', { target_topic: 'a b' }, 'target_topic is "a b"'],
  ['a choice that there is not', { on_unreadable: 'stop' }, 'on_unreadable is "stop"; give "fail" to stop'],
  ['a mapping to text', { partition_mapping: { '3': '0' } }, 'partition_mapping is {"3":"0"}; give target partitions'],
  [
    'a mapping that is not used',
    { partition_mapping: { '3': 0 }, preserve_partition: false },
    'partition_mapping needs preserve_partition',
  ],
  ['a header without a name', { original_offset_header: '' }, 'original_offset_header is ""'],
  ['a time without its zone', { from: '2026-04-13T07:30:00' }, 'from is "2026-04-13T07:30:00"; give a time such as'],
  ['a day that there is not', { to: '2026-13-01' }, 'to is "2026-13-01"'],
  ['a time before 1970', { from: -1 }, 'from is -1'],
  ['a window that holds nothing', { from: 5, to: 5 }, 'from and to leave nothing between them'],
  ['no partition at all', { partitions: [] }, 'partitions is []; give a list of numbers'],
  ['a partition as text', { partitions: ['0'] }, 'partitions is ["0"]'],
  ['offsets of a topic', { offsets: { orders: { from: 1 } } }, 'offsets is {"orders":{"from":1}}; give ranges'],
  ['offsets as a list', { offsets: [1] }, 'offsets is [1]'],
  [
    'an offset as text',
    { offsets: { '0': { from: '1' } } },
    'the offsets of partition 0 are {"from":"1"}; give "from"',
  ],
  ['a misspelled end', { offsets: { '0': { until: 1 } } }, 'the offsets of partition 0 are {"until":1}'],
  ['offsets that hold nothing', { offsets: { '0': { from: 2, to: 1 } } }, 'the offsets of partition 0 leave nothing'],
  ['a key as a number', { key: 7 }, 'key is 7; give the text'],
  ['a header as text', { header: 'tenant=acme' }, 'header is "tenant=acme"; give {"name"'],
  ['a rate of nothing', { rate_limit_per_second: 0 }, 'rate_limit_per_second is 0; give a number above 0'],
  ['a rate as text', { rate_limit_bytes_per_second: '1' }, 'rate_limit_bytes_per_second is "1"'],
  ['a speed backwards', { speed: -1 }, 'speed is -1'],
  ['no time', { deadline_seconds: 0 }, 'deadline_seconds is 0'],
  ['time as text', { deadline_seconds: '60' }, 'deadline_seconds is "60"'],
])('%s is refused', (_, payload, message) => {
  expect(() => parse(payload)).toThrow(message);
});

test.each([['../'], ['small/../../etc'], ['/small'], ['/'], ['small//2026'], ['./small'], ['small/\0'], [7]])(
  'the source_prefix %j is refused',
  (prefix) => {
    expect(() => parse({ source_prefix: prefix })).toThrow('give a directory relative to the mount');
  },
);

import { parseRequest } from '../../../../lambda-runtime/replayer/request/request';
import { manifestKey } from '../../../../src/contract/run-keys';

const parse = (payload: unknown) => parseRequest(payload, 'events-replay');

test.each([[undefined], [null], [{}]])('the payload %j is a dry run of everything', (payload) => {
  expect(parse(payload)).toEqual({
    sourcePrefix: '',
    sourceFormat: 's3files',
    dryRun: true,
    targetTopic: 'events-replay',
    topicMapping: {},
    allowed: { sameTopic: false, empty: false, expired: false },
    preservePartition: true,
    preserveTimestamp: true,
    partitionMapping: {},
    originalOffsetHeader: undefined,
    filters: {},
    timeDirectories: false,
    files: undefined,
    pace: {},
    onUnreadable: 'fail',
    onUndeliverable: 'fail',
    cursor: undefined,
    deadlineSeconds: undefined,
  });
});

test('every key is taken', () => {
  const payload = {
    source_prefix: 'small/2026/04/13/',
    dry_run: false,
    target_topic: 'elsewhere',
    topic_mapping: { payments: 'p', orders: 'o' },
    allow_same_topic: true,
    allow_empty: true,
    allow_expired: true,
    preserve_partition: false,
    preserve_timestamp: false,
    partition_mapping: {},
    original_offset_header: 'from',
    strip_headers: ['b', 'a', 'b'],
    rename_headers: { d: 'e', c: 'd' },
    from: '2026-04-13',
    to: '2026-04-13T07:30+02:00',
    partitions: [3, 0],
    offsets: { '3': { from: 7 } },
    key: 'a',
    header: { name: 'tenant', value: 'acme' },
    only: { keys: ['b', 'a', 'b'], headers: [{ name: 'type' }, { name: 'type', pattern: 'a|b' }] },
    exclude: { key_prefixes: ['z'] },
    time_directories: true,
    rate_limit_per_second: 0.5,
    rate_limit_bytes_per_second: 1e6,
    speed: 2,
    on_unreadable: 'skip',
    on_undeliverable: 'skip',
    cursor: { version: 1 },
    deadline_seconds: 1.5,
    manifest: manifestKey('a', 'orders+3'),
    partition: 'orders+3',
  };
  expect(parse(payload)).toEqual({
    sourcePrefix: 'small/2026/04/13/',
    sourceFormat: 's3files',
    dryRun: false,
    targetTopic: 'elsewhere',
    topicMapping: { orders: 'o', payments: 'p' },
    allowed: { sameTopic: true, empty: true, expired: true },
    preservePartition: false,
    preserveTimestamp: false,
    partitionMapping: {},
    originalOffsetHeader: 'from',
    stripHeaders: ['a', 'b'],
    renameHeaders: { c: 'd', d: 'e' },
    filters: {
      time: { from: Date.UTC(2026, 3, 13), to: Date.UTC(2026, 3, 13, 5, 30) },
      partitions: [0, 3],
      offsets: { '3': { from: 7 } },
      key: 'a',
      header: { name: 'tenant', value: 'acme' },
      only: { keys: ['a', 'b'], headers: [{ name: 'type' }, { name: 'type', pattern: 'a|b' }] },
      exclude: { key_prefixes: ['z'] },
    },
    timeDirectories: true,
    files: { manifest: manifestKey('a', 'orders+3') },
    pace: { recordsPerSecond: 0.5, bytesPerSecond: 1e6, speed: 2 },
    onUnreadable: 'skip',
    onUndeliverable: 'skip',
    cursor: { version: 1 },
    deadlineSeconds: 1.5,
  });
});

test("the answer's null cursor is as good as none", () => {
  expect(parse({ cursor: null }).cursor).toBeUndefined();
});

test('an unknown key is refused, with the keys there are', () => {
  expect(() => parse({ prefix: 'small/', dryRun: true })).toThrow(
    "the payload has the unknown key 'prefix', 'dryRun' (was 'dry_run' meant?); it may have: source_prefix, source_format, dry_run, target_topic, " +
      'topic_mapping, create_topic, snapshot, source_cluster, allow_same_topic, allow_empty, allow_expired, preserve_partition, preserve_timestamp, partition_mapping, original_offset_header, strip_headers, rename_headers, from, to, ' +
      'lookback_seconds, delay_seconds, partitions, offsets, key, header, only, exclude, suppress, time_directories, rate_limit_per_second, ' +
      'rate_limit_bytes_per_second, speed, on_unreadable, on_undeliverable, cursor, deadline_seconds, and for the workflow: ordered, resume',
  );
});

test.each([
  ['a payload that is text', 'small/', 'the payload must be a JSON object'],
  ['a payload that is a list', [], 'the payload must be a JSON object'],
  ['dry_run as text', { dry_run: 'false' }, 'dry_run is "false"; give true or false, without quotes'],
  ['preserve_partition as a number', { preserve_partition: 1 }, 'preserve_partition is 1'],
  ['a topic with a space', { target_topic: 'a b' }, 'target_topic is "a b"'],
  ['a mapping from no topic', { topic_mapping: { 'a b': 'c' } }, 'topic_mapping is {"a b":"c"}; give target topics'],
  ['a mapping of topics to partitions', { topic_mapping: { orders: 0 } }, 'topic_mapping is {"orders":0}'],
  ['files of an unknown kind', { source_format: 'avro' }, 'source_format is "avro"; give "s3files"'],
  ['a choice that there is not', { on_unreadable: 'stop' }, 'on_unreadable is "stop"; give "fail" to stop'],
  ['a mapping to text', { partition_mapping: { '3': '0' } }, 'partition_mapping is {"3":"0"}; give target partitions'],
  [
    'a mapping that is not used',
    { partition_mapping: { '3': 0 }, preserve_partition: false },
    'partition_mapping needs preserve_partition',
  ],
  [
    'a choice of nothing',
    { only: {} },
    'only: nothing is chosen; give any of keys, key_prefixes, headers, or leave it out',
  ],
  ['a choice by text', { exclude: 'a' }, 'exclude is "a"; give {"keys": ["a"]'],
  [
    'an unknown choice',
    { only: { prefix: ['a'] } },
    "only: there is no 'prefix'; give any of keys, key_prefixes, headers",
  ],
  ['a list of no keys', { exclude: { keys: [] } }, 'exclude: keys is no list with something in it'],
  ['a key that is a number', { exclude: { keys: ['a', 7] } }, 'exclude: keys has an item that is no text'],
  ['a prefix of all keys', { exclude: { key_prefixes: ['a', ''] } }, 'exclude: key_prefixes has an empty text'],
  [
    'a header without a name',
    { only: { headers: [{ value: 'a' }] } },
    'only: item 0 of headers is no choice of a header',
  ],
  [
    'a header of a value and a pattern',
    { only: { headers: [{ name: 'a' }, { name: 'a', value: 'a', pattern: 'a' }] } },
    'only: item 1 of headers is no choice of a header',
  ],
  [
    'a pattern that looks back',
    { only: { headers: [{ name: 'a', pattern: '(a)\\1' }] } },
    "only: item 0 of headers: the pattern cannot be used, at character 6: '\\1' is not taken",
  ],
  [
    'a list at no address',
    { suppress: { keys: 'https://lists/a' } },
    'suppress: keys is no address of an object; give "s3',
  ],
  ['a list that is a bucket', { suppress: { keys: 's3://lists/' } }, 'suppress: keys is no address of an object'],
  ['a list as text', { suppress: 's3://lists/a' }, 'suppress is "s3://lists/a"; give {"keys"'],
  ['a list and a typing error', { suppress: { keys: 's3://lists/a', match: 'drop' } }, "suppress: there is no 'match'"],
  [
    'an unknown fate',
    { suppress: { keys: 's3://lists/a', on_match: 'delete' } },
    'suppress: on_match is unknown; give "drop"',
  ],
  [
    'hashes as text',
    { suppress: { keys: 's3://lists/a', hashed: 'yes' } },
    'suppress: hashed is neither true nor false',
  ],
  [
    'half a digest',
    { suppress: { keys: 's3://lists/a', sha256: 'abc' } },
    'suppress: sha256 is no SHA-256; give the 64',
  ],
  ['no headers to take away', { strip_headers: [] }, 'strip_headers is []; give a list of names'],
  ['a header to rename to a number', { rename_headers: { a: 1 } }, 'rename_headers is {"a":1}; give new names'],
  ['no headers to rename', { rename_headers: {} }, 'rename_headers is {}; give new names'],
  ['a header that gets no name', { rename_headers: { a: '' } }, "rename_headers gives 'a' no new name"],
  ['a header that keeps its name', { rename_headers: { a: 'a' } }, "rename_headers gives 'a' the name that it has"],
  [
    'two headers that get one name',
    { rename_headers: { a: 'c', b: 'c' } },
    "rename_headers calls both 'a' and 'b' by the name 'c', so that nobody could tell them apart",
  ],
  [
    'a header that is renamed and taken away',
    { strip_headers: ['a'], rename_headers: { a: 'b' } },
    "strip_headers takes away the header 'a' that rename_headers calls 'b'; leave it out of one of them",
  ],
  [
    'a header that gets the name of the one that is added',
    { rename_headers: { a: 'from' }, original_offset_header: 'from' },
    "rename_headers calls 'a' by the name 'from', which original_offset_header gives to the header that it adds",
  ],
  [
    'a list for files without keys',
    { suppress: { keys: 's3://lists/a' }, source_format: 'files' },
    'suppress chooses records by what files of source_format "files" do not tell, their key; leave it out',
  ],
  ['a header without a name', { original_offset_header: '' }, 'original_offset_header is ""'],
  ['a time without its zone', { from: '2026-04-13T07:30:00' }, 'from is "2026-04-13T07:30:00"; give a time such as'],
  ['a month that there is not', { to: '2026-13-01' }, 'the time "2026-13-01" cannot be: there is no day 2026-13-01'],
  ['30 February', { from: '2026-02-30' }, 'the time "2026-02-30" cannot be: there is no day 2026-02-30'],
  ['29 February of no leap year', { from: '2026-02-29T07:30:00Z' }, 'there is no day 2026-02-29'],
  ['31 June', { to: '2026-06-31' }, 'there is no day 2026-06-31'],
  [
    'seconds since 1970',
    { from: 1_900_000_000 },
    'the time 1900000000 is in 1970 as milliseconds since 1970, and was probably meant as seconds; give "2030-03-17T17:46:40.000Z" or 1900000000000',
  ],
  [
    'seconds as text',
    { to: '1900000000' },
    'the time "1900000000" is in 1970 as milliseconds since 1970, and was probably',
  ],
  [
    'seconds with a fraction',
    { from: 1_900_000_000.5 },
    'the time 1900000000.5 is in 1970 as milliseconds since 1970, and was probably meant as seconds; give "2030-03-17T17:46:40.500Z" or 1900000000500',
  ],
  [
    'milliseconds as text',
    { to: '1900000000000' },
    'the time "1900000000000" is text; give 1900000000000, without quotes',
  ],
  ['a fraction of a millisecond', { to: 1_900_000_000_000.5 }, 'to is 1900000000000.5; give a time such as'],
  [
    'no partitions',
    { partitions: null },
    'partitions is null, which chooses nothing; give a list of numbers such as [0, 3], or leave it out',
  ],
  ['no beginning', { from: null }, 'from is null, which chooses nothing; give a time such as'],
  ['neither dry nor not', { dry_run: null }, 'dry_run is null, which chooses nothing; give true or false'],
  ['a time before 1970', { from: -1 }, 'from is -1'],
  ['a window that holds nothing', { from: 5e12, to: 5e12 }, 'from and to leave nothing between them'],
  ['looking back for nothing', { to: 5e12, lookback_seconds: 0 }, 'lookback_seconds is 0; give a number above 0'],
  ['a delay back in time', { to: 5e12, delay_seconds: -1 }, 'delay_seconds is -1; give a number from 0'],
  ['a delay as text', { to: 5e12, delay_seconds: '60' }, 'delay_seconds is "60"; give a number from 0'],
  ['a delay of a window without an end', { from: 1e12, delay_seconds: 60 }, 'delay_seconds puts the end of the window'],
  ['a delay that leaves nothing', { from: 5e12, to: 5e12 + 60_000, delay_seconds: 60 }, 'leave nothing between them'],
  ['looking back from nowhere', { lookback_seconds: 60 }, 'give to with it, and not from'],
  ['looking back from a window', { from: 1e12, to: 5e12, lookback_seconds: 60 }, 'give to with it, and not from'],
  ['directories outside no window', { time_directories: true }, 'give from, to or both with it'],
  ['a manifest that is no text', { manifest: ['a'] }, 'manifest is ["a"]; give the key of a manifest'],
  ['keys that are no list', { keys: 'a' }, 'keys is "a"; give a list of keys'],
  ['a key that is no text', { keys: ['a', 7] }, 'keys is ["a",7]'],
  ['files from two places', { manifest: 'a', keys: [] }, 'has both a manifest and keys'],
  ['a partition that is a number', { partition: 3 }, 'partition is 3'],
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

test('a schedule looks back from the time it runs for', () => {
  // As Amazon EventBridge Scheduler writes <aws.scheduler.scheduled-time>.
  const { filters } = parse({ to: '2026-04-13T07:30:00Z', lookback_seconds: 86_400 });
  expect(filters.time).toEqual({ from: Date.UTC(2026, 3, 12, 7, 30), to: Date.UTC(2026, 3, 13, 7, 30) });
});

test.each([
  ['a window that looks back', { lookback_seconds: 86_400 }, Date.UTC(2026, 3, 12, 7)],
  ['a window with a beginning', { from: '2026-04-13' }, Date.UTC(2026, 3, 13)],
  ['a window without a beginning', {}, undefined],
])('%s ends so far before the time that it is given as the delay says', (_, window, from) => {
  const { filters } = parse({ to: '2026-04-13T07:30:00Z', delay_seconds: 1800, ...window });
  expect(filters.time).toEqual({ ...(from !== undefined && { from }), to: Date.UTC(2026, 3, 13, 7) });
});

test('windows of a delay follow each other without a gap', () => {
  const windows = ['2026-04-13', '2026-04-14'].map(
    (to) => parse({ to, lookback_seconds: 86_400, delay_seconds: 90.5 }).filters.time,
  );
  expect(windows[1]?.from).toBe(windows[0]?.to);
});

test('nothing is looked back for beyond 1970', () => {
  expect(parse({ to: 2e11, lookback_seconds: 1e9 }).filters.time).toEqual({ from: 0, to: 2e11 });
});

test.each([
  ['targetTopic', 'target_topic'],
  ['dry-run', 'dry_run'],
  ['partitons', 'partitions'],
  ['on_unreadible', 'on_unreadable'],
  ['rate_limit_per_secnd', 'rate_limit_per_second'],
])('the unknown key %s is refused, with the one that was probably meant', (given, meant) => {
  expect(() => parse({ [given]: 1 })).toThrow(`(was '${meant}' meant?)`);
});

test('unknown keys are named up to ten, and none at length', () => {
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1]));
  expect(() => parse(many)).toThrow("'k9' and 49990 more; it may have: source_prefix");
  expect(() => parse({ ['x'.repeat(1_000_000)]: 1 })).toThrow(
    /^the payload has the unknown key 'x{200}…'; it may have/,
  );
});

test('a key that is like no other is refused without a guess', () => {
  expect(() => parse({ colour: 'red' })).toThrow("the unknown key 'colour'; it may have");
});

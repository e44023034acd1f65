import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { parseRequest, type ReplayRequest } from '../../lambda-runtime/replayer/request/request';
import { parseRunRequest, type RunRequest } from '../../lambda-runtime/replayer/workflow/run-request';
import {
  OnMatch,
  OnUndeliverable,
  OnUnreadable,
  type ReplayScheduleOptions,
  SourceFormat,
  SuppressionList,
} from '../../src';
import { Pipeline } from '../constructs/replayer/replayers';
import { inputOf, NIGHTLY } from '../constructs/replayer/schedules';

const SCHEDULED = '2026-04-13T07:30:00Z';

/**
 * The request that the function reads from a schedule's input, with the scheduled time put into it as the service does.
 */
function understood(options: Partial<ReplayScheduleOptions>): RunRequest & { readonly request: ReplayRequest } {
  const given = new Pipeline();
  given.replayer().schedule('Nightly', { schedule: NIGHTLY, ...options });
  const input = JSON.stringify(inputOf(given.stack)).replaceAll('<aws.scheduler.scheduled-time>', SCHEDULED);
  const runRequest = parseRunRequest(JSON.parse(input));
  return { ...runRequest, request: parseRequest(runRequest.payload, 'events-replay') };
}

const DEFAULTS = {
  sourcePrefix: '',
  sourceFormat: 's3files',
  dryRun: false,
  targetTopic: 'events-replay',
  topicMapping: {},
  allowed: { sameTopic: false, empty: false, expired: false },
  preservePartition: true,
  preserveTimestamp: true,
  partitionMapping: {},
  filters: {},
  timeDirectories: false,
  pace: {},
  onUnreadable: 'fail',
  onUndeliverable: 'fail',
};

const time = (from?: number, to?: number) => ({
  filters: { time: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) } },
});
const DAY = 86_400_000;
const END_OF_9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

test.each<[string, Partial<ReplayScheduleOptions>, object]>([
  ['no more than a schedule: everything, published', {}, {}],
  ['a dry run', { dryRun: true }, { dryRun: true }],
  ['a prefix', { sourcePrefix: 'small' }, { sourcePrefix: 'small/' }],
  ['an empty prefix', { sourcePrefix: '' }, { sourcePrefix: '' }],
  [
    'a day before the scheduled time',
    { lookback: Duration.days(1), timeDirectories: true },
    { ...time(Date.parse(SCHEDULED) - DAY, Date.parse(SCHEDULED)), timeDirectories: true },
  ],
  [
    'a second before it, in all directories',
    { lookback: Duration.seconds(1) },
    time(Date.parse(SCHEDULED) - 1000, Date.parse(SCHEDULED)),
  ],
  [
    'a day up to half an hour before it',
    { lookback: Duration.days(1), delay: Duration.minutes(30) },
    time(Date.parse(SCHEDULED) - DAY - 1_800_000, Date.parse(SCHEDULED) - 1_800_000),
  ],
  [
    'no delay',
    { lookback: Duration.seconds(1), delay: Duration.seconds(0) },
    time(Date.parse(SCHEDULED) - 1000, Date.parse(SCHEDULED)),
  ],
  ['the earliest beginning', { startTime: new Date(0) }, time(0)],
  ['the latest end', { endTime: new Date(END_OF_9999) }, time(undefined, END_OF_9999)],
  [
    'a beginning and an end',
    { startTime: new Date(20_000 * DAY), endTime: new Date(20_001 * DAY) },
    time(20_000 * DAY, 20_001 * DAY),
  ],
  ['directories of any name', { timeDirectories: false }, {}],
  ['partitions', { partitions: [3, 0] }, { filters: { partitions: [0, 3] } }],
  [
    'keys and headers',
    { only: { keyPrefixes: ['a'] }, exclude: { headers: [{ name: 'b', pattern: 'c' }] } },
    { filters: { only: { key_prefixes: ['a'] }, exclude: { headers: [{ name: 'b', pattern: 'c' }] } } },
  ],
  [
    'other headers',
    { stripHeaders: ['b', 'a'], renameHeaders: { c: 'd' } },
    { stripHeaders: ['a', 'b'], renameHeaders: { c: 'd' } },
  ],
  ['a topic', { targetTopic: '_again' }, { targetTopic: '_again' }],
  [
    'a topic of the same name in another cluster',
    { allowSameTopic: true },
    { allowed: { sameTopic: true, empty: false, expired: false } },
  ],
  [
    'a run without records as a success',
    { allowEmpty: true },
    { allowed: { sameTopic: false, empty: true, expired: false } },
  ],
  [
    'records that the topic deletes',
    { allowExpired: true },
    { allowed: { sameTopic: false, empty: false, expired: true } },
  ],
  ['topics', { topicMapping: { orders: 'again' } }, { topicMapping: { orders: 'again' } }],
  [
    'no partitions or times kept',
    { preservePartition: false, preserveTimestamp: false },
    {
      preservePartition: false,
      preserveTimestamp: false,
    },
  ],
  [
    'limits',
    { rateLimitPerSecond: 0.5, rateLimitBytesPerSecond: 1000, speed: 2 },
    { pace: { recordsPerSecond: 0.5, bytesPerSecond: 1000, speed: 2 } },
  ],
  ['files that are skipped', { onUnreadable: OnUnreadable.SKIP }, { onUnreadable: 'skip' }],
  ['records that are skipped', { onUndeliverable: OnUndeliverable.SKIP }, { onUndeliverable: 'skip' }],
  ['files of a sink', { sourceFormat: SourceFormat.CONFLUENT }, { sourceFormat: 'confluent' }],
  [
    'files of a pattern',
    { sourceFormat: SourceFormat.pattern('(?<topic>[^/]+)/(?<partition>.)/.*', { lines: true }) },
    { sourceFormat: { pattern: '(?<topic>[^/]+)/(?<partition>.)/.*', lines: true } },
  ],
  ['files that are not', { onUnreadable: OnUnreadable.FAIL }, { onUnreadable: 'fail' }],
])('the function understands a schedule with %s', (_, options, expected) => {
  const { ordered, request } = understood(options);
  expect(ordered).toBe(true);
  const said = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  expect(said).toEqual({ ...DEFAULTS, ...expected });
});

test('the function understands a schedule with a verification', () => {
  expect(understood({ verify: true })).toMatchObject({ verify: true, request: DEFAULTS });
  expect(understood({})).toMatchObject({ verify: false, request: DEFAULTS });
});

test('the function understands a schedule without order', () => {
  expect(understood({ ordered: false })).toMatchObject({ ordered: false, request: DEFAULTS });
});

test.each(Object.values(OnMatch))('the function understands a schedule with a suppression list: %s', (onMatch) => {
  const lists = Bucket.fromBucketName(new Stack(), 'Lists', 'lists');
  const { request } = understood({ suppress: SuppressionList.fromBucket(lists, 'a/forgotten.txt', { onMatch }) });
  expect(request.filters.suppress?.setting).toEqual({
    bucket: 'lists',
    key: 'a/forgotten.txt',
    hashed: undefined,
    onMatch,
    sha256: undefined,
  });
});

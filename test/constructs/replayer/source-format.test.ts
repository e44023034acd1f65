import { CfnParameter, Duration } from 'aws-cdk-lib/core';
import { type ReplayScheduleOptions, SourceFormat } from '../../../src';
import { warnings } from '../support/stacks';
import { Pipeline, variablesWith } from './replayers';
import { inputOf, NIGHTLY } from './schedules';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

const BY_NAME: readonly [string, SourceFormat][] = [
  ['unwritable', SourceFormat.UNWRITABLE],
  ['files', SourceFormat.FILES],
  ['confluent', SourceFormat.CONFLUENT],
  ['aiven', SourceFormat.AIVEN],
  ['mskDataDelivery', SourceFormat.MSK_DATA_DELIVERY],
];

const PATTERN = String.raw`(?<topic>[^/]+)/(?<partition>\d+)/(?<offset>\d+)\.json`;

test.each(BY_NAME)('a replayer of the format %s tells its function', (name, sourceFormat) => {
  expect(given.replayer({ sourceFormat }).sourceFormat).toBe(sourceFormat);
  expect(variablesWith(given.stack, 'SOURCE_FORMAT')).toEqual([
    expect.objectContaining({ SOURCE_FORMAT: `"${name}"` }),
  ]);
});

test('a replayer of a pattern tells its function', () => {
  given.replayer({ sourceFormat: SourceFormat.pattern(PATTERN, { lines: true }) });
  const [{ SOURCE_FORMAT: setting }] = variablesWith(given.stack, 'SOURCE_FORMAT');
  expect(JSON.parse(String(setting))).toEqual({ pattern: PATTERN, lines: true });
});

test.each([undefined, SourceFormat.S3_FILES])(
  'a replayer of the files of the ingest needs no variable',
  (sourceFormat) => {
    expect(given.replayer({ sourceFormat }).sourceFormat).toBe(SourceFormat.S3_FILES);
    expect(variablesWith(given.stack, 'SOURCE_FORMAT')).toEqual([]);
  },
);

test.each<[SourceFormat, unknown]>([
  [SourceFormat.S3_FILES, 's3files'],
  [SourceFormat.AIVEN, 'aiven'],
  [SourceFormat.pattern('.*'), { pattern: '.*', lines: false }],
])('a schedule has a format of its own', (sourceFormat, expected) => {
  given.replayer({ sourceFormat: SourceFormat.CONFLUENT }).schedule('Nightly', { schedule: NIGHTLY, sourceFormat });
  expect(inputOf(given.stack)).toEqual({ dry_run: false, source_format: expected });
});

test.each([
  ['(a', "the pattern '(a' of a source format: the pattern cannot be used, at character 3: a '(' has no ')'"],
  ['(?=a)', "the pattern '(?=a)' of a source format: the pattern cannot be used, at character 2"],
  [
    '(?<topic>.)(?<offset>.)',
    "the pattern '(?<topic>.)(?<offset>.)' of a source format: the pattern has the group offset and none partition",
  ],
  [
    '(?<partition>.)',
    "the pattern '(?<partition>.)' of a source format: the pattern has the group partition and none topic",
  ],
  ['(?<key>.)', "the pattern '(?<key>.)' of a source format: the pattern has the group 'key', which means nothing"],
])('the pattern %s is refused at synth', (pattern, problem) => {
  expect(() => SourceFormat.pattern(pattern)).toThrow(problem);
});

test('options of another type are refused', () => {
  expect(() => SourceFormat.pattern('.*', { lines: 'yes' as never })).toThrow('lines is "yes": give true or false');
  expect(() => SourceFormat.pattern(7 as never)).toThrow(
    'the pattern \'7\' of a source format is {"pattern":7,"lines":false}; give',
  );
  expect(() => given.replayer({ sourceFormat: 'confluent' as never })).toThrow(
    'sourceFormat is "confluent": give a SourceFormat, such as SourceFormat.CONFLUENT (at Stack/Replayer)',
  );
});

test('a pattern that only the deployment knows is let through', () => {
  const pattern = new CfnParameter(given.stack, 'Pattern').valueAsString;
  const replayer = given.replayer({ sourceFormat: SourceFormat.pattern(pattern) });
  replayer.schedule('Nightly', { schedule: NIGHTLY, partitions: [0] });
  const [{ SOURCE_FORMAT: setting }] = variablesWith(given.stack, 'SOURCE_FORMAT');
  expect(setting).toEqual({ 'Fn::Join': ['', ['{"pattern":"', { Ref: 'Pattern' }, '","lines":false}']] });
});

test.each<[string, Partial<ReplayScheduleOptions>, string]>([
  [
    'partitions of files without any',
    { sourceFormat: SourceFormat.FILES, partitions: [0] },
    '\'partitions\' chooses records by what files of the format "files" do not tell, their partition',
  ],
  [
    'a key among values',
    { key: 'a' },
    '\'key\' chooses records by what files of the format "confluent" do not tell, their key',
  ],
  ['a header among values', { header: { name: 'a', value: 'b' } }, "'header' chooses"],
  ['the pace of records without times', { speed: 1 }, "'speed' chooses"],
  [
    'a window where nothing tells the time',
    { sourceFormat: SourceFormat.pattern('.*'), lookback: Duration.days(1) },
    "'lookback' chooses",
  ],
  [
    'a beginning where nothing tells the time',
    { sourceFormat: SourceFormat.pattern('.*'), startTime: new Date(0) },
    "'startTime' chooses",
  ],
])('a schedule with %s is refused', (_, options, problem) => {
  const replayer = given.replayer({ sourceFormat: SourceFormat.CONFLUENT });
  expect(() => replayer.schedule('Nightly', { schedule: NIGHTLY, ...options })).toThrow(problem);
});

test('a schedule of what a format tells is taken, and warns of nothing', () => {
  const replayer = given.replayer({ sourceFormat: SourceFormat.AIVEN });
  replayer.schedule('Nightly', { schedule: NIGHTLY, key: 'a', partitions: [0], speed: 1, lookback: Duration.days(1) });
  expect(warnings(given.stack)).toEqual([]);
});

import { Duration } from 'aws-cdk-lib/core';
import { type ReplayScheduleOptions, S3FilesReplayer, type S3FilesReplayerProps } from '../../../src';
import { Pipeline } from './replayers';
import { NIGHTLY } from './schedules';

// Plain JavaScript, Python and `any` can give every property anything.
type Untyped<Props> = Partial<Record<keyof Props, unknown>>;

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function thrownBy(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

const replayer = (props: Untyped<S3FilesReplayerProps>) => given.replayer(props as Partial<S3FilesReplayerProps>);

test.each<[string, Untyped<S3FilesReplayerProps>, string]>([
  ['no access point', { accessPoint: undefined }, 'accessPoint is missing: give an S3FilesAccessPoint'],
  ['no VPC', { vpc: undefined }, 'vpc is missing: give a Vpc'],
  ['no cluster', { cluster: undefined }, 'cluster is missing: give a KafkaCluster'],
  ['no topic', { topic: undefined }, 'topic is missing: give a string'],
  ['an ARN for an access point', { accessPoint: 'arn:aws' }, 'accessPoint is "arn:aws": give an S3FilesAccessPoint'],
  ['bootstrap servers for a cluster', { cluster: ['a:9092'] }, 'cluster is a list: give a KafkaCluster'],
  ['a list of topics', { topic: ['events'] }, 'topic is a list: give a string'],
  ['one size class', { sizeClasses: { name: 'all', prefix: '' } }, 'sizeClasses is an object: give a list'],
  ['seconds for a timeout', { timeout: 900 }, 'timeout is 900: give a Duration, such as Duration.seconds(30)'],
  ['a size as text', { memorySize: '1769' }, 'memorySize is "1769": give a number'],
  ['less memory than none', { memorySize: -1 }, 'memorySize is -1: give a number that is whole, from 128 to 10240'],
  ['no number for memory', { memorySize: Number.NaN }, 'memorySize is NaN: give a number that is whole'],
  ['more memory than there is', { memorySize: 100_000 }, 'memorySize is 100000: give a number that is whole'],
  ['a retention as text', { logRetention: 'ONE_MONTH' }, 'logRetention is "ONE_MONTH": give a RetentionDays'],
  ['days that are no retention', { logRetention: 31 }, 'logRetention is 31: give a RetentionDays'],
  ['a word for tracing', { tracing: 'x' }, 'tracing is "x": give Tracing.ACTIVE or '],
  ['one security group', { securityGroups: 'sg-1' }, 'securityGroups is "sg-1": give a list'],
  ['a number for a workflow', { workflow: 24 }, 'workflow is 24: give an object'],
  ['days for a retention', { workflow: { retention: 30 } }, 'retention is 30: give a Duration'],
  ['the name of a bucket', { workflow: { bucket: 'runs' } }, 'bucket is "runs": give a Bucket'],
  ['a log of nothing', { workflow: { logs: {} } }, 'destination is missing: give a LogGroup'],
  ['the name of a log group', { workflow: { logs: { destination: 'log' } } }, 'destination is "log": give a LogGroup'],
  [
    'a level that there is not',
    { workflow: { logs: { destination: { logGroupRef: {} }, level: 'all' } } },
    'level is "all": give LogLevel.OFF or',
  ],
  ['a number as text', { workflow: { maxConcurrency: '4' } }, 'maxConcurrency is "4": give a number'],
])('a replayer with %s is refused', (_, props, message) => {
  const error = thrownBy(() => replayer(props));
  expect(error).toContain(message);
  expect(error).toMatch(/\(at Stack\/Replayer\)$/);
});

test('a replayer without properties is refused, and the error says where', () => {
  const create = () => new S3FilesReplayer(given.stack, 'Bare', undefined as never);
  expect(create).toThrow('the properties are undefined: give an object (at Stack/Bare)');
});

test.each<[string, Untyped<ReplayScheduleOptions>, string]>([
  ['no times', { schedule: undefined }, 'schedule is missing: give a ScheduleExpression'],
  ['an expression as text', { schedule: 'rate(1 day)' }, 'schedule is "rate(1 day)": give a ScheduleExpression'],
  ['seconds for a window', { lookback: 86_400 }, 'lookback is 86400: give a Duration'],
  ['seconds for a delay', { lookback: Duration.days(1), delay: 60 }, 'delay is 60: give a Duration'],
  ['a duration for a time', { startTime: Duration.days(1) }, 'startTime is a Duration: give a Date'],
  ['a time as text', { startTime: '2026-04-13' }, 'startTime is "2026-04-13": give a Date'],
  ['an end in milliseconds', { endTime: 0 }, 'endTime is 0: give a Date'],
  ['one partition', { partitions: 3 }, 'partitions is 3: give a list'],
  ['a rate as text', { rateLimitPerSecond: '100' }, 'rateLimitPerSecond is "100": give a number'],
  ['a mapping as a list', { topicMapping: ['a', 'b'] }, 'topicMapping is a list: give an object'],
  ['a list for a choice', { only: ['a'] }, 'only is a list: give an object'],
  ['one key for a choice', { exclude: { keys: 'a' } }, 'keys is "a": give a list of strings'],
  ['a number for a prefix', { exclude: { keyPrefixes: [7] } }, 'keyPrefixes has 7: give a list of strings'],
  ['a name for a header', { only: { headers: ['a'] } }, 'headers has "a": give a list of headers'],
  ['a header without a name', { only: { headers: [{ value: 'a' }] } }, 'name is missing: give a string'],
  ['a number for a value', { only: { headers: [{ name: 'a', value: 1 }] } }, 'value is 1: give a string'],
  ['the address of a list', { suppress: 's3://a/b' }, 'suppress is "s3://a/b": give a SuppressionList, such as'],
  ['one header to take away', { stripHeaders: 'a' }, 'stripHeaders is "a": give a list of strings'],
  ['a list of new names', { renameHeaders: ['a'] }, 'renameHeaders is a list: give an object'],
  ['a flag as text', { dryRun: 'false' }, 'dryRun is "false": give true or false'],
  ['another such choice', { onUndeliverable: 'stop' }, 'onUndeliverable is "stop": give OnUndeliverable.FAIL or'],
  ['a choice that there is not', { onUnreadable: 'stop' }, 'onUnreadable is "stop": give OnUnreadable.FAIL or'],
  ['minutes for a time window', { timeWindow: 30 }, 'timeWindow is 30: give a TimeWindow'],
  ['the name of a queue', { deadLetterQueue: 'dead' }, 'deadLetterQueue is "dead": give a Queue'],
])('a schedule with %s is refused', (_, options, message) => {
  const replayed = given.replayer();
  const props = { schedule: NIGHTLY, ...options } as ReplayScheduleOptions;
  const error = thrownBy(() => replayed.schedule('Nightly', props));
  expect(error).toContain(message);
  expect(error).toMatch(/\(at Stack\/Replayer\)$/);
});

test('an error about a value says which schedule has it, and where', () => {
  const schedule = () => given.replayer().schedule('Nightly', { schedule: NIGHTLY, lookback: Duration.seconds(0) });
  expect(schedule).toThrow(/^schedule 'Nightly': lookback .* leaves no time: .* \(at Stack\/Replayer\)$/);
});

test('an error about the workflow says where', () => {
  expect(() => given.withWorkflow({ maxConcurrency: 0 })).toThrow(/maxConcurrency 0 .* \(at Stack\/Replayer\)$/);
});

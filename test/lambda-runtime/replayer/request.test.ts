import { parseRequest } from '../../../lambda-runtime/replayer/request';

const parse = (payload: unknown) => parseRequest(payload, 'events-replay');

test.each([[undefined], [null], [{}]])('the payload %j is a dry run of everything', (payload) => {
  expect(parse(payload)).toEqual({
    sourcePrefix: '',
    dryRun: true,
    targetTopic: 'events-replay',
    preservePartition: true,
    preserveTimestamp: true,
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
      'preserve_partition, preserve_timestamp, on_unreadable, cursor, deadline_seconds',
  );
});

test.each([
  ['a payload that is text', 'small/', 'the payload must be a JSON object'],
  ['a payload that is a list', [], 'the payload must be a JSON object'],
  ['dry_run as text', { dry_run: 'false' }, 'dry_run is "false"; give true or false, without quotes'],
  ['preserve_partition as a number', { preserve_partition: 1 }, 'preserve_partition is 1'],
  ['a topic with a space', { target_topic: 'a b' }, 'target_topic is "a b"'],
  ['a choice that there is not', { on_unreadable: 'stop' }, 'on_unreadable is "stop"; give "fail" to stop'],
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

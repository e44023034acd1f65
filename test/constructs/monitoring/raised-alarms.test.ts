import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { type AlarmProperties, statesOf as statesOfAlarm } from '../../../local/cloudwatch/deployed-alarm';
import type { Sample } from '../../../local/cloudwatch/series';
import { newStack } from '../support/stacks';

import { monitor, newPipeline } from './pipeline';

const MINUTE = 60;
/** How long each story is told. */
const HOUR = 60 * MINUTE;

/** One value every few minutes from the beginning on; a period without one has `undefined`. */
function every(minutes: number, values: readonly (number | undefined)[]): Sample[] {
  return values.flatMap((value, index) => (value === undefined ? [] : [{ at: index * minutes * MINUTE + 30, value }]));
}

const everyPeriod = (...values: (number | undefined)[]): Sample[] => every(5, values);
const everyMinute = (length: number, value: (minute: number) => number): Sample[] =>
  every(
    1,
    Array.from({ length }, (_, minute) => value(minute)),
  );
/** Many files in a period, of which a few are slow. */
const files = (slow: number, milliseconds: number, periods: number): Sample[] =>
  Array.from({ length: periods * 1000 }, (_, index) => ({
    at: Math.floor(index / 1000) * 300 + 10,
    value: index % 1000 < slow ? milliseconds : 15,
  }));

/** What was sent, by the name of the metric: each alarm is about one construct. */
type Sent = Readonly<Record<string, readonly Sample[]>>;

interface Story {
  readonly alarm: string;
  readonly says: string;
  readonly sent: Sent;
  readonly raised: boolean;
}

const raises = (alarm: string, says: string, sent: Sent): Story => ({ alarm, says, sent, raised: true });
const leaves = (alarm: string, says: string, sent: Sent): Story => ({ alarm, says, sent, raised: false });

const STORIES: readonly Story[] = [
  raises('LagGrowing', 'more comes in than is written, for half an hour', {
    MaxOffsetLag: everyMinute(60, (minute) => 2000 + 100 * minute),
  }),
  raises('LagGrowing', 'one period falls back', {
    MaxOffsetLag: everyPeriod(2000, 3000, 4000, 3500, 5000, 6000, 7000, 8000, 10, 10, 10, 10),
  }),
  leaves('LagGrowing', 'it goes up and down', {
    MaxOffsetLag: everyPeriod(2000, 3000, 2500, 4000, 3000, 5000, 2000, 6000),
  }),
  leaves('LagGrowing', 'a few records wait', { MaxOffsetLag: everyMinute(60, (minute) => minute) }),
  leaves('LagGrowing', 'a topic is read from its beginning', {
    MaxOffsetLag: everyMinute(60, (minute) => 1e6 - 1e4 * minute),
  }),
  leaves('LagGrowing', 'nothing is sent', {}),

  raises('LagWithoutCommits', 'nothing is written while records wait', {
    MaxOffsetLag: everyMinute(30, () => 7),
  }),
  raises('LagWithoutCommits', 'a topic stands still among others that move', {
    MaxOffsetLag: everyMinute(30, () => 7),
    RecordsWritten: everyPeriod(100, 100, 100, 100, 100, 100),
  }),
  raises('LagWithoutCommits', 'records come in, and nothing is written', {
    MaxOffsetLag: everyMinute(30, (minute) => 100 + minute),
  }),
  leaves('LagWithoutCommits', 'records wait and are written', {
    MaxOffsetLag: everyMinute(60, (minute) => 300 + ((minute * 37) % 50)),
    RecordsWritten: everyPeriod(...Array.from({ length: 12 }, () => 1000)),
  }),
  leaves('LagWithoutCommits', 'a record now and then, which is written at once', {
    MaxOffsetLag: everyMinute(60, (minute) => minute % 2),
    RecordsWritten: everyPeriod(...Array.from({ length: 12 }, () => 2)),
  }),
  leaves('LagWithoutCommits', 'records wait, and all are set aside', {
    MaxOffsetLag: everyMinute(60, (minute) => 300 + minute),
    RecordsUnwritable: everyPeriod(...Array.from({ length: 12 }, () => 1000)),
  }),
  leaves('LagWithoutCommits', 'an empty topic', { MaxOffsetLag: everyMinute(60, () => 0) }),

  raises('RecordsDropped', 'one record is given up', { DroppedEventCount: everyPeriod(0, 1, 0) }),
  leaves('RecordsDropped', 'none is', { DroppedEventCount: everyPeriod(0, 0, 0) }),

  raises('PollingErrors', 'the credentials are refused', { PollingErrorCount: everyPeriod(3, 5, 4) }),
  raises('PollingErrors', 'offsets cannot be committed', { CommitErrorCount: everyPeriod(1, undefined, 1) }),
  leaves('PollingErrors', 'a broker was away for a moment', { PollingErrorCount: everyPeriod(undefined, 2) }),
  leaves('PollingErrors', 'there is no error', {}),

  raises('RecordsFailed', 'the same record fails again and again', { RecordsFailed: everyPeriod(1, 1, 1) }),
  leaves('RecordsFailed', 'a record failed once and was written then', { RecordsFailed: everyPeriod(undefined, 40) }),

  raises('RecordsSetAside', 'a record is set aside', { RecordsUnwritable: everyPeriod(undefined, 1) }),
  leaves('RecordsSetAside', 'none is', { RecordsWritten: everyPeriod(5, 5) }),

  raises('WriteLatency', 'two files in a hundred take 3 s', { WriteLatencyMs: files(20, 3000, 4) }),
  leaves('WriteLatency', 'five files in a thousand do', { WriteLatencyMs: files(5, 3000, 4) }),
  leaves('WriteLatency', 'it passes after ten minutes', { WriteLatencyMs: files(20, 3000, 2) }),

  raises('Duration', 'invocations take 81 % of five minutes', { Duration: everyPeriod(1000, 243_000, 243_000) }),
  leaves('Duration', 'invocations take 79 %', { Duration: everyPeriod(237_000, 237_000, 237_000, 237_000) }),
  leaves('Duration', 'the function is not invoked', {}),

  raises('FunctionErrors-Ingest', 'the mount is away', { Errors: everyPeriod(0, 3, 3) }),
  leaves('FunctionErrors-Ingest', 'an invocation failed once', { Errors: everyPeriod(0, 1, 0, 0) }),
  raises('FunctionErrors-Replayer', 'an invocation failed', { Errors: everyPeriod(0, 1) }),
  leaves('FunctionErrors-Replayer', 'none failed', { Errors: everyPeriod(0, 0) }),

  raises('FunctionThrottles-Ingest', 'the concurrency is used up', { Throttles: everyPeriod(4, 4, 4) }),
  leaves('FunctionThrottles-Ingest', 'for a moment', { Throttles: everyPeriod(4, 0, 0, 4) }),
  raises('FunctionThrottles-Replayer', 'the concurrency is used up', { Throttles: everyPeriod(4, 4, 4) }),
  leaves('FunctionThrottles-Replayer', 'for a moment', { Throttles: everyPeriod(4, 0, 0, 4) }),

  raises('ExportFailures', 'a file is given up', { ExportFailures: everyPeriod(0, 1) }),
  leaves('ExportFailures', 'none is', { ExportFailures: everyPeriod(0, 0) }),

  raises('ExportAge', 'a change waits for more than five minutes', {
    ExportAge: everyMinute(30, (minute) => 60 * minute),
  }),
  leaves('ExportAge', 'changes wait for a little more than a minute', { ExportAge: everyMinute(60, () => 75) }),
  leaves('ExportAge', 'for exactly five minutes', { ExportAge: everyMinute(60, () => 300) }),
  leaves('ExportAge', 'nothing waits', {}),

  raises('PendingExports', 'more files wait each minute, for half an hour', {
    PendingExports: everyMinute(40, (minute) => 1500 + 200 * minute),
  }),
  leaves('PendingExports', 'for twenty minutes', {
    PendingExports: everyMinute(60, (minute) => 1500 + 200 * Math.min(minute, 20)),
  }),
  leaves('PendingExports', 'as many wait as are written in a minute', {
    PendingExports: everyMinute(60, (minute) => 40_000 + 500 * (minute % 7)),
  }),
  leaves('PendingExports', 'more and more, and still few', {
    PendingExports: everyMinute(60, (minute) => 10 * minute),
  }),

  raises('ImportFailures', 'an object could not be a file', { ImportFailures: everyPeriod(0, 1) }),
  leaves('ImportFailures', 'all could', { ImportFailures: everyPeriod(0, 0) }),

  raises('LostAndFoundFiles', 'a file is there', {
    LostAndFoundFiles: everyMinute(10, (minute) => Number(minute > 4)),
  }),
  raises('LostAndFoundFiles', 'a file was there, and nothing more is sent', {
    LostAndFoundFiles: everyMinute(2, () => 1),
  }),
  leaves('LostAndFoundFiles', 'none is', { LostAndFoundFiles: everyMinute(10, () => 0) }),

  raises('WorkflowFailed', 'a replay failed', { ExecutionsFailed: everyPeriod(undefined, 1) }),
  leaves('WorkflowFailed', 'none did', { ExecutionsFailed: everyPeriod(0, 0) }),
  raises('WorkflowTimedOut', 'a replay timed out', { ExecutionsTimedOut: everyPeriod(undefined, 1) }),
  leaves('WorkflowTimedOut', 'one failed', { ExecutionsFailed: everyPeriod(0, 1) }),

  raises('ScheduleTargetErrors', 'a replay was refused', { TargetErrorCount: everyPeriod(undefined, 1) }),
  leaves('ScheduleTargetErrors', 'replays were started', { InvocationAttemptCount: everyPeriod(1, 1) }),
  raises('ScheduleDeadLetters', 'a message waits', { ApproximateNumberOfMessagesVisible: everyMinute(6, () => 1) }),
  leaves('ScheduleDeadLetters', 'the queue is empty', { ApproximateNumberOfMessagesVisible: everyMinute(6, () => 0) }),
];

const stack = newStack();
const monitoring = monitor(stack, newPipeline(stack));
const deployed = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');

function propertiesOf(name: string): AlarmProperties {
  const alarm = monitoring.alarms[name]?.node.defaultChild;
  const id = cloudwatch.CfnAlarm.isCfnAlarm(alarm) ? String(stack.resolve(alarm.logicalId)) : '';
  const resource = deployed[id];
  if (!resource) {
    throw new Error(`there is no alarm ${name}`);
  }
  return resource.Properties;
}

function statesOf(alarm: string, sent: Sent) {
  return statesOfAlarm(propertiesOf(alarm), ({ name }) => sent[name] ?? [], HOUR);
}

test('every alarm has a series that raises it, and one that does not', () => {
  const told = (raised: boolean) =>
    new Set(STORIES.filter((story) => story.raised === raised).map(({ alarm }) => alarm));
  expect([...told(true)].sort()).toEqual(Object.keys(monitoring.alarms).sort());
  expect([...told(false)].sort()).toEqual(Object.keys(monitoring.alarms).sort());
});

test.each(STORIES.filter(({ raised }) => raised))('$alarm is raised where $says', ({ alarm, sent }) => {
  expect(statesOf(alarm, sent)).toContain('ALARM');
});

test.each(STORIES.filter(({ raised }) => !raised))('$alarm is not raised where $says', ({ alarm, sent }) => {
  expect(statesOf(alarm, sent)).not.toContain('ALARM');
});

test.each([
  ['LagGrowing', 'INSUFFICIENT_DATA'],
  ['LagWithoutCommits', 'INSUFFICIENT_DATA'],
  ['LostAndFoundFiles', 'INSUFFICIENT_DATA'],
  ['RecordsFailed', 'OK'],
  ['ExportAge', 'OK'],
])('of %s, of which nothing was ever sent, the state is %s', (alarm, state) => {
  expect(statesOf(alarm, {}).at(-1)).toBe(state);
});

test('LostAndFoundFiles stays raised where a file was found and nothing more is sent', () => {
  const sent = { LostAndFoundFiles: everyMinute(2, () => 1) };
  expect(statesOf('LostAndFoundFiles', sent).at(-1)).toBe('ALARM');
});

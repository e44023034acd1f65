import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import {
  type AlarmProperties,
  metricsOf,
  periodOf,
  statesOf as statesOfAlarm,
} from '../../../local/cloudwatch/deployed-alarm';
import type { MetricName } from '../../../local/cloudwatch/metric-queries';
import type { Sample } from '../../../local/cloudwatch/series';
import { type KafkaToS3FilesIngestProps, PollerMode } from '../../../src';
import { newStack } from '../support/stacks';

import { MONTHLY_DRILL, monitor, newPipeline } from './pipeline';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The number of periods in each story. */
const PERIODS = 12;

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
const everyHour = (length: number, value: (hour: number) => number | undefined): Sample[] =>
  every(
    60,
    Array.from({ length }, (_, hour) => value(hour)),
  );
/** Many files in a period, of which a few are slow. */
const files = (slow: number, milliseconds: number, periods: number): Sample[] =>
  Array.from({ length: periods * 1000 }, (_, index) => ({
    at: Math.floor(index / 1000) * 300 + 10,
    value: index % 1000 < slow ? milliseconds : 15,
  }));

/** The samples that were sent, by the name of the metric; each alarm is about one construct. */
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

  raises('LagWithoutCommits', 'nothing is taken while records wait', {
    MaxOffsetLag: everyMinute(30, () => 7),
  }),
  raises('LagWithoutCommits', 'a topic stands still whose records wait, among others that are written', {
    MaxOffsetLag: everyMinute(30, () => 7),
    RecordsWritten: everyPeriod(100, 100, 100, 100, 100, 100),
  }),
  raises('LagWithoutCommits', 'records come in and none is taken, while those of other topics are written', {
    MaxOffsetLag: everyMinute(60, (minute) => 5 + 8 * minute),
    PolledEventCount: everyPeriod(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    RecordsWritten: everyPeriod(...Array.from({ length: 12 }, () => 5000)),
  }),
  leaves('LagWithoutCommits', 'records wait and are taken', {
    MaxOffsetLag: everyMinute(60, (minute) => 300 + ((minute * 37) % 50)),
    PolledEventCount: everyPeriod(...Array.from({ length: 12 }, () => 1000)),
  }),
  leaves('LagWithoutCommits', 'the least lag of a busy topic is the same in each period', {
    MaxOffsetLag: everyMinute(60, (minute) => 1 + (minute % 5) * 3),
    PolledEventCount: everyPeriod(...Array.from({ length: 12 }, () => 5000)),
    RecordsWritten: everyPeriod(...Array.from({ length: 12 }, () => 5000)),
  }),
  leaves('LagWithoutCommits', 'a busy topic has any lag from 1 to 10', {
    MaxOffsetLag: everyMinute(60, (minute) => 1 + ((minute * minute * 7919 + minute * 104_729) % 10)),
    PolledEventCount: everyPeriod(...Array.from({ length: 12 }, () => 5000)),
  }),
  leaves('LagWithoutCommits', 'a filter drops all that is taken', {
    MaxOffsetLag: everyMinute(60, (minute) => 300 + minute),
    PolledEventCount: everyPeriod(...Array.from({ length: 12 }, () => 1000)),
    FilteredOutEventCount: everyPeriod(...Array.from({ length: 12 }, () => 1000)),
  }),
  leaves('LagWithoutCommits', 'the pollers take records in every third period', {
    MaxOffsetLag: everyMinute(60, () => 9),
    PolledEventCount: everyPeriod(10, 0, undefined, 10, 0, undefined, 10, 0, undefined, 10, 0, undefined),
  }),
  leaves('LagWithoutCommits', 'a record now and then, which is taken at once', {
    MaxOffsetLag: everyMinute(60, (minute) => minute % 2),
    PolledEventCount: everyPeriod(...Array.from({ length: 12 }, () => 2)),
  }),
  leaves('LagWithoutCommits', 'records wait, and all are set aside', {
    MaxOffsetLag: everyMinute(60, (minute) => 300 + minute),
    PolledEventCount: everyPeriod(...Array.from({ length: 12 }, () => 1000)),
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
  raises('PendingExports', 'more files wait each minute, and every other period lacks a minute', {
    PendingExports: every(
      1,
      Array.from({ length: 60 }, (_, minute) => (minute % 10 === 4 ? undefined : 20_000 + 100 * minute)),
    ),
  }),
  leaves('PendingExports', 'as many wait all the time, and less and less is lost of what was sent', {
    PendingExports: every(
      1,
      Array.from({ length: 60 }, (_, minute) => (minute % 5 < 4 - Math.floor(minute / 5) ? undefined : 20_000)),
    ),
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
  raises('DrillOverdue', 'the last success is 35 days ago', { SecondsSinceDrill: everyHour(8, () => 35 * DAY) }),
  raises('DrillOverdue', 'nobody looks any more', { SecondsSinceDrill: everyHour(2, () => 3 * DAY) }),
  raises('DrillOverdue', 'nobody has ever looked', {}),
  leaves('DrillOverdue', 'the last success is 34 days ago', { SecondsSinceDrill: everyHour(10, () => 34 * DAY) }),
  leaves('DrillOverdue', 'a success comes before six looks were too late', {
    SecondsSinceDrill: everyHour(10, (hour) => (hour > 0 && hour < 6 ? 40 * DAY : DAY)),
  }),
  leaves('DrillOverdue', 'some looks are missed', {
    SecondsSinceDrill: everyHour(10, (hour) => (hour % 3 === 0 ? DAY : undefined)),
  }),

  leaves('ScheduleDeadLetters', 'the queue is empty', { ApproximateNumberOfMessagesVisible: everyMinute(6, () => 0) }),
];

interface Deployed {
  readonly alarms: Readonly<Record<string, cloudwatch.Alarm>>;
  readonly propertiesOf: (name: string) => AlarmProperties;
}

/** The alarms of an ingest with its file system and its replayer, as their template has them. */
function deploy(props: Partial<KafkaToS3FilesIngestProps> = {}, options: { drill?: boolean } = {}): Deployed {
  const stack = newStack();
  const pipeline = newPipeline(stack, props);
  const monitoring = monitor(stack, pipeline);
  if (options.drill) {
    pipeline.replayer.drill('Monthly', MONTHLY_DRILL);
  }
  const { alarms } = monitoring;
  const resources = Template.fromStack(stack).findResources('AWS::CloudWatch::Alarm');
  const propertiesOf = (name: string): AlarmProperties => {
    const alarm = alarms[name]?.node.defaultChild;
    const id = cloudwatch.CfnAlarm.isCfnAlarm(alarm) ? String(stack.resolve(alarm.logicalId)) : '';
    const resource = resources[id];
    if (!resource) {
      throw new Error(`there is no alarm ${name}`);
    }
    return resource.Properties;
  };
  return { alarms, propertiesOf };
}

const { alarms: all, propertiesOf } = deploy();
/** Apart, as a drill is a second schedule, whose alarms have longer names then. */
const { propertiesOf: withDrill } = deploy({}, { drill: true });
const OF_DRILLS = 'DrillOverdue';

function statesOf(alarm: string, sent: Sent) {
  const properties = alarm === OF_DRILLS ? withDrill(alarm) : propertiesOf(alarm);
  const until = Math.max(HOUR, PERIODS * periodOf(properties));
  return statesOfAlarm(properties, ({ name }) => sent[name] ?? [], until);
}

test('every alarm has a series that raises it, and one that does not', () => {
  const told = (raised: boolean) =>
    new Set(STORIES.filter((story) => story.raised === raised).map(({ alarm }) => alarm));
  const names = [...Object.keys(all), OF_DRILLS].sort();
  expect([...told(true)].sort()).toEqual(names);
  expect([...told(false)].sort()).toEqual(names);
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

describe('LagWithoutCommits of each of two topics', () => {
  const { propertiesOf: ofTopics } = deploy({ topic: undefined, topics: ['moves', 'stands'] });
  const mappingIn = (alarm: string): string[] => [
    ...new Set(
      metricsOf(ofTopics(alarm)).flatMap(({ dimensions: { EventSourceMappingUUID: id } }) =>
        id ? [JSON.stringify(id)] : [],
      ),
    ),
  ];
  const [stands] = mappingIn('LagWithoutCommits-Ingest-stands');
  const sent = ({ name, dimensions }: MetricName): readonly Sample[] => {
    const isStuck = JSON.stringify(dimensions.EventSourceMappingUUID) === stands;
    switch (name) {
      case 'MaxOffsetLag':
        return everyMinute(60, (minute) => (isStuck ? 5 + 8 * minute : 1 + (minute % 5) * 3));
      case 'PolledEventCount':
        return isStuck ? [] : everyPeriod(...Array.from({ length: 12 }, () => 5000));
      case 'RecordsWritten':
        return everyPeriod(...Array.from({ length: 12 }, () => 5000));
      default:
        return [];
    }
  };

  test('looks at the mapping of its topic alone', () => {
    expect(mappingIn('LagWithoutCommits-Ingest-stands')).toHaveLength(1);
    expect(mappingIn('LagWithoutCommits-Ingest-moves')).toHaveLength(1);
    expect(mappingIn('LagWithoutCommits-Ingest-moves')).not.toEqual([stands]);
  });

  test('is raised of the one that stands still, and not of the one that moves', () => {
    expect(statesOfAlarm(ofTopics('LagWithoutCommits-Ingest-stands'), sent, HOUR)).toContain('ALARM');
    expect(statesOfAlarm(ofTopics('LagWithoutCommits-Ingest-moves'), sent, HOUR)).not.toContain('ALARM');
  });
});

describe.each<[string, Partial<KafkaToS3FilesIngestProps>, string]>([
  ['pollers on demand, which count nothing', { pollerMode: PollerMode.ON_DEMAND }, 'OffsetLag'],
  [
    'mappings that do not publish what was polled',
    { metricsConfig: { metrics: [lambda.MetricType.KAFKA_METRICS] } },
    'MaxOffsetLag',
  ],
])('LagWithoutCommits of %s', (_, props, lag) => {
  const { propertiesOf: without } = deploy(props);
  const statesWith = (sent: Sent) => statesOfAlarm(without('LagWithoutCommits'), ({ name }) => sent[name] ?? [], HOUR);

  test('is raised where records come in and nothing is written', () => {
    expect(statesWith({ [lag]: everyMinute(30, (minute) => 100 + minute) })).toContain('ALARM');
  });

  test('is raised where the lag stays as it is', () => {
    const written = everyPeriod(...Array.from({ length: 6 }, () => 100));
    expect(statesWith({ [lag]: everyMinute(30, () => 7), RecordsWritten: written })).toContain('ALARM');
  });

  test('is not raised where the least lag of a busy topic is the same in each period', () => {
    const written = everyPeriod(...Array.from({ length: 12 }, () => 5000));
    const sent = { [lag]: everyMinute(60, (minute) => 1 + (minute % 5) * 3), RecordsWritten: written };
    expect(statesWith(sent)).not.toContain('ALARM');
  });

  test('is not raised where records come in and are written', () => {
    const written = everyPeriod(...Array.from({ length: 12 }, () => 1000));
    expect(statesWith({ [lag]: everyMinute(60, (minute) => 100 + minute), RecordsWritten: written })).not.toContain(
      'ALARM',
    );
  });
});

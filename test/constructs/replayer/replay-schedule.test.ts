import { Match, Template } from 'aws-cdk-lib/assertions';
import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnParameter, Duration, Stack, TimeZone } from 'aws-cdk-lib/core';
import {
  type IReplaySchedule,
  OnUndeliverable,
  OnUnreadable,
  type ReplayScheduleOptions,
  S3FilesAccessPoint,
  SourceFormat,
  TopicCreation,
} from '../../../src';
import { logicalIdOf, permissionsOf, resourcesOf, worded } from '../../evidence/permissions/purpose';
import { trustOfRole } from '../../evidence/permissions/statement';
import { MSK_ARN, Surroundings } from '../kafka/clusters';
import { type Statement, statements } from '../support/stacks';
import { Pipeline } from './replayers';
import { inputOf, NIGHTLY } from './schedules';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function schedule(options: Partial<ReplayScheduleOptions> = {}): IReplaySchedule {
  return given.replayer().schedule('Nightly', { schedule: NIGHTLY, ...options });
}

function roleOfSchedule() {
  const [role] = given.stack.node.children.filter(({ node }) => node.id.startsWith('SchedulerRole'));
  return role;
}

test('a schedule starts the workflow by the clock, and publishes everything where it is told nothing', () => {
  const replayer = given.replayer();
  replayer.schedule('Nightly', { schedule: NIGHTLY });
  Template.fromStack(given.stack).hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(30 7 * * ? *)',
    ScheduleExpressionTimezone: 'Etc/UTC',
    State: 'ENABLED',
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: {
      Arn: given.stack.resolve(replayer.workflow.stateMachineArn),
      RoleArn: { 'Fn::GetAtt': [logicalIdOf(roleOfSchedule()), 'Arn'] },
      Input: '{"dry_run":false}',
    },
  });
});

test('its role may start this state machine, put what failed into its queue and do nothing else, and is assumed by schedules of this account', () => {
  schedule();
  const role = roleOfSchedule();
  expect(permissionsOf(role)).toEqual([
    { denied: false, actions: ['states:StartExecution'], resources: ['<state machine>'], conditions: [] },
    {
      denied: false,
      actions: ['sqs:SendMessage'],
      resources: ['<dead-letter queue of the schedule>'],
      conditions: [],
    },
  ]);
  const [trust] = worded(trustOfRole(resourcesOf(role), logicalIdOf(role)), resourcesOf(role));
  expect(trust.resources).toEqual(['for scheduler.amazonaws.com']);
  expect(trust.conditions).toContain('StringEquals aws:SourceAccount = <account>');
});

test('schedules share a role, which trusts the groups of all of them and reaches all their queues', () => {
  const replayer = given.replayer();
  const made = ['Nightly', 'Hourly'].map((id) => replayer.schedule(id, { schedule: NIGHTLY }));
  const role = roleOfSchedule();
  const trust = JSON.stringify(trustOfRole(resourcesOf(role), logicalIdOf(role)));
  const granted = JSON.stringify(statements(given.stack).filter(({ Action }) => Action === 'sqs:SendMessage'));
  for (const { scheduleGroup, deadLetterQueue } of made) {
    expect(trust).toContain(JSON.stringify(given.stack.resolve(scheduleGroup.scheduleGroupArn)));
    expect(granted).toContain(JSON.stringify(given.stack.resolve(deadLetterQueue.queueArn)));
  }
});

test('what can be said of a schedule is said', () => {
  const scheduleGroup = new scheduler.ScheduleGroup(given.stack, 'Group');
  const deadLetterQueue = new sqs.Queue(given.stack, 'NotStarted');
  const made = schedule({
    enabled: false,
    description: "Yesterday's events",
    timeWindow: scheduler.TimeWindow.flexible(Duration.minutes(30)),
    scheduleGroup,
    deadLetterQueue,
  });
  expect(made.node.path).toBe('Stack/Replayer/Nightly');
  Template.fromStack(given.stack).hasResourceProperties('AWS::Scheduler::Schedule', {
    State: 'DISABLED',
    Description: "Yesterday's events",
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 30 },
    GroupName: given.stack.resolve(scheduleGroup.scheduleGroupName),
    Target: { DeadLetterConfig: { Arn: given.stack.resolve(deadLetterQueue.queueArn) } },
  });
});

test('a replayer may have several schedules, each with an input of its own', () => {
  const replayer = given.replayer();
  replayer.schedule('Nightly', { schedule: NIGHTLY });
  replayer.schedule('Hourly', { schedule: scheduler.ScheduleExpression.rate(Duration.hours(1)), dryRun: true });
  const schedules = Template.fromStack(given.stack).findResources('AWS::Scheduler::Schedule');
  expect(
    Object.values(schedules).map(({ Properties }) => [Properties.ScheduleExpression, Properties.Target.Input]),
  ).toEqual([
    ['cron(30 7 * * ? *)', '{"dry_run":false}'],
    ['rate(1 hour)', '{"dry_run":true}'],
  ]);
});

test('what was made for a schedule can be reached', () => {
  const replayer = given.replayer();
  const made = replayer.schedule('Nightly', { schedule: NIGHTLY });
  expect(replayer.schedules).toEqual([made]);
  expect(made.schedule.node.scope).toBe(made);
  expect(made.scheduleGroup.node.scope).toBe(made);
  expect(made.deadLetterQueue.node.scope).toBe(made);
});

test('a run that cannot be started goes to a queue of its own, encrypted, by TLS only', () => {
  const { deadLetterQueue } = schedule();
  const queue = given.stack.resolve(deadLetterQueue.queueArn);
  const template = Template.fromStack(given.stack);
  template.hasResourceProperties('AWS::Scheduler::Schedule', { Target: { DeadLetterConfig: { Arn: queue } } });
  template.hasResourceProperties('AWS::SQS::Queue', {
    SqsManagedSseEnabled: true,
    MessageRetentionPeriod: Duration.days(14).toSeconds(),
  });
  template.hasResourceProperties('AWS::SQS::QueuePolicy', {
    PolicyDocument: {
      Statement: [
        Match.objectLike({
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          Resource: queue,
        }),
      ],
    },
  });
});

describe('its metrics', () => {
  test.each([
    ['metricAttempts', 'InvocationAttemptCount'],
    ['metricTargetErrors', 'TargetErrorCount'],
    ['metricDropped', 'InvocationDroppedCount'],
  ] as const)('%s is of this schedule alone, as it has a group of its own', (method, metricName) => {
    const replayer = given.replayer();
    const made = replayer.schedule('Nightly', { schedule: NIGHTLY });
    const other = replayer.schedule('Hourly', { schedule: NIGHTLY });
    const ScheduleGroup = made.scheduleGroup.scheduleGroupName;
    expect(made[method]({ period: Duration.hours(1) })).toMatchObject({
      ...{ namespace: 'AWS/Scheduler', metricName, statistic: 'Sum', period: Duration.hours(1) },
      dimensions: { ScheduleGroup },
    });
    expect(given.stack.resolve(other.scheduleGroup.scheduleGroupName)).not.toEqual(given.stack.resolve(ScheduleGroup));
    expect(made.schedule.scheduleGroup).toBe(made.scheduleGroup);
  });

  test('metricDeadLetters is the depth of the queue, also of one that was brought along', () => {
    const deadLetterQueue = new sqs.Queue(given.stack, 'Mine');
    expect(schedule({ deadLetterQueue }).metricDeadLetters()).toMatchObject({
      ...{ namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum' },
      dimensions: { QueueName: deadLetterQueue.queueName },
    });
    Template.fromStack(given.stack).resourceCountIs('AWS::SQS::Queue', 1);
  });

  test('a period that is none is refused', () => {
    const made = schedule();
    const options = { period: 60 } as unknown as MetricOptions;
    expect(() => made.metricTargetErrors(options)).toThrow('period is 60: give a Duration');
  });
});

describe('the window of time', () => {
  const startTime = new Date('2026-04-12T00:00:00Z');
  const endTime = new Date('2026-04-13T12:30:00+02:00');
  const [from, to] = ['2026-04-12T00:00:00.000Z', '2026-04-13T10:30:00.000Z'];

  test.each<[string, Partial<ReplayScheduleOptions>, object]>([
    [
      'so long before the scheduled time',
      { lookback: Duration.days(1) },
      { to: '<aws.scheduler.scheduled-time>', lookback_seconds: 86_400 },
    ],
    [
      'so long before it, and all directories are looked into',
      { lookback: Duration.hours(2), timeDirectories: false },
      { to: '<aws.scheduler.scheduled-time>', lookback_seconds: 7200, time_directories: false },
    ],
    [
      'so long, up to some time before it',
      { lookback: Duration.days(1), delay: Duration.minutes(30) },
      { to: '<aws.scheduler.scheduled-time>', lookback_seconds: 86_400, delay_seconds: 1800 },
    ],
    ['from a time to another', { startTime, endTime }, { from, to }],
    ['from a time on', { startTime }, { from }],
    ['up to a time', { endTime, timeDirectories: false }, { to, time_directories: false }],
    ['all times, whatever directories are called', { timeDirectories: false }, { time_directories: false }],
  ])('can be %s', (_, options, expected) => {
    schedule(options);
    expect(inputOf(given.stack)).toEqual({ dry_run: false, ...expected });
  });

  test('can be as long as only the deployment knows, which is still a number', () => {
    const seconds = (name: string) =>
      Duration.seconds(new CfnParameter(given.stack, name, { type: 'Number' }).valueAsNumber);
    schedule({ lookback: seconds('Seconds'), delay: seconds('Delay') });
    const [{ Properties }] = Object.values(Template.fromStack(given.stack).findResources('AWS::Scheduler::Schedule'));
    const [, parts] = Properties.Target.Input['Fn::Join'];
    expect(parts).toEqual([
      '{"dry_run":false,"to":"<aws.scheduler.scheduled-time>","lookback_seconds":',
      { Ref: 'Seconds' },
      ',"delay_seconds":',
      { Ref: 'Delay' },
      '}',
    ]);
  });
});

test('every option is in the request, by the name that the function knows', () => {
  schedule({
    sourcePrefix: 'small/',
    sourceFormat: SourceFormat.AIVEN,
    partitions: [0, 3],
    targetTopic: 'again',
    topicMapping: { orders: 'orders-again' },
    createTopic: TopicCreation.likeSource({ sourceCluster: 'VYSICPVYut8-mM6jXzDgOg' }),
    allowSameTopic: true,
    allowEmpty: true,
    allowExpired: true,
    preservePartition: false,
    preserveTimestamp: false,
    rateLimitPerSecond: 100,
    rateLimitBytesPerSecond: 1000,
    speed: 2.5,
    onUnreadable: OnUnreadable.SKIP,
    onUndeliverable: OnUndeliverable.SKIP,
    ordered: true,
    dryRun: true,
    verify: false,
  });
  expect(inputOf(given.stack)).toEqual({
    source_prefix: 'small/',
    source_format: 'aiven',
    partitions: [0, 3],
    target_topic: 'again',
    topic_mapping: { orders: 'orders-again' },
    create_topic: 'like_source',
    source_cluster: 'VYSICPVYut8-mM6jXzDgOg',
    allow_same_topic: true,
    allow_empty: true,
    allow_expired: true,
    preserve_partition: false,
    preserve_timestamp: false,
    rate_limit_per_second: 100,
    rate_limit_bytes_per_second: 1000,
    speed: 2.5,
    on_unreadable: 'skip',
    on_undeliverable: 'skip',
    ordered: true,
    dry_run: true,
    verify: false,
  });
});

test.each<[string, Partial<ReplayScheduleOptions>, string]>([
  ['a topic that Kafka would refuse', { targetTopic: 'a b' }, "topic 'a b' cannot be used"],
  ["one of Kafka's own topics", { targetTopic: '__consumer_offsets' }, "topic '__consumer_offsets' cannot be used"],
  ['another placeholder', { targetTopic: '{partition}' }, "topic '{partition}' cannot be used: give 1 to 249 letters"],
  [
    'a template in a mapping',
    { topicMapping: { orders: 'copy.{topic}' } },
    "topicMapping has the template 'copy.{topic}' for 'orders': give a name, or the template as 'targetTopic'",
  ],
  [
    'a template for files that tell no topic',
    { targetTopic: 'copy.{topic}', sourceFormat: SourceFormat.FILES },
    'topic \'copy.{topic}\' asks for the topic that records came from, which files of the format "files" do not tell',
  ],
  [
    'topics like their sources for files that tell none',
    { createTopic: TopicCreation.likeSource(), sourceFormat: SourceFormat.FILES },
    '\'createTopic\' makes topics like those that records came from, which files of the format "files" do not tell',
  ],
  [
    'the same topic where that is not allowed',
    { targetTopic: '{topic}' },
    "topic '{topic}' publishes each record to a topic of the name that it came from, which is refused: give 'allowSameTopic: true'",
  ],
  ['a mapping to such a topic', { topicMapping: { orders: 'a b' } }, "topic 'a b' cannot be used"],
  ['a mapping of such a topic', { topicMapping: { 'a b': 'orders' } }, "topic 'a b' cannot be used"],
  [
    'a verification of what is not published',
    { verify: true, dryRun: true },
    "'verify' compares what was published with the files, and 'dryRun' publishes nothing",
  ],
  [
    'a verification without order',
    { verify: true, ordered: false },
    "'verify' compares by the places that an ordered replay keeps, and 'ordered: false' keeps none",
  ],
  ['a long description', { description: 'x'.repeat(513) }, 'description has 513 characters, and Amazon EventBridge'],
  ['a path for a prefix', { sourcePrefix: '/small/' }, "sourcePrefix '/small/' cannot be used: give a directory"],
  ['the root for a prefix', { sourcePrefix: '/' }, "sourcePrefix '/' cannot be used"],
  ['a prefix that leads out', { sourcePrefix: 'small/../..' }, "sourcePrefix 'small/../..' cannot be used"],
  [
    'two windows, one with a beginning',
    { lookback: Duration.days(1), startTime: new Date(0) },
    "'lookback' was given with 'startTime' or 'endTime', and each of them makes a window",
  ],
  [
    'two windows, one with an end',
    { lookback: Duration.days(1), endTime: new Date() },
    "'lookback' was given with 'startTime' or 'endTime'",
  ],
  [
    'half a second more',
    { lookback: Duration.millis(1500) },
    'lookback 1 second 500 millis cannot be used: give whole',
  ],
  [
    'a delay of half seconds',
    { lookback: Duration.days(1), delay: Duration.millis(500) },
    'delay 500 millis cannot be used: give whole seconds',
  ],
  [
    'a delay of no window',
    { delay: Duration.minutes(30) },
    "'delay' ends the window of 'lookback' so long before the scheduled time, and there is no 'lookback': give it, too",
  ],
  [
    'a delay of a window that stands still',
    { delay: Duration.minutes(30), endTime: new Date('2026-04-13') },
    "there is no 'lookback'",
  ],
  ['no lookback', { lookback: Duration.seconds(0) }, 'leaves no time: give a second or more'],
  [
    'a window that ends where it begins',
    { startTime: new Date('2026-04-13'), endTime: new Date('2026-04-13') },
    'startTime 2026-04-13T00:00:00.000Z is not before endTime 2026-04-13T00:00:00.000Z',
  ],
  ['a beginning before 1970', { startTime: new Date(-1) }, 'cannot be used: give a time from 1970 to 9999'],
  [
    'seconds taken for milliseconds',
    { startTime: new Date(1_776_000_000) },
    'startTime 1970-01-21T13:20:00.000Z was probably made of seconds, and a date is made of milliseconds: give new Date(1776000000 * 1000)',
  ],
  ['an end after 9999', { endTime: new Date(8.64e15) }, 'cannot be used: give a time from 1970 to 9999'],
  ['a time that is none', { startTime: new Date('soon') }, 'startTime Invalid Date cannot be used'],
  [
    'directories outside no window',
    { timeDirectories: true },
    "'timeDirectories' leaves out days outside a window of time: give 'lookback', 'startTime' or 'endTime'",
  ],
  ['no partition', { partitions: [] }, 'partitions [] cannot be replayed: give numbers from 0'],
  ['a partition below 0', { partitions: [0, -1] }, 'partitions [0, -1] cannot be replayed'],
  ['half a partition', { partitions: [0.5] }, 'partitions [0.5] cannot be replayed'],
  ['a rate of 0', { rateLimitPerSecond: 0 }, 'rateLimitPerSecond 0 cannot be kept to: give a number above 0'],
  ['a rate of bytes below 0', { rateLimitBytesPerSecond: -1 }, 'rateLimitBytesPerSecond -1 cannot be kept to'],
  ['a speed that is none', { speed: Number.NaN }, 'speed NaN cannot be kept to'],
  ['the gaps of an order that is not kept', { speed: 1, ordered: false }, "'speed' keeps the gaps between records"],
])('%s is refused', (_, options, message) => {
  expect(() => schedule(options)).toThrow(message);
});

test.each<[string, Partial<ReplayScheduleOptions>]>([
  ['to topics of another name', { targetTopic: 'restored.{topic}' }],
  ['that allows the same topic', { targetTopic: '{topic}', allowSameTopic: true }],
  ['that publishes nothing', { targetTopic: '{topic}', dryRun: true }],
  ['whose mapping may name all topics', { targetTopic: '{topic}', topicMapping: { orders: 'orders-again' } }],
])('a template of topics %s is taken', (_, options) => {
  schedule(options);
  expect(inputOf(given.stack)).toMatchObject({ target_topic: options.targetTopic });
});

test('a replayer has no schedule by itself, and one that is refused leaves none', () => {
  expect(() => schedule({ speed: 0 })).toThrow();
  Template.fromStack(given.stack).resourceCountIs('AWS::Scheduler::Schedule', 0);
});

describe('without order', () => {
  const importWithBucket = (known: boolean) =>
    S3FilesAccessPoint.fromAccessPointAttributes(new Stack(given.app, 'Other'), 'Imported', {
      accessPointArn: 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0a/access-point/fsap-0b',
      ...(known && { bucket: given.fileSystem.sourceBucket }),
    });

  test('files are replayed by the bucket', () => {
    schedule({ ordered: false });
    expect(inputOf(given.stack)).toEqual({ dry_run: false, ordered: false });
  });

  test('they cannot be where the bucket is unknown', () => {
    const replayer = given.replayer({ accessPoint: importWithBucket(false) });
    expect(() => replayer.schedule('Nightly', { schedule: NIGHTLY, ordered: false })).toThrow(
      "schedule 'Nightly' has 'ordered: false', which lists the bucket of access point 'Other/Imported', and that is not known: give 'bucket' where the access point is imported",
    );
    replayer.schedule('Ordered', { schedule: NIGHTLY });
  });

  test('they can be where an import names it', () => {
    const replayer = given.replayer({ accessPoint: importWithBucket(true) });
    expect(() => replayer.schedule('Nightly', { schedule: NIGHTLY, ordered: false })).not.toThrow();
  });
});

describe('on Amazon MSK with AWS IAM', () => {
  function allowed(action: string): unknown[] {
    return statements(given.stack)
      .filter(({ Action }: Statement) => [Action].flat().includes(action))
      .flatMap(({ Resource }) => Resource);
  }
  const writable = () => allowed('kafka-cluster:WriteData');
  const readable = () => allowed('kafka-cluster:ReadData');
  const topic = (name: string) => `${MSK_ARN.replace(':cluster/', ':topic/')}/${name}`;

  test('the function may write every topic that a schedule names, each once', () => {
    const replayer = given.replayer({ cluster: new Surroundings(given.stack).msk() });
    replayer.schedule('Nightly', {
      schedule: NIGHTLY,
      targetTopic: 'again',
      topicMapping: { orders: 'orders-again', returns: 'again' },
    });
    expect(writable()).toEqual(['events-replay', 'again', 'orders-again'].map(topic));
  });

  test('the function may read back what a schedule verifies, and nothing else', () => {
    const replayer = given.replayer({ cluster: new Surroundings(given.stack).msk() });
    replayer.schedule('Nightly', { schedule: NIGHTLY, targetTopic: 'again' });
    replayer.schedule('Own', { schedule: NIGHTLY, verify: true, topicMapping: { orders: 'orders-again' } });
    replayer.schedule('Template', { schedule: NIGHTLY, verify: true, targetTopic: 'restored.{topic}' });
    expect(readable()).toEqual(['events-replay', 'orders-again', 'restored.*'].map(topic));
  });

  test('the function may write all topics that a template may make', () => {
    const replayer = given.replayer({ cluster: new Surroundings(given.stack).msk(), topic: 'replayed.{topic}' });
    replayer.schedule('Nightly', { schedule: NIGHTLY, targetTopic: '{topic}', allowSameTopic: true });
    expect(writable()).toEqual(['replayed.*', '*'].map(topic));
  });

  const CREATE = 'kafka-cluster:CreateTopic';

  test('the function may make the topics of a schedule that makes them, and no others', () => {
    const replayer = given.replayer({ cluster: new Surroundings(given.stack).msk() });
    replayer.schedule('Nightly', { schedule: NIGHTLY, targetTopic: 'again' });
    replayer.schedule('Looking', {
      ...{ schedule: NIGHTLY, dryRun: true, targetTopic: 'seen' },
      createTopic: TopicCreation.likeSource(),
    });
    replayer.schedule('Weekly', {
      ...{ schedule: NIGHTLY, targetTopic: 'restored.{topic}', topicMapping: { orders: 'orders-again' } },
      createTopic: TopicCreation.likeSource(),
    });
    const made = statements(given.stack).filter(({ Action }: Statement) => Action === CREATE);
    expect(made.flatMap(({ Resource }) => Resource)).toEqual(['restored.*', 'orders-again'].map(topic));
  });

  test('a schedule that only reads grants none', () => {
    const replayer = given.replayer({ cluster: new Surroundings(given.stack).msk() });
    replayer.schedule('Nightly', { schedule: NIGHTLY, targetTopic: 'again', dryRun: true });
    expect(writable()).toEqual([topic('events-replay')]);
  });

  test('a schedule that names none grants none', () => {
    const replayer = given.replayer({ cluster: new Surroundings(given.stack).msk() });
    replayer.schedule('Nightly', { schedule: NIGHTLY });
    expect(writable()).toEqual([topic('events-replay')]);
  });
});

test('a run that is started has every policy of the workflow', () => {
  schedule({});
  const { DependsOn } = Object.values(Template.fromStack(given.stack).findResources('AWS::Scheduler::Schedule'))[0];
  expect(DependsOn).toContainEqual(expect.stringContaining('WorkflowParts'));
});

test('a schedule takes the time of day of its zone', () => {
  const timeZone = TimeZone.EUROPE_BERLIN;
  schedule({ schedule: scheduler.ScheduleExpression.cron({ minute: '0', hour: '0', timeZone }) });
  Template.fromStack(given.stack).hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: Match.stringLikeRegexp('^cron\\(0 0 '),
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
});

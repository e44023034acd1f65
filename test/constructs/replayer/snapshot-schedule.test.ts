import { Template } from 'aws-cdk-lib/assertions';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { CfnParameter, Duration, Token } from 'aws-cdk-lib/core';
import type { SnapshotScheduleOptions } from '../../../src';
import { logicalIdOf, permissionsOf } from '../../evidence/permissions/purpose';
import { MSK_ARN, Surroundings } from '../kafka/clusters';
import { statements, warnings } from '../support/stacks';
import { Pipeline } from './replayers';
import { inputOf } from './schedules';

const HOURLY = scheduler.ScheduleExpression.rate(Duration.hours(1));

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function snapshot(options: Partial<SnapshotScheduleOptions> = {}) {
  return given.replayer().snapshot('Hourly', { schedule: HOURLY, groups: ['orders-*'], ...options });
}

test('a schedule of snapshots invokes the function, with what is to be written down', () => {
  const replayer = given.replayer();
  replayer.snapshot('Hourly', { schedule: HOURLY, groups: ['orders-*', 'billing'], topics: ['orders'] });
  Template.fromStack(given.stack).hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 hour)',
    Target: { Arn: given.stack.resolve(replayer.function.functionArn) },
  });
  expect(inputOf(given.stack)).toEqual({ action: 'snapshot', groups: ['orders-*', 'billing'], topics: ['orders'] });
});

test('topics that are not named are all topics', () => {
  snapshot();
  expect(inputOf(given.stack)).toEqual({ action: 'snapshot', groups: ['orders-*'] });
});

test('its role may invoke this function, put what failed into its queue, and do nothing else', () => {
  snapshot();
  const [role] = given.stack.node.children.filter(({ node }) => node.id.startsWith('SchedulerRole'));
  expect(permissionsOf(role).map(({ actions }) => actions)).toEqual([['lambda:InvokeFunction'], ['sqs:SendMessage']]);
});

test('what can be said of a schedule is said, and it is among those of the replayer', () => {
  const replayer = given.replayer();
  const made = replayer.snapshot('Hourly', {
    schedule: HOURLY,
    groups: ['*'],
    enabled: false,
    description: 'For the drill',
    timeWindow: scheduler.TimeWindow.flexible(Duration.minutes(5)),
  });
  expect(replayer.schedules).toEqual([made]);
  Template.fromStack(given.stack).hasResourceProperties('AWS::Scheduler::Schedule', {
    State: 'DISABLED',
    Description: 'For the drill',
    FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
    GroupName: given.stack.resolve(made.scheduleGroup.scheduleGroupName),
    Target: { DeadLetterConfig: { Arn: given.stack.resolve(made.deadLetterQueue.queueArn) } },
  });
});

describe('with AWS IAM', () => {
  function granted(options: Partial<SnapshotScheduleOptions>) {
    const replayer = given.replayer({ cluster: new Surroundings(given.stack).msk() });
    replayer.snapshot('Hourly', { schedule: HOURLY, groups: ['orders-*'], ...options });
    const all = statements(given.stack).filter(({ Action }) => JSON.stringify(Action).includes('kafka-cluster:'));
    return all.map(({ Action, Resource }) => [[Action].flat(), [Resource].flat()]);
  }

  const arn = (kind: string, name: string) => `${MSK_ARN.replace(':cluster/', `:${kind}/`)}/${name}`;

  test('the function may look at those topics and groups, and list the groups for a pattern', () => {
    const allowed = granted({ topics: ['orders', 'billing-*'] });
    expect(allowed).toContainEqual([
      ['kafka-cluster:DescribeTopic', 'kafka-cluster:DescribeTopicDynamicConfiguration'],
      [arn('topic', 'orders'), arn('topic', 'billing-*')],
    ]);
    expect(allowed).toContainEqual([['kafka-cluster:DescribeGroup'], [arn('group', 'orders-*')]]);
    expect(JSON.stringify(allowed)).toContain('kafka-cluster:DescribeCluster"');
  });

  test('groups that are named need no list', () => {
    expect(JSON.stringify(granted({ groups: ['billing'] }))).not.toContain('kafka-cluster:DescribeCluster"');
  });

  test('what only the deployment knows is granted for all', () => {
    const names = new CfnParameter(given.stack, 'Groups', { type: 'CommaDelimitedList' }).valueAsList;
    expect(granted({ groups: names })).toContainEqual([['kafka-cluster:DescribeGroup'], [arn('group', '*')]]);
  });
});

describe('snapshots are kept', () => {
  function rulesOf(bucketId?: string): unknown[] {
    const buckets = Template.fromStack(given.stack).findResources('AWS::S3::Bucket');
    const all = Object.entries(buckets).filter(([id]) => id === bucketId || bucketId === undefined);
    const rules = all.flatMap(([, { Properties }]) => Properties?.LifecycleConfiguration?.Rules ?? []);
    return rules.filter(({ Prefix }) => Prefix === 'snapshots/').map(({ ExpirationInDays }) => ExpirationInDays);
  }

  test('for 30 days where nobody says another time, with a schedule or without', () => {
    given.replayer();
    expect(rulesOf()).toEqual([30]);
  });

  test('for the longest time that a schedule says', () => {
    const replayer = given.replayer();
    for (const [id, days] of Object.entries({ Hourly: 7, Daily: 90, Weekly: 60 })) {
      replayer.snapshot(id, { schedule: HOURLY, groups: ['*'], retention: Duration.days(days) });
    }
    expect(rulesOf()).toEqual([90]);
  });

  test('for a time that only the deployment knows', () => {
    const days = new CfnParameter(given.stack, 'Days', { type: 'Number' }).valueAsNumber;
    snapshot({ retention: Duration.days(days) });
    expect(rulesOf()).toEqual([{ Ref: 'Days' }]);
  });

  test('in a given bucket for as long as a schedule says, and as its own rules say otherwise', () => {
    const bucket = new s3.Bucket(given.stack, 'Runs');
    const replayer = given.withWorkflow({ bucket });
    replayer.snapshot('Hourly', { schedule: HOURLY, groups: ['*'] });
    expect(rulesOf(logicalIdOf(bucket))).toEqual([]);
  });

  test('in a given bucket by a rule of its own, where a schedule says how long', () => {
    const bucket = new s3.Bucket(given.stack, 'Runs');
    const replayer = given.withWorkflow({ bucket });
    replayer.snapshot('Hourly', { schedule: HOURLY, groups: ['*'], retention: Duration.days(60) });
    expect(rulesOf(logicalIdOf(bucket))).toEqual([60]);
  });

  test('in an imported bucket as its rules say, of which a warning tells', () => {
    const bucket = s3.Bucket.fromBucketName(given.stack, 'Runs', 'runs');
    const replayer = given.withWorkflow({ bucket });
    replayer.snapshot('Hourly', { schedule: HOURLY, groups: ['*'], retention: Duration.days(60) });
    expect(warnings(given.stack).filter((warning) => warning.includes('snapshots'))).toEqual([
      expect.stringContaining(
        "schedule 'Hourly' keeps snapshots for 60 days, but the bucket 'Stack/Runs' is imported and takes no rule: let objects below snapshots/ expire there",
      ),
    ]);
  });
});

describe('snapshots that expire before the next one', () => {
  const MONTHLY = scheduler.ScheduleExpression.cron({ day: '1', hour: '4', minute: '0' });
  const MONTHLY_GAP = "schedule 'Monthly' takes a snapshot up to 31 days after the one before";
  const told = () => warnings(given.stack).filter((warning) => warning.includes('after the one before'));
  const take = (options: Partial<SnapshotScheduleOptions>, id = 'Monthly', replayer = given.replayer()) => {
    replayer.snapshot(id, { schedule: MONTHLY, groups: ['*'], ...options });
    return replayer;
  };

  test('are a warning, as a restore or a drill would find none', () => {
    take({ retention: Duration.days(7) });
    expect(told()).toEqual([
      expect.stringContaining(
        `${MONTHLY_GAP}, and snapshots are kept for 7 days, so that at times a restore or a drill would find none: give a 'retention' such as Duration.days(62), or take snapshots more often`,
      ),
    ]);
  });

  test('are one where nobody says how long, and they are kept for 30 days', () => {
    take({});
    expect(told()).toEqual([expect.stringContaining(`${MONTHLY_GAP}, and snapshots are kept for 30 days`)]);
  });

  test.each<[string, Partial<SnapshotScheduleOptions>]>([
    ['they are kept until then', { retention: Duration.days(31) }],
    ['they are more often', { schedule: HOURLY, retention: Duration.days(1) }],
    ['the schedule is switched off', { enabled: false }],
    ['only the deployment knows how long', { retention: Duration.days(Token.asNumber({ Ref: 'Days' })) }],
    [
      'only the deployment knows when',
      { schedule: scheduler.ScheduleExpression.expression(Token.asString({ Ref: 'When' })) },
    ],
  ])('are none where %s', (_, options) => {
    take(options);
    expect(told()).toEqual([]);
  });

  test('are none where a later schedule keeps them for longer', () => {
    const replayer = take({ retention: Duration.days(7) });
    take({ schedule: HOURLY, retention: Duration.days(60) }, 'Hourly', replayer);
    expect(told()).toEqual([]);
  });

  test('are none in a bucket whose rules are not known', () => {
    take({}, 'Monthly', given.withWorkflow({ bucket: new s3.Bucket(given.stack, 'Runs') }));
    expect(told()).toEqual([]);
  });
});

test.each<[string, Partial<SnapshotScheduleOptions>, RegExp]>([
  [
    'no group',
    { groups: [] },
    /schedule 'Hourly': groups \[\] choose nothing that can be: give at least one name or pattern/,
  ],
  ['an empty name', { groups: ['a', ''] }, /groups \['a', ''\] choose nothing/],
  ['no topic', { topics: [] }, /topics \[\] choose nothing/],
  [
    'a topic that cannot be, which would fail each snapshot',
    { topics: ['orders', 'a b'] },
    /topics \['orders', 'a b'\] choose nothing that can be: .*a topic has 1 to 249 letters, digits/,
  ],
  ['a topic of 250 characters', { topics: ['x'.repeat(250)] }, /a topic has 1 to 249 letters/],
  [
    'half a day',
    { retention: Duration.hours(12) },
    /retention 12 hours cannot be used: objects expire after whole days/,
  ],
  ['a long description', { description: 'x'.repeat(513) }, /description has 513 characters/],
])('%s is refused with the reason', (_, options, problem) => {
  expect(() => snapshot(options)).toThrow(problem);
});

test('several times of which one is a token have no longest', () => {
  const days = Duration.days(Token.asNumber({ Ref: 'Days' }));
  const replayer = given.replayer();
  replayer.snapshot('Hourly', { schedule: HOURLY, groups: ['*'], retention: days });
  expect(() => replayer.snapshot('Daily', { schedule: HOURLY, groups: ['*'], retention: Duration.days(3) })).toThrow(
    /schedule 'Daily': 'retention' was given by several schedules.*give it once/,
  );
});

test('its metrics are those of the function alone', () => {
  const replayer = given.replayer();
  for (const [metric, metricName] of [
    [replayer.metricSnapshotsTaken(), 'SnapshotsTaken'],
    [replayer.metricTopicsRecreated(), 'TopicsRecreated'],
  ] as const) {
    expect(metric).toMatchObject({ metricName, statistic: 'Sum' });
    expect(Object.keys(metric.dimensions ?? {})).toEqual(['FunctionName']);
  }
});

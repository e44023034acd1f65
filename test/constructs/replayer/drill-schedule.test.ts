import { Template } from 'aws-cdk-lib/assertions';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Duration, Token } from 'aws-cdk-lib/core';
import { type DrillScheduleOptions, TopicCreation } from '../../../src';
import { statements, warnings } from '../support/stacks';
import { Pipeline } from './replayers';
import { inputsOf } from './schedules';

const MONTHLY = scheduler.ScheduleExpression.cron({ day: '1', hour: '4', minute: '0' });
const DRILL = { schedule: MONTHLY, window: Duration.hours(1), into: 'drill.{topic}' };

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function drill(options: Partial<DrillScheduleOptions> = {}) {
  return given.replayer().drill('Monthly', { ...DRILL, ...options });
}

/** The input that the drill's schedule gives to the workflow. The other schedule asks for the age of the drill. */
function drillInput(): Record<string, unknown> {
  const [input, ...others] = inputsOf(given.stack);
  expect(others).toEqual([{ action: 'drill_age', drills: ['Monthly'] }]);
  return input ?? {};
}

test('a drill restores a window into topics like the source’s, verifies it, and deletes the topics', () => {
  drill();
  expect(drillInput()).toEqual({
    drill: 'Monthly',
    dry_run: false,
    verify: true,
    target_topic: 'drill.{topic}',
    create_topic: 'like_source',
    to: '<aws.scheduler.scheduled-time>',
    lookback_seconds: 3600,
  });
});

test('it starts the workflow, and is among the schedules of the replayer', () => {
  const replayer = given.replayer();
  const made = replayer.drill('Monthly', DRILL);
  expect(replayer.schedules).toEqual([made]);
  Template.fromStack(given.stack).hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'cron(0 4 1 * ? *)',
    Target: { Arn: given.stack.resolve(replayer.workflow.stateMachineArn) },
  });
});

test('the window may end some time before the drill', () => {
  drill({ delay: Duration.minutes(15) });
  expect(drillInput()).toMatchObject({
    to: '<aws.scheduler.scheduled-time>',
    lookback_seconds: 3600,
    delay_seconds: 900,
  });
});

test('topics can be made as is said, from a directory, and not too fast', () => {
  drill({
    createTopic: TopicCreation.of({ partitions: 12, replicationFactor: 1 }),
    sourcePrefix: 'small/',
    timeDirectories: true,
    rateLimitPerSecond: 500,
  });
  expect(drillInput()).toMatchObject({
    create_topic: { partitions: 12, replication_factor: 1 },
    source_prefix: 'small/',
    time_directories: true,
    rate_limit_per_second: 500,
  });
});

test.each([
  [{ into: 'drill' }, "into 'drill' is no template of topics"],
  [{ into: '{topic}' }, 'a drill deletes its topics'],
  [{ window: Duration.seconds(0) }, 'leaves nothing to restore'],
  [{ window: Duration.millis(1500) }, 'window 1 second 500 millis cannot be used: give whole seconds'],
  [{ delay: Duration.millis(500) }, 'delay 500 millis cannot be used: give whole seconds'],
  [{ sourcePrefix: '/small/' }, "sourcePrefix '/small/' is no directory of the mount"],
  [{ rateLimitPerSecond: 0 }, 'rateLimitPerSecond is 0'],
])('a drill with %j is an error', (options, message) => {
  expect(() => drill(options)).toThrow(message);
});

test('what only the deployment knows is let through', () => {
  expect(() => drill({ into: Token.asString({ Ref: 'Into' }) })).not.toThrow();
});

test('without snapshots, by which the topics are made, there is a warning', () => {
  const replayer = given.replayer();
  replayer.drill('Monthly', DRILL);
  expect(warnings(given.stack).join()).toContain('nothing takes snapshots here');
});

test('a schedule of snapshots that is switched off takes none', () => {
  const replayer = given.replayer();
  replayer.drill('Monthly', DRILL);
  replayer.snapshot('Hourly', { schedule: MONTHLY, groups: ['*'], enabled: false });
  expect(warnings(given.stack).join()).toContain('nothing takes snapshots here');
});

test.each(['before', 'after'])('with snapshots that are asked for %s it there is none', (when) => {
  const replayer = given.replayer();
  const schedule = scheduler.ScheduleExpression.rate(Duration.hours(1));
  const snapshot = () => replayer.snapshot('Hourly', { schedule, groups: ['*'] });
  if (when === 'before') snapshot();
  replayer.drill('Monthly', DRILL);
  if (when === 'after') snapshot();
  expect(warnings(given.stack).join()).not.toContain('snapshots');
});

test('how drills went is told by metrics of the function', () => {
  const replayer = given.replayer();
  expect(replayer.metricDrillSeconds()).toMatchObject({ metricName: 'DrillSeconds', statistic: 'Maximum' });
  expect(replayer.metricDrillDifferences()).toMatchObject({ metricName: 'DrillDifferences', statistic: 'Sum' });
  expect(replayer.metricDrillsSucceeded()).toMatchObject({ metricName: 'DrillsSucceeded', statistic: 'Sum' });
  expect(replayer.metricSecondsSinceDrill()).toMatchObject({
    metricName: 'SecondsSinceDrill',
    statistic: 'Maximum',
    period: Duration.hours(1),
  });
});

describe('how long ago drills have succeeded', () => {
  test('is looked at once an hour, by one schedule for all of them', () => {
    const replayer = given.replayer();
    expect(replayer.drillWatchSchedule).toBeUndefined();
    replayer.drill('Monthly', DRILL);
    replayer.drill('Weekly', DRILL);
    expect(inputsOf(given.stack)).toHaveLength(3);
    const looks = inputsOf(given.stack).filter(({ action }) => action !== undefined);
    expect(looks).toEqual([{ action: 'drill_age', drills: ['Monthly', 'Weekly'] }]);
    Template.fromStack(given.stack).hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 hour)',
      State: 'ENABLED',
      Target: { Arn: given.stack.resolve(replayer.function.functionArn) },
    });
    expect(replayer.schedules.map(({ node }) => node.id)).toEqual(['Monthly', 'Weekly']);
  });

  test('is nobody’s business of a drill that is switched off', () => {
    drill({ enabled: false });
    expect(inputsOf(given.stack)).toHaveLength(1);
  });

  const grantsOfFolder = () =>
    statements(given.stack).filter((statement) => JSON.stringify(statement).includes('drills/*'));

  test('is kept in a folder that the function may read and write', () => {
    const replayer = given.replayer();
    replayer.drill('Monthly', DRILL);
    replayer.drill('Weekly', DRILL);
    expect(grantsOfFolder().map(({ Action }) => Action)).toEqual([['s3:GetObject', 's3:PutObject'], 's3:ListBucket']);
  });

  test('gives no right to a function without drills', () => {
    given.replayer();
    expect(grantsOfFolder()).toEqual([]);
  });

  test('cannot be kept by an id that is no name of a folder', () => {
    expect(() => given.replayer().drill('é'.repeat(200), DRILL)).toThrow('the id would be the name of a folder');
  });
});

test('two drills into topics of the same names are warned of, and two into others are not', () => {
  const replayer = given.replayer();
  replayer.drill('Monthly', DRILL);
  replayer.drill('Weekly', { ...DRILL, into: 'weekly.{topic}' });
  const about = () => warnings(given.stack).filter((warning) => warning.includes('restores into'));
  expect(about()).toEqual([]);
  replayer.drill('Daily', DRILL);
  expect(about()).toEqual([
    expect.stringContaining(
      "drill 'Daily' restores into 'drill.{topic}' as drill 'Monthly' does: where one starts before the other has ended, it is refused; give each its own, such as 'daily.{topic}'",
    ),
  ]);
});

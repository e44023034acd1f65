import { Template } from 'aws-cdk-lib/assertions';
import * as scheduler from 'aws-cdk-lib/aws-scheduler';
import { Duration, Token } from 'aws-cdk-lib/core';
import { type DrillScheduleOptions, TopicCreation } from '../../../src';
import { warnings } from '../support/stacks';
import { Pipeline } from './replayers';
import { inputOf } from './schedules';

const MONTHLY = scheduler.ScheduleExpression.cron({ day: '1', hour: '4', minute: '0' });
const DRILL = { schedule: MONTHLY, window: Duration.hours(1), into: 'drill.{topic}' };

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

function drill(options: Partial<DrillScheduleOptions> = {}) {
  return given.replayer().drill('Monthly', { ...DRILL, ...options });
}

test('a drill restores a window into topics like the source’s, verifies it, and deletes the topics', () => {
  drill();
  expect(inputOf(given.stack)).toEqual({
    drill: true,
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

test('topics can be made as is said, from a directory, and not too fast', () => {
  drill({
    createTopic: TopicCreation.of({ partitions: 12, replicationFactor: 1 }),
    sourcePrefix: 'small/',
    timeDirectories: true,
    rateLimitPerSecond: 500,
  });
  expect(inputOf(given.stack)).toMatchObject({
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

test.each(['before', 'after'])('with snapshots that are asked for %s it there is none', (when) => {
  const replayer = given.replayer();
  const snapshot = () => replayer.snapshot('Hourly', { schedule: MONTHLY, groups: ['*'] });
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
});

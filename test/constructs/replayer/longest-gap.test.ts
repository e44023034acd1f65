import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Duration } from 'aws-cdk-lib/core';
import { longestGap } from '../../../src/replayer/longest-gap';

const HOUR = 60;
const DAY = 24 * HOUR;

test.each<[string, number]>([
  ['rate(1 minute)', 1],
  ['rate(90 minutes)', 90],
  ['rate(1 hour)', HOUR],
  ['rate(45 days)', 45 * DAY],
  ['cron(30 4 * * ? *)', DAY],
  ['cron(30 4 ? * * *)', DAY],
  ['cron(0 4 1 * ? *)', 31 * DAY],
  ['cron(0 4 15 */3 ? *)', 92 * DAY],
  ['cron(0 4 1 1 ? *)', 366 * DAY],
  ['cron(0 4 29 2 ? *)', 1461 * DAY],
  ['cron(0 4 31 * ? *)', 61 * DAY],
  ['cron(0 4 1,16 * ? *)', 16 * DAY],
  ['cron(0 4 1/10 * ? *)', 10 * DAY],
  ['cron(0 4 ? * MON *)', 7 * DAY],
  ['cron(0 4 ? * 2 *)', 7 * DAY],
  ['cron(0 4 ? * mon-fri *)', 3 * DAY],
  ['cron(0 4 ? JAN MON *)', 343 * DAY],
  ['cron(0 0,12 1 * ? *)', 31 * DAY - 12 * HOUR],
  ['cron(0/15 4 ? * SUN *)', 7 * DAY - 45],
])('%s starts up to %i minutes after the start before', (expression, minutes) => {
  expect(longestGap(expression)).toBe(minutes);
});

test.each([
  ['once', 'at(2026-04-13T00:00:00)'],
  ['on the last day of each month', 'cron(0 4 L * ? *)'],
  ['on a weekday', 'cron(0 4 1W * ? *)'],
  ['on the first Monday', 'cron(0 4 ? * MON#1 *)'],
  ['on a day that never comes', 'cron(0 4 31 2 ? *)'],
  ['on no day', 'cron(0 4 0 * ? *)'],
  ['over the end of a week', 'cron(0 4 ? * FRI-MON *)'],
  ['each 0 days', 'cron(0 4 */0 * ? *)'],
  ['each week, which is no rate', 'rate(1 week)'],
])('of a schedule that starts %s nothing is told', (_, expression) => {
  expect(longestGap(expression)).toBeUndefined();
});

test('the expressions of aws-cdk-lib are known', () => {
  expect(longestGap(ScheduleExpression.rate(Duration.days(2)).expressionString)).toBe(2 * DAY);
  expect(longestGap(ScheduleExpression.cron({ day: '1', hour: '4', minute: '0' }).expressionString)).toBe(31 * DAY);
  expect(longestGap(ScheduleExpression.cron({ weekDay: 'SAT', hour: '4' }).expressionString)).toBe(7 * DAY - 59);
});

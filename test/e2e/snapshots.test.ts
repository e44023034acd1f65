import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Outcomes } from './snapshots/outcomes';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

beforeAll(async () => {
  outcomes = (await outcomesOnNode24(supervisor, join(__dirname, 'snapshots', 'run.ts'))) as Outcomes;
});
afterAll(() => supervisor.end());

test('a snapshot has the topics and the groups that were asked for, with settings and offsets', () => {
  const { answer, file } = outcomes.first;
  expect(answer).toMatchObject({ topics: 2, groups: 1, offsets: 2, recreated: 0 });
  expect(file.topics).toMatchObject([
    { name: 'orders', partitions: 3, config: { 'retention.ms': '-1' } },
    { name: 'others', partitions: 3, config: { 'retention.ms': '-1' } },
  ]);
  expect(file.groups).toMatchObject([{ id: 'billing', members: 0 }]);
  expect(file.groups[0].offsets.map(({ topic, partition, offset }) => [topic, partition, offset])).toEqual([
    ['orders', 0, 0],
    ['orders', 2, 0],
  ]);
});

test('it stands where its cluster and its time say, and tells what chose nothing', () => {
  const { answer, file } = outcomes.first;
  expect(answer.snapshot).toMatch(
    new RegExp(`^snapshots/${file.cluster_id}/\\d{4}/\\d{2}/\\d{2}/\\d{8}T\\d{9}Z\\.json\\.gz$`),
  );
  expect(file.format).toBe(1);
  expect(answer.warnings).toEqual([
    "'noth*', 'nothing' chose no topic: there is none that the user, or role, may describe",
    "'abs*', 'absent' chose no group: there is none that the user, or role, may describe and that has committed an offset",
  ]);
});

test('a topic that was deleted and made again is noticed', () => {
  const { answer, file } = outcomes.second;
  const before = outcomes.first.file.topics[0].id;
  expect(file.recreated).toEqual([{ topic: 'orders', before, now: file.topics[0].id }]);
  expect(answer.recreated).toBe(1);
  expect(answer.warnings.at(-1)).toMatch(/^'orders' was deleted and made again since an earlier snapshot/);
});

test('so is one that a snapshot in between did not see, once', () => {
  expect(outcomes.without.file.topics.map(({ name }) => name)).toEqual(['orders']);
  expect(outcomes.without.file.recreated).toEqual([]);
  expect(outcomes.third.file.recreated).toMatchObject([{ topic: 'others' }]);
});

test('later snapshots carry on that it was made again, and when that was noticed', () => {
  const { taken_at: seen_at } = outcomes.second.file;
  expect(outcomes.second.file.recreated_earlier).toEqual([]);
  expect(outcomes.without.file.recreated_earlier).toMatchObject([{ topic: 'orders', seen_at }]);
  expect(outcomes.third.file.recreated_earlier).toMatchObject([{ topic: 'orders', seen_at }]);
  expect(outcomes.third.answer.recreated).toBe(1);
});

test('each snapshot is counted, and each topic that was made again', () => {
  const counted = outcomes.metrics.map(({ SnapshotsTaken, TopicsRecreated }) => [SnapshotsTaken, TopicsRecreated]);
  expect(counted.slice(0, 4)).toEqual([
    [1, 0],
    [1, 1],
    [1, 0],
    [1, 1],
  ]);
  expect(outcomes.metrics[0]).toMatchObject({
    _aws: { CloudWatchMetrics: [{ Dimensions: [['FunctionName']] }] },
  });
});

describe('with access control', () => {
  test('the rights of the table suffice', () => {
    expect(outcomes.permitted.answer).toMatchObject({ topics: 1, groups: 1, offsets: 1, warnings: [] });
  });

  test('patterns pass over what the user may not see', () => {
    expect(outcomes.patterns.file.topics.map(({ name }) => name)).toEqual(['orders']);
    expect(outcomes.patterns.file.groups.map(({ id }) => id)).toEqual(['billing']);
  });

  test.each([
    [
      'describeTopic',
      /the topics 'orders' cannot be described: .*lacks the permission DESCRIBE on the topic 'orders' \(kafka-cluster:DescribeTopic with IAM\)/,
    ],
    [
      'describeTopicConfigs',
      /the topics 'orders' cannot be described: .*lacks the permission DESCRIBE_CONFIGS on the topic 'orders' \(kafka-cluster:DescribeTopicDynamicConfiguration with IAM\)/,
    ],
    [
      'describeGroup',
      /the consumer group 'billing'.*lacks the permission DESCRIBE on the group 'billing' \(kafka-cluster:DescribeGroup with IAM\)/,
    ],
    ['everything', /lacks the permission DESCRIBE on the group 'billing'/],
  ])('without %s the error names the right', (permission, message) => {
    expect(outcomes.lacking[permission]).toMatch(message);
    expect(outcomes.lacking[permission]).toMatch(/AccessRefused/);
  });
});

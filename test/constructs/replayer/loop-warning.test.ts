import { CfnParameter, Lazy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { KafkaToS3FilesIngest, type KafkaToS3FilesIngestProps, S3FilesFileSystem } from '../../../src';
import { Surroundings } from '../kafka/clusters';
import { newCluster, warnings } from '../support/stacks';
import { Pipeline } from './replayers';
import { NIGHTLY } from './schedules';

let given: Pipeline;
beforeEach(() => {
  given = new Pipeline();
});

const loops = () => warnings(given.stack).filter((warning) => warning.includes('replayIsIngestedAgain'));

function ingest(props: Partial<KafkaToS3FilesIngestProps> = {}): KafkaToS3FilesIngest {
  const { accessPoint, vpc, cluster } = given;
  return new KafkaToS3FilesIngest(given.stack, 'Ingest', { accessPoint, vpc, cluster, topic: 'events', ...props });
}

test('a replayer whose topic is ingested into the files that it reads is warned of, with what comes of it', () => {
  ingest();
  given.replayer({ topic: 'events' });
  expect(loops()).toEqual([
    expect.stringContaining(
      "replayer 'Stack/Replayer' publishes to 'events', which 'Stack/Ingest' reads from the same cluster and writes to file system 'Stack/Files', that is replayed: each replay would be ingested again",
    ),
  ]);
});

test('it does not matter which of the two is defined first', () => {
  given.replayer({ topic: 'events' });
  ingest({ topic: undefined, topics: ['orders', 'events'] });
  expect(loops()).toHaveLength(1);
});

test('two objects for one cluster, and two access points of one file system, make a loop too', () => {
  ingest({ accessPoint: given.fileSystem.addAccessPoint('Other', { path: '/other' }) });
  given.replayer({ topic: 'events', cluster: newCluster(new Construct(given.stack, 'Again')) });
  expect(loops()).toHaveLength(1);
});

test('clusters of Amazon MSK are recognized by their ARN', () => {
  const surroundings = new Surroundings(given.stack);
  ingest({ cluster: surroundings.msk() });
  given.replayer({ topic: 'events', cluster: surroundings.msk() });
  expect(loops()).toHaveLength(1);
});

test('a topic that only the deployment knows is recognized', () => {
  const topic = new CfnParameter(given.stack, 'Topic').valueAsString;
  ingest({ topic });
  given.replayer({ topic });
  expect(loops()).toHaveLength(1);
});

test.each([
  ['topic', { topic: 'orders' }],
  ['file system', { accessPoint: undefined }],
])('another %s is no loop', (_, props) => {
  ingest(props);
  given.replayer({ topic: 'events' });
  expect(loops()).toEqual([]);
});

test.each([
  ['the same topic', '{topic}', ['orders', 'events'], "publishes to 'orders', 'events', which"],
  ['another one that is ingested', 'restored.{topic}', ['orders', 'restored.orders'], "to 'restored.orders', which"],
])('a template that makes %s of an ingested one is a loop', (_, topic, topics, text) => {
  ingest({ topic: undefined, topics });
  given.replayer({ topic });
  expect(loops()).toEqual([expect.stringContaining(text)]);
});

test('a template that makes topics which are not ingested is no loop', () => {
  ingest({ topic: undefined, topics: ['orders', 'events'] });
  given.replayer({ topic: 'restored.{topic}' });
  expect(loops()).toEqual([]);
});

test('another cluster is no loop', () => {
  ingest({ cluster: newCluster(new Construct(given.stack, 'Other'), 'pkc-11111') });
  given.replayer({ topic: 'events' });
  expect(loops()).toEqual([]);
});

test('a file system of the same prefix is another one', () => {
  const other = new S3FilesFileSystem(given.stack, 'OtherFiles', { vpcConfiguration: { vpc: given.vpc } });
  ingest({ accessPoint: other.addAccessPoint('Events', { path: '/events' }) });
  given.replayer({ topic: 'events' });
  expect(loops()).toEqual([]);
});

describe('a schedule', () => {
  test.each([
    ['targetTopic', { targetTopic: 'events' }],
    ['topicMapping', { topicMapping: { orders: 'events' } }],
    ['allowSameTopic, which is for another cluster', { targetTopic: 'events', allowSameTopic: true }],
  ])('whose %s is ingested is warned of by its name', (_, options) => {
    ingest();
    given.replayer().schedule('Nightly', { schedule: NIGHTLY, ...options });
    expect(loops()).toEqual([expect.stringContaining("schedule 'Nightly' publishes to 'events'")]);
  });

  test('that publishes nothing is no loop', () => {
    ingest();
    given.replayer().schedule('Nightly', { schedule: NIGHTLY, targetTopic: 'events', dryRun: true });
    expect(loops()).toEqual([]);
  });

  test("to the replayer's own topic is not warned of a second time", () => {
    ingest();
    given.replayer({ topic: 'events' }).schedule('Nightly', { schedule: NIGHTLY, targetTopic: 'events' });
    expect(loops()).toEqual([expect.stringContaining("replayer 'Stack/Replayer'")]);
  });

  test.each([
    [{}, 1],
    [{ topicMapping: { events: 'events-replay' } }, 0],
  ])('with a template counts for the topics that its mapping does not name: %j', (options, count) => {
    ingest();
    const targets = { targetTopic: '{topic}', allowSameTopic: true, ...options };
    given.replayer().schedule('Nightly', { schedule: NIGHTLY, ...targets });
    expect(loops()).toHaveLength(count);
  });

  test('takes a mapping that only the deployment knows', () => {
    ingest();
    const topicMapping = Lazy.any({ produce: () => ({ orders: 'orders-replay' }) }) as never;
    given.replayer().schedule('Nightly', { schedule: NIGHTLY, topicMapping });
    expect(loops()).toEqual([]);
  });
});

import { Lazy, Token } from 'aws-cdk-lib/core';
import { TopicCreation } from '../../../src';
import { readPayload } from '../../../src/contract/payload';

const taken = (creation: TopicCreation) => readPayload(JSON.parse(JSON.stringify(creation._render())));

test('topics are made like the source, with what is said otherwise', () => {
  expect(TopicCreation.likeSource()._render()).toEqual({ create_topic: 'like_source' });
  const options = { replicationFactor: 1, config: { 'retention.ms': '-1' }, omitConfig: ['min.insync.replicas'] };
  expect(taken(TopicCreation.likeSource({ ...options, sourceCluster: 'source' }))).toMatchObject({
    create_topic: { likeSource: true, ...options },
    source_cluster: 'source',
  });
});

test('topics are made as it is said', () => {
  const options = { partitions: 12, replicationFactor: 3, config: { 'cleanup.policy': 'compact' } };
  expect(taken(TopicCreation.of(options)).create_topic).toMatchObject({ likeSource: false, ...options });
  expect(taken(TopicCreation.of({ partitions: 1 })).create_topic).toMatchObject({ partitions: 1, config: {} });
});

test('what only the deployment knows passes', () => {
  const text = Lazy.string({ produce: () => '-1' });
  const number = Token.asNumber(Lazy.number({ produce: () => 3 }));
  expect(() => TopicCreation.of({ partitions: number, config: { 'retention.ms': text } })).not.toThrow();
});

test.each<[string, () => TopicCreation, string]>([
  [
    'no partition',
    () => TopicCreation.of({ partitions: 0 }),
    'topics to make: partitions is 0; give a whole number from 1',
  ],
  [
    'no number of partitions',
    () => TopicCreation.of({ partitions: Number.NaN }),
    'TopicCreation.of: topics to make: partitions is NaN; give a whole number from 1',
  ],
  [
    'replicas without end',
    () => TopicCreation.likeSource({ replicationFactor: Number.POSITIVE_INFINITY }),
    'TopicCreation.likeSource: topics to make: replicationFactor is Infinity; give a whole number',
  ],
  ['no options', () => TopicCreation.of({} as never), 'TopicCreation.of: partitions is missing: give a number'],
  [
    'partitions as text',
    () => TopicCreation.of({ partitions: '3' as never }),
    'TopicCreation.of: partitions is "3": give a number',
  ],
  [
    'half a replica',
    () => TopicCreation.likeSource({ replicationFactor: 0.5 }),
    'topics to make: replicationFactor is 0.5; give a whole number from 1 to 32767',
  ],
  [
    'a setting that is given and left out',
    () => TopicCreation.likeSource({ config: { a: '1' }, omitConfig: ['a'] }),
    "topics to make: config gives 'a', which omitConfig leaves out",
  ],
  [
    'one setting to leave out in place of a list',
    () => TopicCreation.likeSource({ omitConfig: 'a' as never }),
    'omitConfig is "a": give a list',
  ],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

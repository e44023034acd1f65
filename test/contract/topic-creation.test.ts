import { parseRequest } from '../../lambda-runtime/replayer/request/request';
import { toCursor } from '../../lambda-runtime/replayer/runs/cursor';
import { readPayload } from '../../src/contract/payload';

const read = (create_topic: unknown) => readPayload({ create_topic }).create_topic;
const NOTHING = { partitions: undefined, replicationFactor: undefined, config: {}, omitConfig: [] };

test('topics are made like the source, as it is said, or both', () => {
  expect(read('like_source')).toEqual({ ...NOTHING, likeSource: true });
  expect(read({ like_source: true })).toEqual(read('like_source'));
  expect(read({ partitions: 3 })).toEqual({ ...NOTHING, likeSource: false, partitions: 3 });
  expect(read({ like_source: true, replication_factor: 1, omit_config: ['b', 'a', 'b'] })).toEqual({
    ...{ ...NOTHING, likeSource: true, replicationFactor: 1 },
    omitConfig: ['a', 'b'],
  });
});

test('settings are text to Kafka, whatever they are in JSON', () => {
  expect(
    read({ partitions: 1, config: { 'retention.ms': -1, preallocate: true, 'cleanup.policy': 'compact' } }),
  ).toMatchObject({
    config: { 'cleanup.policy': 'compact', preallocate: 'true', 'retention.ms': '-1' },
  });
});

test.each<[string, unknown, string]>([
  ['another word', 'likeSource', 'create_topic is "likeSource"; give "like_source"'],
  ['a flag', true, 'create_topic is true; give'],
  [
    'no partitions',
    { replication_factor: 3 },
    'create_topic: partitions is missing; give their number, or "like_source": true',
  ],
  ['half a partition', { partitions: 1.5 }, 'create_topic: partitions is 1.5; give a whole number from 1'],
  [
    'no replica',
    { partitions: 1, replication_factor: 0 },
    'create_topic: replication_factor is 0; give a whole number from 1 to 32767',
  ],
  [
    'an unknown key',
    { partitions: 1, replicas: 3 },
    "create_topic: it has the unknown key 'replicas'; it may have: like_source,",
  ],
  ['a list of settings', { partitions: 1, config: ['a'] }, 'create_topic: config is ["a"]'],
  ['a setting without a value', { partitions: 1, config: { a: null } }, "create_topic: config has null for 'a'"],
  ['a word in place of a flag', { like_source: 'yes' }, 'create_topic: like_source is "yes"'],
  [
    'settings to leave out of none',
    { partitions: 1, omit_config: ['a'] },
    'create_topic: omit_config leaves out settings of the source topic',
  ],
  [
    'a setting that is given and left out',
    { like_source: true, config: { a: '1' }, omit_config: ['a'] },
    "create_topic: config gives 'a', which omit_config leaves out",
  ],
  [
    'one setting in place of a list',
    { like_source: true, omit_config: 'a' },
    'create_topic: omit_config is "a"; give a list',
  ],
])('%s is refused', (_, creation, message) => {
  expect(() => read(creation)).toThrow(message);
});

test('topics cannot be made like their sources where files tell none', () => {
  const parse = (payload: object) => () => parseRequest({ source_format: 'files', ...payload }, 'again');
  expect(parse({ create_topic: 'like_source' })).toThrow('create_topic makes topics like those that records came from');
  expect(parse({ create_topic: { partitions: 3 } })).not.toThrow();
});

test.each(['snapshot', 'source_cluster'])('%s without what it chooses for is refused', (name) => {
  const parse = (payload: object) => () => parseRequest({ [name]: 'x', ...payload }, 'again');
  expect(parse({})).toThrow(`${name} chooses what "create_topic": "like_source" goes by`);
  expect(parse({ create_topic: { partitions: 3 } })).toThrow(name);
  expect(parse({ create_topic: 'like_source' })).not.toThrow();
});

test('a cursor does not depend on how topics are made', () => {
  const cursorOf = (payload: object) => toCursor(parseRequest(payload, 'again'), new Map());
  expect(cursorOf({ create_topic: { partitions: 3 } })).toEqual(cursorOf({}));
});

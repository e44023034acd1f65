import { join } from 'node:path';
import { Supervisor } from '../../local/process/supervisor';
import type { Outcomes, Place } from './cluster-admin/outcomes';
import { outcomesOnNode24 } from './support/on-node24';

const supervisor = new Supervisor();
let outcomes: Outcomes;

beforeAll(async () => {
  outcomes = (await outcomesOnNode24(supervisor, join(__dirname, 'cluster-admin', 'run.ts'))) as Outcomes;
});
afterAll(() => supervisor.end());

test('a cluster has one id, whoever asks', () => {
  const [first, second] = outcomes.clusterIds;
  expect(first).toMatch(/^[\w-]{22}$/);
  expect(second).toBe(first);
});

describe('a topic', () => {
  test('that was made is there with its own settings, and one that was not is left out', () => {
    const config = { 'cleanup.policy': 'compact', 'retention.ms': '-1' };
    const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(outcomes.topics.made).toEqual([{ name: 'made', id, partitions: 3, replicationFactor: 3, config }]);
  });

  test('that was deleted and made again has another id', () => {
    const [{ id }] = outcomes.topics.made;
    expect(outcomes.topics.madeAgain).toMatchObject([{ name: 'made', replicationFactor: 2, config: {} }]);
    expect(outcomes.topics.madeAgain[0].id).not.toBe(id);
  });

  test('is listed, unless it is internal', () => {
    expect(outcomes.topics.names).toEqual(['empty', 'made']);
  });

  test.each([
    ['again', /the topic 'made' cannot be made: TOPIC_ALREADY_EXISTS/],
    ['replication', /the topic 'wide' cannot be made: INVALID_REPLICATION_FACTOR/],
    ['setting', /the topic 'set' cannot be made: INVALID_CONFIG.*retention\.ms/],
    ['name', /the topic 'no\/topic' cannot be made: INVALID_TOPIC_EXCEPTION/],
    ['offsets', /the offsets of the topic 'absent' cannot be read: .*there is no topic 'absent'/],
    ['read', /partition 0 of the topic 'absent' cannot be read back: .*there is no topic 'absent'/],
    ['partition', /partition 3 of the topic 'made' cannot be read back: .*the topic 'made' has no partition 3/],
  ])('that cannot be is refused for good, with the reason (%s)', (name, message) => {
    expect(outcomes.topics.refusals[name]).toEqual({ name: 'TargetRefused', message: expect.stringMatching(message) });
  });
});

describe.each([
  [
    'classic',
    'classic',
    [
      ['consumed', 0, 3],
      ['consumed', 1, 2],
    ],
  ],
  ['newProtocol', 'of-the-new-protocol', [['consumed', 0, 2]]],
] as const)('a group of the protocol %s', (protocol, id, committed) => {
  test('is listed, with its members and what it has committed', () => {
    const { listed, alive, committed: offsets } = outcomes.groups[protocol];
    expect(listed).toBe(true);
    expect(alive).toMatchObject({ id, members: 1 });
    expect(offsets.map(({ topic, partition, offset }) => [topic, partition, offset])).toEqual(committed);
  });

  test('lets nobody else commit while it has members', () => {
    const { name, message } = outcomes.groups[protocol].refused;
    expect(name).toBe('TargetRefused');
    expect(message).toMatch(
      new RegExp(`the offsets of the consumer group '${id}' cannot be committed: .*stop its consumers first$`),
    );
  });

  test('goes on elsewhere once it is empty and others commit for it', () => {
    const { left, committed: before, moved } = outcomes.groups[protocol];
    expect(left).toEqual({ id, state: 'Empty', members: 0 });
    expect(moved).toEqual(before.map((place) => ({ ...place, offset: place.offset - 1, metadata: 'moved' })));
  });
});

test('a group that there is not is dead and has committed nothing', () => {
  expect(outcomes.absentGroup).toEqual({ described: { id: 'absent', state: 'Dead', members: 0 }, committed: [] });
});

test.each(['none', 'gzip', 'snappy', 'lz4', 'zstd'])(
  'records of batches with the compression %s are read as they were sent',
  (name) => {
    const { sent, read } = outcomes.compressed[name];
    expect(sent).toHaveLength(250);
    expect(read).toEqual(sent);
  },
);

describe('reading', () => {
  test('an empty partition, or from behind its end, gives nothing', () => {
    expect(outcomes.ranges.empty).toEqual([]);
    expect(outcomes.ranges.behindTheEnd).toEqual([]);
  });

  test('begins in the middle of a batch and ends before an offset', () => {
    expect(outcomes.ranges.inTheMiddle.map(([offset]) => offset)).toEqual([98, 99, 100, 101, 102]);
  });

  test.each(['transactional', 'compacted'] as const)(
    'a %s topic gives what is committed, at offsets with gaps',
    (name) => {
      const { committed, read, ends } = outcomes.gaps[name];
      expect(read.map((places) => places.map(([, value]) => value))).toEqual(committed);
      for (const [partition, places] of read.entries()) {
        const offsets = places.map(([offset]: Place) => offset);
        expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
        expect(ends[partition]).toBeGreaterThan(places.length);
      }
    },
  );

  test('tells the time of arrival where the topic has that', () => {
    const { before, after, read } = outcomes.appendTime;
    expect(read).toHaveLength(3);
    for (const { timestamp, timestampType } of read) {
      expect(timestampType).toBe('LOG_APPEND_TIME');
      expect(timestamp).toBeGreaterThanOrEqual(before);
      expect(timestamp).toBeLessThanOrEqual(after);
    }
  });

  test('goes on where the leader moves, with each record once', () => {
    const { moves, fetches, sent, offsets } = outcomes.moved;
    expect(moves).toBe(4);
    expect(fetches).toBeGreaterThan(4);
    expect(offsets).toEqual(Array.from({ length: sent }, (_, offset) => offset));
  });

  test('goes on behind records that are deleted meanwhile', () => {
    const [first, second] = outcomes.deletedMeanwhile;
    expect([first, second]).toEqual([0, 15_000]);
  });

  test('does not end short of records that a transaction holds back, but says so', () => {
    const { name, message } = outcomes.heldBack;
    expect(name).toBe('Error'); // it may pass
    expect(message).toMatch(/the records of held\+0 from offset 0 on are held back by a transaction that is open/);
  });
});

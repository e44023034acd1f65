import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { MemoryTopics } from '../../support/memory-topics';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { ingested, ORDERS, PAYMENTS, snapshotOf } from './source';

const mount = useMount();
let bucket: MemoryStore;
let cluster: MemoryTopics;
let publisher: MemoryPublisher;

beforeEach(async () => {
  bucket = new MemoryStore();
  cluster = new MemoryTopics();
  publisher = new MemoryPublisher();
  await ingested(mount.root, 'orders', 'payments');
});

const RESTORE = { dry_run: false, target_topic: 'restored.{topic}', create_topic: 'like_source' as unknown };

function restore(payload: Record<string, unknown> = {}) {
  return runReplay(mount.root, { ...RESTORE, ...payload }, { publisher, store: bucket, admin: cluster.admin });
}

const RESTORED = [
  { name: 'restored.orders', partitions: 12, replicationFactor: 3, config: ORDERS.config },
  // What names brokers of the source is left out.
  { name: 'restored.payments', partitions: 3, replicationFactor: 2, config: {} },
];

describe('like the source', () => {
  test('each target topic has the partitions, the replication factor and the settings of its source topic', async () => {
    const key = await snapshotOf(bucket, [PAYMENTS, ORDERS]);
    const answer = await restore();
    expect(cluster.made).toEqual(RESTORED);
    expect(publisher.records).toHaveLength(4);
    expect(answer.topics).toEqual([
      {
        ...{ topic: 'restored.orders', outcome: 'made', sources: ['orders'], id: 'id of restored.orders' },
        ...{ partitions: 12, replication_factor: 3, config: ORDERS.config },
      },
      {
        ...{ topic: 'restored.payments', outcome: 'made', sources: ['payments'], id: 'id of restored.payments' },
        ...{ partitions: 3, replication_factor: 2, config: {} },
      },
    ]);
    expect(key).toContain('snapshots/source/');
    expect(cluster.closed).toBe(cluster.connected);
  });

  test('a warning tells of a source topic that was made again before, unless the window begins behind that', async () => {
    const again = { topic: 'orders', before: 'an older one', now: ORDERS.id, seen_at: '2026-04-10T00:00:00.000Z' };
    await snapshotOf(bucket, [PAYMENTS, ORDERS], 0, 'source', [again]);
    const told = expect.stringMatching(
      /^'orders' \(noticed at 2026-04-10T00:00:00.000Z\) had been deleted and made again/,
    );
    expect((await restore()).warnings).toEqual([told]);
    expect((await restore({ dry_run: true })).warnings).toEqual([told]);
    expect((await restore({ from: '2026-04-10' })).warnings).toBeUndefined();
  });

  test('they are made before the first record', async () => {
    await snapshotOf(bucket, [PAYMENTS, ORDERS]);
    cluster.beforeMaking = () => expect(publisher.records).toEqual([]);
    await restore();
    expect(cluster.made).toHaveLength(2);
  });

  test('a second run finds them', async () => {
    await snapshotOf(bucket, [PAYMENTS, ORDERS]);
    await restore();
    const answer = await restore();
    expect(cluster.made).toHaveLength(2);
    expect(answer.topics?.map(({ outcome }) => outcome)).toEqual(['found', 'found']);
  });

  test('what is said goes before what the source has', async () => {
    await snapshotOf(bucket, [PAYMENTS, ORDERS]);
    const others = {
      replication_factor: 1,
      config: { 'segment.ms': 86_400_000, 'retention.ms': '-1', 'max.message.bytes': '2000000' },
    };
    await restore({ create_topic: { like_source: true, omit_config: ['cleanup.policy'], ...others } });
    const config = { 'max.message.bytes': '2000000', 'retention.ms': '-1', 'segment.ms': '86400000' };
    expect(cluster.made).toEqual([
      { name: 'restored.orders', partitions: 12, replicationFactor: 1, config },
      { name: 'restored.payments', partitions: 3, replicationFactor: 1, config },
    ]);
  });

  test('a snapshot that is named counts, and otherwise the newest one', async () => {
    const old = await snapshotOf(bucket, [PAYMENTS, { ...ORDERS, partitions: 6 }], 0);
    await snapshotOf(bucket, [PAYMENTS, ORDERS], 1);
    await restore({ snapshot: old });
    expect(cluster.made[0]?.partitions).toBe(6);
    await restore({ target_topic: 'again.{topic}' });
    expect(cluster.made[2]?.partitions).toBe(12);
  });

  test('a newer snapshot that does not have a topic is passed over, and a warning says so', async () => {
    const whole = await snapshotOf(bucket, [PAYMENTS, ORDERS], 0);
    const partial = await snapshotOf(bucket, [{ ...ORDERS, partitions: 6 }], 1);
    const answer = await restore();
    expect(cluster.made.map(({ partitions }) => partitions)).toEqual([12, 3]);
    expect(answer.warnings).toEqual([
      expect.stringContaining(`${partial} has no topic 'payments'; ${whole} is gone by`),
    ]);
  });

  test.each([
    ['there is no snapshot', [], {}, 'InvalidRequest', 'has no snapshot'],
    ['the snapshot is of another cluster', [ORDERS], { source_cluster: 'other' }, 'InvalidRequest', "cluster 'other'"],
    [
      'the snapshot does not have a topic',
      [ORDERS],
      {},
      'TargetRefused',
      "of the cluster 'source' has no topic 'payments', so that nobody knows how 'restored.payments' is to be made",
    ],
    [
      'two topics go to one',
      [ORDERS, PAYMENTS],
      { target_topic: 'all' },
      'TargetRefused',
      "the topics 'orders' and 'payments' both go to 'all', which cannot be made like both of them",
    ],
    [
      'a topic would have too few partitions',
      [ORDERS, { ...PAYMENTS, partitions: 2 }],
      {},
      'TargetRefused',
      "the topic 'restored.payments' would be made with 2 partitions, and the records come from partitions up to 2",
    ],
  ])('nothing is made or published where %s', async (_, topics, payload, name, problem) => {
    if (topics.length > 0) {
      await snapshotOf(bucket, topics);
    }
    await expect(restore(payload)).rejects.toMatchObject({ name, message: expect.stringContaining(problem) });
    expect(cluster.made).toEqual([]);
    expect(publisher.records).toEqual([]);
  });
});

describe('a topic that would not keep its records', () => {
  const create_topic = { partitions: 3, config: { 'retention.ms': '60000' } };

  test('is refused before it is made', async () => {
    await expect(restore({ create_topic })).rejects.toMatchObject({
      name: 'TargetRefused',
      message: expect.stringMatching(/the topic 'restored\.orders' deletes what is older than .*retention\.ms 60000/),
    });
    expect(cluster.made).toEqual([]);
  });

  test('is told of in a dry run', async () => {
    const { warnings } = await restore({ create_topic, dry_run: true });
    expect(warnings).toEqual([
      expect.stringContaining('a replay that is not dry would be refused: nothing was published'),
    ]);
  });

  test('is made where that is allowed', async () => {
    await restore({ create_topic, allow_expired: true });
    expect(cluster.made).toHaveLength(2);
  });
});

describe('as it is said', () => {
  const asSaid = { partitions: 6, config: { 'retention.ms': '-1' } };

  test('no snapshot is needed, and the brokers choose the replication factor where none is given', async () => {
    await restore({ create_topic: asSaid });
    expect(cluster.made).toEqual([
      { name: 'restored.orders', ...asSaid },
      { name: 'restored.payments', ...asSaid },
    ]);
  });

  test('two topics may go to one', async () => {
    await restore({ target_topic: 'all', create_topic: asSaid });
    expect(cluster.made).toEqual([{ name: 'all', ...asSaid }]);
  });

  test('a topic with other settings beside those that are given is the same', async () => {
    cluster.add({ name: 'all', partitions: 6, config: { 'retention.ms': '-1', 'max.message.bytes': '2000000' } });
    const answer = await restore({ target_topic: 'all', create_topic: asSaid });
    expect(answer.topics).toMatchObject([{ topic: 'all', outcome: 'found', id: 'id of all' }]);
    expect(cluster.made).toEqual([]);
  });

  test('what goes on by a cursor makes nothing again', async () => {
    await restore({ create_topic: asSaid });
    const { cursor } = await runReplay(
      mount.root,
      { ...RESTORE, create_topic: asSaid, deadline_seconds: 1e-9 },
      {
        publisher,
        store: bucket,
        admin: cluster.admin,
        deadline: { reached: () => true, last: new Promise(() => {}), clear: () => {} } as never,
      },
    );
    cluster.topics.clear();
    expect(await restore({ create_topic: asSaid, cursor })).not.toHaveProperty('topics');
    expect(cluster.made).toHaveLength(2);
  });
});

describe('a topic that is there and differs', () => {
  beforeEach(() => snapshotOf(bucket, [ORDERS, PAYMENTS]));

  const DIFFERENCES =
    "the topic 'restored.orders' has partitions 6 in place of 12, replication factor 1 in place of 3, " +
    "cleanup.policy 'compact' in place of 'delete', max.message.bytes '9' in place of not set, retention.ms not set in place of '-1'";
  const config = { 'cleanup.policy': 'compact', 'max.message.bytes': '9' };
  const other = { name: 'restored.orders', partitions: 6, replicationFactor: 1, config };

  test('is refused setting by setting, and none of the others is made', async () => {
    cluster.add(other);
    await expect(restore()).rejects.toMatchObject({
      name: 'TargetRefused',
      message: expect.stringContaining(DIFFERENCES),
    });
    expect(cluster.made).toEqual([]);
    expect(publisher.records).toEqual([]);
    expect(cluster.closed).toBe(cluster.connected);
  });

  test('is told of in a dry run, which goes on', async () => {
    cluster.add(other);
    const answer = await restore({ dry_run: true });
    expect(answer.warnings).toEqual([`a replay that is not dry would be refused: ${DIFFERENCES}`]);
    expect(answer.topics).toMatchObject([
      { topic: 'restored.orders', outcome: 'differs', partitions: 6, differences: expect.arrayContaining([]) },
      { topic: 'restored.payments', outcome: 'to_make', partitions: 3 },
    ]);
    expect(answer.topics?.[0]?.differences).toHaveLength(5);
    expect(cluster.made).toEqual([]);
  });

  test('is the same if only the order of a list differs', async () => {
    cluster.add({
      ...ORDERS,
      name: 'restored.orders',
      config: { 'cleanup.policy': 'delete,compact', 'retention.ms': '-1' },
    });
    const create_topic = { like_source: true, config: { 'cleanup.policy': 'compact, delete' } };
    cluster.add({ ...PAYMENTS, name: 'restored.payments', config: { 'cleanup.policy': 'compact,delete' } });
    expect((await restore({ create_topic })).topics?.map(({ outcome }) => outcome)).toEqual(['found', 'found']);
  });

  test('is the same, once more, if another replay has just made it', async () => {
    cluster.beforeMaking = (topic) => cluster.add(topic);
    await restore();
    expect(publisher.records).toHaveLength(4);
  });

  test('is refused also if another replay has just made it', async () => {
    cluster.beforeMaking = ({ name }) => cluster.add({ ...other, name });
    await expect(restore()).rejects.toThrow('differ from what create_topic asks for');
    expect(publisher.records).toEqual([]);
  });
});

describe('a topic that the cluster does not make', () => {
  beforeEach(() => snapshotOf(bucket, [ORDERS, PAYMENTS]));

  test.each([
    ['it names', "Unknown topic config name: retention.ms (of 'cleanup.policy'?)", ['cleanup.policy', 'retention.ms']],
    ['it does not name', 'POLICY_VIOLATION: not allowed', ['retention.ms']],
  ])('is refused with the settings that %s, and no other is made', async (_, reason, settings) => {
    cluster.refusal = ({ config }) => ('retention.ms' in config ? reason : undefined);
    await expect(restore()).rejects.toMatchObject({
      name: 'TargetRefused',
      message: expect.stringMatching(
        new RegExp(
          `the cluster does not take ${settings[0]}.*"omit_config": ${JSON.stringify(settings).replace(/[[\]]/g, '\\$&')}`,
        ),
      ),
    });
    expect(cluster.made).toEqual([]);
  });

  test('is made without the setting that is left out', async () => {
    cluster.refusal = ({ config }) => ('retention.ms' in config ? 'POLICY_VIOLATION' : undefined);
    await restore({ create_topic: { like_source: true, omit_config: ['retention.ms'] } });
    expect(cluster.made).toHaveLength(2);
  });

  test('is refused with its numbers if its settings are not the reason', async () => {
    cluster.refusal = ({ replicationFactor = 1 }) => (replicationFactor > 2 ? 'INVALID_REPLICATION_FACTOR' : undefined);
    await expect(restore()).rejects.toThrow(
      /INVALID_REPLICATION_FACTOR; it was to have 12 partitions and replication factor 3: /,
    );
    expect(cluster.made).toEqual([]);
  });

  test('is told of in a dry run', async () => {
    cluster.refusal = () => 'POLICY_VIOLATION';
    const { warnings } = await restore({ dry_run: true });
    expect(warnings).toEqual([expect.stringContaining("would be refused: the topic 'restored.orders' cannot be made")]);
  });

  test('two whose names are one to Kafka are refused', async () => {
    await ingested(mount.root, 'a.b', 'a_b');
    await snapshotOf(bucket, [ORDERS, PAYMENTS, { ...PAYMENTS, name: 'a.b' }, { ...PAYMENTS, name: 'a_b' }], 1);
    await expect(restore()).rejects.toThrow("the topics 'restored.a.b' and 'restored.a_b' cannot both be made");
    expect(cluster.made).toEqual([]);
  });
});

test('a dry run without a cluster tells what would be made if none of the topics were there', async () => {
  await snapshotOf(bucket, [ORDERS, PAYMENTS]);
  const answer = await runReplay(mount.root, { ...RESTORE, dry_run: true }, { store: bucket });
  expect(answer.topics).toMatchObject([{ outcome: 'to_make' }, { outcome: 'to_make' }]);
  expect(answer.warnings).toEqual(['nobody knows which of the target topics are there: this test has no cluster']);
});

test('without create_topic the cluster is not looked at', async () => {
  const answer = await runReplay(mount.root, { dry_run: false, target_topic: 'restored.{topic}' }, { publisher });
  expect(answer).not.toHaveProperty('topics');
});

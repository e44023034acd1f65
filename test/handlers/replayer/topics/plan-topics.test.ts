import { topicsKey } from '../../../../src/contract/run-keys';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { MemoryTopics } from '../../support/memory-topics';
import { useMount } from '../../support/mount';
import { plan, runWorkflow } from '../../support/workflow';
import { ingested, ORDERS, PAYMENTS, snapshotOf } from './source';

const mount = useMount();
let bucket: MemoryStore;
let cluster: MemoryTopics;
let publisher: MemoryPublisher;
let snapshot: string;

beforeEach(async () => {
  bucket = new MemoryStore();
  cluster = new MemoryTopics();
  publisher = new MemoryPublisher();
  await ingested(mount.root, 'orders', 'payments');
  snapshot = await snapshotOf(bucket, [ORDERS, PAYMENTS]);
});

const RESTORE = { dry_run: false, target_topic: 'restored.{topic}', create_topic: 'like_source' };
const options = () => ({ publisher, store: bucket, admin: cluster.admin });

describe.each([true, false])('the plan of a workflow (ordered: %p)', (ordered) => {
  const planned = (request: object = {}, run = 'restore') =>
    plan(mount.root, run, { ...RESTORE, ordered, ...request }, options());

  test('makes the topics, and writes down which, and after which snapshot', async () => {
    expect((await planned()).topics).toEqual({ key: topicsKey('restore'), made: 2 });
    expect(cluster.made.map(({ name, partitions }) => [name, partitions])).toEqual([
      ['restored.orders', 12],
      ['restored.payments', 3],
    ]);
    expect(bucket.json(topicsKey('restore'))).toEqual({
      format: 1,
      snapshot,
      source_cluster: 'source',
      topics: [
        expect.objectContaining({ topic: 'restored.orders', outcome: 'made', id: 'id of restored.orders' }),
        expect.objectContaining({ topic: 'restored.payments', sources: ['payments'], partitions: 3 }),
      ],
    });
  });

  test('of a second run finds them', async () => {
    await planned();
    expect((await planned({}, 'again')).topics).toEqual({ key: topicsKey('again'), found: 2 });
    expect(cluster.made).toHaveLength(2);
  });

  test('of a dry run tells what would be made, and makes nothing', async () => {
    expect((await planned({ dry_run: true })).topics).toEqual({ key: topicsKey('restore'), to_make: 2 });
    expect(cluster.made).toEqual([]);
    expect(bucket.json(topicsKey('restore'))).toMatchObject({
      topics: [{ outcome: 'to_make' }, { outcome: 'to_make' }],
    });
  });

  test('is refused where one of them differs, before it writes anything', async () => {
    cluster.add({ ...PAYMENTS, name: 'restored.payments', partitions: 4 });
    const before = bucket.objects.size;
    await expect(planned()).rejects.toThrow("the topic 'restored.payments' has partitions 4 in place of 3");
    expect(cluster.made).toEqual([]);
    expect(bucket.objects.size).toBe(before);
  });
});

test('a workflow makes topics once, and its parts publish to them', async () => {
  const summary = await runWorkflow(mount.root, 'restore', RESTORE, options());
  expect(summary).toMatchObject({ done: true });
  expect(publisher.records).toHaveLength(4);
  expect(cluster.made).toHaveLength(2);
  expect([...publisher.byTopic.keys()].sort()).toEqual(['restored.orders', 'restored.payments']);
});

test('a run that is resumed goes by the snapshot of the one before, and not by a newer one', async () => {
  await plan(mount.root, 'first', RESTORE, options());
  await snapshotOf(bucket, [{ ...ORDERS, config: {} }, PAYMENTS], 1);
  const { topics } = await plan(mount.root, 'second', { ...RESTORE, resume: 'first' }, options());
  expect(topics).toEqual({ key: topicsKey('second'), found: 2 });
  expect(bucket.json(topicsKey('second'))).toMatchObject({ snapshot });
  await expect(plan(mount.root, 'third', RESTORE, options())).rejects.toThrow('cleanup.policy');
});

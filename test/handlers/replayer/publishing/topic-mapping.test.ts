import { store } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { plan } from '../../support/workflow';

const mount = useMount();

beforeEach(async () => {
  await Promise.all(
    ['orders', 'payments', 'constructor'].flatMap((topic) =>
      [0, 1].map((offset) =>
        store(mount.root, { topic, partition: 2, offset, value: Buffer.from(`${topic} ${offset}`) }),
      ),
    ),
  );
});

const MAPPED = { dry_run: false, target_topic: 'rest', topic_mapping: { orders: 'orders-replay', missing: 'nowhere' } };

test('each topic goes to its own target, and those without one to the target topic', async () => {
  const publisher = new MemoryPublisher();
  await runReplay(mount.root, MAPPED, { publisher });
  const values = (topic: string) => publisher.byTopic.get(topic)?.map(({ value }) => String(value));
  expect(values('orders-replay')).toEqual(['orders 0', 'orders 1']);
  expect(values('rest')?.sort()).toEqual(['constructor 0', 'constructor 1', 'payments 0', 'payments 1']);
  expect(publisher.byTopic.size).toBe(2);
});

test('nothing is published while any target topic has too few partitions', async () => {
  const publisher = new MemoryPublisher(12, { rest: 2 });
  await expect(runReplay(mount.root, MAPPED, { publisher })).rejects.toThrow(
    "the topic 'rest' has 2 partitions, and the records come from partitions up to 2",
  );
  expect(publisher.batches).toEqual([]);
  expect(publisher.closed).toBe(1);
});

test('a topic that nothing goes to is not asked for its partitions', async () => {
  const publisher = new MemoryPublisher(12, { nowhere: 1 });
  expect(await runReplay(mount.root, MAPPED, { publisher })).toMatchObject({ done: true, published: 6 });
});

describe('a replay to a topic of the name that its records came from', () => {
  const LOOPS = [
    ['by its target', { target_topic: 'orders' }],
    ['by its mapping', { target_topic: 'rest', topic_mapping: { payments: 'payments' } }],
  ] as const;

  test.each(LOOPS)('is refused before anything is connected to: %s', async (_, payload) => {
    await expect(runReplay(mount.root, { dry_run: false, ...payload })).rejects.toThrow(
      /^records of the topic '(orders|payments)' would be published to a topic of the same name.*allow_same_topic/,
    );
  });

  test.each(LOOPS)('goes on if that is allowed: %s', async (_, payload) => {
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, { dry_run: false, allow_same_topic: true, ...payload }, { publisher });
    expect(answer).toMatchObject({ done: true, errors: 0, published: publisher.records.length });
    expect(publisher.records.length).toBeGreaterThan(0);
  });

  test.each(LOOPS)('is warned of in a dry run: %s', async (_, payload) => {
    const answer = await runReplay(mount.root, payload);
    expect(answer).toMatchObject({ done: true, dry_run: true });
    expect(answer.warnings).toEqual([
      expect.stringMatching(/^a replay that is not dry would be refused: .*allow_same_topic/),
    ]);
  });

  test('is refused by the plan of a workflow', async () => {
    const request = { dry_run: false, target_topic: 'orders' };
    await expect(plan(mount.root, 'run', request, { store: new MemoryStore() })).rejects.toThrow('allow_same_topic');
  });
});

import { store } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';

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

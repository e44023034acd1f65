import { setTimeout } from 'node:timers/promises';
import { MemoryPublisher } from '../../support/memory-publisher';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();

/** One segment a partition. */
async function storePartitions(partitions: number, records: number): Promise<void> {
  for (let partition = 0; partition < partitions; partition++) {
    const segment = Array.from({ length: records }, (_, offset) => numbered(offset, { partition }));
    await storeSegment(mount.root, segment);
  }
}

test('a batch has at most 500 records, however small they are', async () => {
  await storePartitions(1, 1201);
  const publisher = new MemoryPublisher();
  await runReplay(mount.root, { dry_run: false }, { publisher });
  expect(publisher.batches.map(({ length }) => length)).toEqual([500, 500, 201]);
  expect(publisher.valuesOf(0)).toEqual(Array.from({ length: 1201 }, (_, offset) => String(offset)));
});

test('four partitions send at the same time, and all come to their turn', async () => {
  await storePartitions(9, 700);
  const publisher = new MemoryPublisher();
  let [sending, most] = [0, 0];
  publisher.beforeAcknowledging = async () => {
    sending += 1;
    most = Math.max(most, sending);
    await setTimeout(5);
    sending -= 1;
  };
  const answer = await runReplay(mount.root, { dry_run: false }, { publisher });
  expect(answer).toMatchObject({ done: true, published: 6300 });
  expect(most).toBe(4);
});

test('a partition that is refused gives its turn to the others', async () => {
  await storePartitions(9, 10);
  const publisher = new MemoryPublisher();
  publisher.beforeAcknowledging = ([record]) => {
    if ((record?.partition ?? 0) < 5) throw new Error('not this one');
  };
  const answer = await runReplay(mount.root, { dry_run: false }, { publisher });
  expect(answer).toMatchObject({ done: false, published: 40 });
});

import { store } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { useMount } from '../../support/mount';
import { HOUR, MORNING } from '../../support/records';
import { runReplay } from '../../support/replayer';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();

const RAW = { format: { type: 'value', extension: '.json' } } as const;

async function replayed(payload: Record<string, unknown>) {
  const publisher = new MemoryPublisher();
  const answer = await runReplay(mount.root, { dry_run: false, ...payload }, { publisher });
  return { answer, publisher, values: publisher.records.map(({ value }) => String(value)) };
}

async function storeHours(): Promise<void> {
  await storeSegment(
    mount.root,
    [0, 1, 2, 3].map((offset) => numbered(offset, { timestamp: MORNING + offset * HOUR })),
  );
}

test.each([
  ['from', { from: MORNING + HOUR }, ['1', '2', '3']],
  ['to', { to: '2026-04-13T08:30:00Z' }, ['0']],
  ['from and to', { from: '2026-04-13T10:30:00+02:00', to: '2026-04-13T10:30:00.000Z' }, ['1', '2']],
])('%s take the records of a window of time, whose end is not in it', async (_, window, expected) => {
  await storeHours();
  const { answer, values } = await replayed(window);
  expect(values).toEqual(expected);
  expect(answer).toMatchObject({
    files_read: 1,
    matched: expected.length,
    published: expected.length,
    filtered: 4 - expected.length,
    unknown_time: 0,
    done: true,
  });
});

test('records without a time are in no window, and are counted apart', async () => {
  await store(mount.root, numbered(1, { timestamp: null }), RAW);
  await store(mount.root, numbered(2, { timestamp: null }));
  await store(mount.root, numbered(3, { timestamp: -1 }));
  await store(mount.root, numbered(4));
  expect((await replayed({ from: 0 })).answer).toMatchObject({ published: 1, filtered: 0, unknown_time: 3, errors: 0 });
  expect((await replayed({})).answer).toMatchObject({ published: 4, unknown_time: 0 });
});

test('partitions are taken by number, and files of others are not read', async () => {
  for (const partition of [0, 3, 7]) {
    await store(mount.root, numbered(partition, { partition }));
  }
  const { answer, values } = await replayed({ partitions: [7, 0] });
  expect(values.sort()).toEqual(['0', '7']);
  expect(answer).toMatchObject({ files_read: 2, filtered: 0 });
});

test('offsets are taken by partition, to the record in a segment; other partitions are whole', async () => {
  const offsets = Array.from({ length: 10 }, (_, offset) => offset);
  await storeSegment(
    mount.root,
    offsets.map((offset) => numbered(offset)),
  );
  await storeSegment(
    mount.root,
    offsets.map((offset) => numbered(10 + offset)),
  );
  await store(mount.root, numbered(14, { value: Buffer.from('copy') }), RAW);
  await store(mount.root, numbered(20));
  await store(mount.root, numbered(1, { partition: 1, value: Buffer.from('other') }));
  const { answer, publisher } = await replayed({ offsets: { '0': { from: 8, to: 12 } } });
  expect(publisher.valuesOf(0)).toEqual(['8', '9', '10', '11']);
  expect(publisher.valuesOf(1)).toEqual(['other']);
  expect(answer).toMatchObject({ files_read: 3, published: 5, filtered: 0, done: true });
});

test('a key is taken by its exact bytes', async () => {
  const keys = ['a', 'A', 'ab', '', 'ä'].map((key) => Buffer.from(key));
  await storeSegment(
    mount.root,
    [...keys, null].map((key, offset) => numbered(offset, { key })),
  );
  await store(mount.root, numbered(9), RAW);
  expect((await replayed({ key: 'a' })).values).toEqual(['0']);
  expect((await replayed({ key: '' })).values).toEqual(['3']);
  expect((await replayed({ key: 'ä' })).answer).toMatchObject({ files_read: 1, published: 1, filtered: 6 });
});

test('a header is taken where one of its name has the value', async () => {
  const header = (name: string, value: string | null) => ({ name, value: value === null ? null : Buffer.from(value) });
  await storeSegment(mount.root, [
    numbered(0, { headers: [header('tenant', 'acme'), header('tenant', 'other')] }),
    numbered(1, { headers: [header('tenant', null)] }),
    numbered(2, { headers: [header('customer', 'acme')] }),
    numbered(3),
  ]);
  const { answer, values } = await replayed({ header: { name: 'tenant', value: 'acme' } });
  expect(values).toEqual(['0']);
  expect(answer).toMatchObject({ published: 1, filtered: 3 });
});

test('a dry run tells how many records match, and publishes none', async () => {
  await storeHours();
  const answer = await runReplay(mount.root, { from: MORNING + HOUR });
  expect(answer).toMatchObject({ matched: 3, filtered: 1, published: 0 });
});

test('what matches and could not be delivered alone is an error, and the cursor stands before it', async () => {
  await storeHours();
  const publisher = new MemoryPublisher();
  publisher.beforeAcknowledging = () => {
    throw new Error('gone');
  };
  const payload = { dry_run: false, to: MORNING + HOUR };
  const first = await runReplay(mount.root, payload, { publisher });
  expect(first).toMatchObject({ errors: 1, filtered: 0, cursor: { next: {} } });
  publisher.beforeAcknowledging = () => undefined;
  const second = await runReplay(mount.root, { ...payload, cursor: first.cursor }, { publisher });
  expect(second).toMatchObject({ published: 1, filtered: 3, done: true });
});

test('the header for the original offset comes behind the record’s own', async () => {
  const headers = [{ name: 'a', value: null }];
  await store(mount.root, numbered(42, { headers }));
  const { publisher } = await replayed({ original_offset_header: 'replayed-from' });
  expect(publisher.records[0]?.headers).toEqual([
    ...headers,
    { name: 'replayed-from', value: Buffer.from('orders+0+42') },
  ]);
});

test('partitions are mapped to others, and the topic needs no more than those', async () => {
  await store(mount.root, numbered(1, { partition: 9 }));
  await store(mount.root, numbered(2, { partition: 1 }));
  const publisher = new MemoryPublisher(2);
  await runReplay(mount.root, { dry_run: false, partition_mapping: { '9': 0 } }, { publisher });
  expect([publisher.valuesOf(0), publisher.valuesOf(1)]).toEqual([['1'], ['2']]);
});

import { put } from '../support/files';
import { MemoryPublisher } from '../support/memory-publisher';
import { useMount } from '../support/mount';
import { MORNING } from '../support/records';
import { runReplay } from '../support/replayer';
import { numbered, storeSegment } from './store-segment';

const mount = useMount();

const all = (offsets: readonly number[]) => offsets.map((offset) => numbered(offset));

async function replay(payload: Record<string, unknown> = {}) {
  const publisher = new MemoryPublisher();
  const answer = await runReplay(mount.root, { dry_run: false, ...payload }, { publisher });
  return { answer, values: publisher.valuesOf(0), publisher };
}

test('a segment of Parquet is replayed record by record, with all that its rows have', async () => {
  const headers = [
    { name: 'a', value: Buffer.from([0xff]) },
    { name: 'a', value: null },
  ];
  await storeSegment(mount.root, [numbered(1, { key: null, headers }), numbered(2, { value: null })], {
    parquet: 'GZIP',
  });
  const { answer, publisher } = await replay();
  expect(publisher.records).toEqual([
    { partition: 0, timestamp: MORNING, key: null, value: Buffer.from('1'), headers },
    { partition: 0, timestamp: MORNING, key: Buffer.from('a-key'), value: null, headers: [] },
  ]);
  expect(answer).toMatchObject({ files_read: 1, published: 2, errors: 0, done: true });
});

test('segments of both kinds that overlap are merged, and each record goes out once', async () => {
  await storeSegment(mount.root, all([1, 2, 3, 4]), { parquet: 'SNAPPY' });
  await storeSegment(mount.root, all([3, 4, 5]));
  await storeSegment(mount.root, all([5, 6]), { parquet: 'NONE' });
  const { answer, values } = await replay();
  expect(values).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(answer).toMatchObject({ published: 6, skipped: 3, errors: 0 });
});

test('records of a window of time are found in it', async () => {
  await storeSegment(
    mount.root,
    [1, 2, 3].map((offset) => numbered(offset, { timestamp: MORNING + offset * 1000 })),
    { parquet: 'NONE' },
  );
  expect((await replay({ from: MORNING + 2000, to: MORNING + 3000 })).values).toEqual(['2']);
});

describe('a broken one', () => {
  const cut = (file: Buffer) => file.subarray(0, file.length - 100);

  test('stops its partition and is named, with the cursor before it', async () => {
    await storeSegment(mount.root, all([1, 2]), { parquet: 'NONE' });
    const path = await storeSegment(mount.root, all([3, 4]), { parquet: 'NONE', damage: cut });
    await storeSegment(mount.root, all([5]), { parquet: 'NONE' });
    const { answer, values } = await replay();
    expect(values).toEqual(['1', '2']);
    expect(answer).toMatchObject({ published: 2, errors: 1, done: false });
    expect(JSON.stringify(answer)).toContain(
      `${path} from offset 3 on cannot be read: it is no Parquet file, or its end`,
    );
  });

  test('is passed over where the request says so', async () => {
    await storeSegment(mount.root, all([3, 4]), { parquet: 'NONE', damage: cut });
    await storeSegment(mount.root, all([5]), { parquet: 'NONE' });
    const { answer, values } = await replay({ on_unreadable: 'skip' });
    expect(values).toEqual(['5']);
    expect(answer).toMatchObject({ published: 1, done: true });
  });

  test('whose records stand in other files stops nothing', async () => {
    await storeSegment(mount.root, all([1, 2, 3]), { parquet: 'NONE', damage: cut });
    await storeSegment(mount.root, all([1, 2, 3, 4]), { parquet: 'NONE' });
    expect((await replay()).values).toEqual(['1', '2', '3', '4']);
  });
});

test('a file that unfolds beyond what may be read is refused by its footer, and named', async () => {
  const value = Buffer.alloc(3_000_000, 'x');
  const path = await storeSegment(mount.root, [numbered(1, { value })], { parquet: 'GZIP' });
  const publisher = new MemoryPublisher();
  const limits = { maxFiles: 4, maxBytes: 10_000_000, maxFileBytes: 1_000_000 };
  const answer = await runReplay(mount.root, { dry_run: false }, { publisher, limits });
  expect(answer).toMatchObject({ published: 0, errors: 1 });
  expect(JSON.stringify(answer)).toContain(
    `${path} from offset 1 on cannot be read: it unfolds to more than 1000000 bytes`,
  );
});

test('a file of others by such a name is refused, with the columns that it lacks', async () => {
  const name = 'orders+0+00000000000000000001+00000000000000000002+2.records.parquet';
  await put(mount.root, `small/${name}`, OTHERS);
  const { answer } = await replay();
  expect(answer).toMatchObject({ published: 0, errors: 1 });
  expect(JSON.stringify(answer)).toMatch(
    /it is no file of records: it lacks the columns partition, .*; it has the columns/,
  );
});

/** One column `a` with the numbers 1 and 2, as hyparquet-writer 0.17.0 writes it. */
const OTHERS = Buffer.from(
  'UEFSMRUGFRQVGFwVBBUAFQQVABUEFQAAAAMDCBwBAAAAAgAAABUEGSxIBHJvb3QVAgAVAiUCGAFhABYEGRwZHCYIHBUCGRUAGRgBYRUCFgQWPhZCJggAABY+FgQ2QgAoCWh5cGFycXVldBkcHAAAAEsAAABQQVIx',
  'base64',
);

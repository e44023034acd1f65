import { put, store } from '../support/files';
import { MemoryPublisher } from '../support/memory-publisher';
import { useMount } from '../support/mount';
import { HOUR, MORNING } from '../support/records';
import { runReplay } from '../support/replayer';
import { numbered, storeSegment } from './store-segment';

const mount = useMount();

const PUBLISH = { dry_run: false };

function range(from: number, below: number, step = 1): number[] {
  return Array.from({ length: Math.ceil((below - from) / step) }, (_, index) => from + index * step);
}

const texts = (offsets: readonly number[]) => offsets.map(String);
const all = (offsets: readonly number[]) => offsets.map((offset) => numbered(offset));

async function replayAll(payload: Record<string, unknown> = {}) {
  const publisher = new MemoryPublisher();
  const answer = await runReplay(mount.root, { ...PUBLISH, ...payload }, { publisher });
  return { answer, values: publisher.valuesOf(0), publisher };
}

describe('segments', () => {
  test('are replayed record by record, with all that their envelopes have, and counted as files', async () => {
    const headers = [{ name: 'a', value: Buffer.from([0xff]) }];
    await storeSegment(mount.root, [numbered(1, { key: null, headers }), numbered(2, { value: null })]);
    await storeSegment(mount.root, all(range(3, 8)));
    const { answer, publisher } = await replayAll();
    expect(publisher.records.slice(0, 2)).toEqual([
      { partition: 0, timestamp: MORNING, key: null, value: Buffer.from('1'), headers },
      { partition: 0, timestamp: MORNING, key: Buffer.from('a-key'), value: null, headers: [] },
    ]);
    expect(publisher.valuesOf(0).slice(2)).toEqual(texts(range(3, 8)));
    expect(answer).toMatchObject({ files_read: 2, published: 7, errors: 0, skipped: 0, done: true, cursor: null });
  });

  test('of several hours and size classes are merged into the order of offsets', async () => {
    await storeSegment(mount.root, all(range(0, 50, 2)));
    await storeSegment(mount.root, all(range(1, 50, 2)), { prefix: 'large/' });
    await storeSegment(
      mount.root,
      range(50, 90, 3).map((offset) => numbered(offset, { timestamp: MORNING + HOUR })),
    );
    await storeSegment(mount.root, all(range(50, 90).filter((offset) => offset % 3 !== 2)));
    const { answer, values } = await replayAll();
    expect(values).toEqual(texts(range(0, 90)));
    expect(answer).toMatchObject({ files_read: 4, published: 90, skipped: 0 });
  });

  test('that overlap after a retry go out once, by offset; second copies are counted', async () => {
    await storeSegment(mount.root, all(range(0, 10)));
    await storeSegment(mount.root, all(range(0, 20)));
    await storeSegment(mount.root, all(range(5, 20)));
    const { answer, values } = await replayAll();
    expect(values).toEqual(texts(range(0, 20)));
    expect(answer).toMatchObject({ files_read: 3, published: 20, skipped: 25 });
  });

  test('and files of single records are merged, and what has an envelope goes before a raw file', async () => {
    const raw = { format: { type: 'value', extension: '.json' } } as const;
    await storeSegment(mount.root, all([1, 2, 4]));
    await store(mount.root, numbered(2, { value: Buffer.from('raw') }), raw);
    await store(mount.root, numbered(3), raw);
    await store(mount.root, numbered(4, { value: Buffer.from('envelope') }));
    await store(mount.root, numbered(5));
    const { answer, values } = await replayAll();
    expect(values).toEqual(['1', '2', '3', 'envelope', '5']);
    expect(answer).toMatchObject({ published: 5, skipped: 2, errors: 0 });
  });

  test('are read when they are compressed', async () => {
    await storeSegment(mount.root, all(range(0, 100)), { compression: 'GZIP' });
    await storeSegment(mount.root, all(range(50, 150)));
    expect((await replayAll()).values).toEqual(texts(range(0, 150)));
  });

  test('are named with the record that was not delivered', async () => {
    const path = await storeSegment(mount.root, all([7]));
    const publisher = new MemoryPublisher();
    publisher.beforeAcknowledging = () => {
      throw new Error('the leader is gone');
    };
    const { error_messages: messages } = await runReplay(mount.root, PUBLISH, { publisher });
    expect(messages).toEqual([`record 7 of ${path} was not delivered: the leader is gone`]);
  });
});

describe('a segment that holds less than its name promises', () => {
  const firstFive = (lines: Buffer) => Buffer.from(`${lines.toString().split('\n').slice(0, 5).join('\n')}\n`);

  test('gives what it holds, and then stops its partition, with an error that names what is missing', async () => {
    const path = await storeSegment(mount.root, all(range(0, 10)), { damage: firstFive });
    const { answer, values } = await replayAll();
    expect(values).toEqual(texts(range(0, 5)));
    expect(answer).toMatchObject({ published: 5, errors: 1, done: false });
    expect(answer.error_messages).toEqual([
      `${path} from offset 5 on cannot be read: the segment holds 5 of the 10 records from 0 to 9 that its file name promises; the last of them is 4`,
    ]);
  });

  test.each([
    ['a dry run goes on behind it', { dry_run: true }, []],
    ['with skip the replay goes on behind it', { on_unreadable: 'skip' }, texts([...range(0, 5), ...range(10, 15)])],
  ])('%s, and counts it', async (_, payload, published) => {
    await storeSegment(mount.root, all(range(0, 10)), { damage: firstFive });
    await storeSegment(mount.root, all(range(10, 15)));
    const { answer, values } = await replayAll(payload);
    expect(values).toEqual(published);
    expect(answer).toMatchObject({ errors: 1, done: true });
  });
});

describe('a segment that cannot be read to its end', () => {
  const cut = (lines: Buffer) => lines.subarray(0, lines.length - 5);

  test('gives what stands before, then stops its partition, and the cursor stands there', async () => {
    const path = await storeSegment(mount.root, all(range(0, 5)), { damage: cut });
    await storeSegment(mount.root, all(range(5, 9)));
    const { answer, values } = await replayAll();
    expect(values).toEqual(texts(range(0, 4)));
    expect(answer).toMatchObject({ errors: 1, done: false, cursor: { next: { 'orders+0': 4 } } });
    expect(answer.error_messages).toEqual([
      expect.stringMatching(`^${path.replaceAll('+', '\\+')} from offset 4 on cannot be read: line 5 of the segment`),
    ]);
  });

  test('is passed over where the request says so, and nothing that another file holds is lost', async () => {
    await storeSegment(mount.root, all(range(0, 5)), { damage: cut });
    await store(mount.root, numbered(4));
    await storeSegment(mount.root, all(range(5, 9)));
    const { answer, values } = await replayAll({ on_unreadable: 'skip' });
    expect(values).toEqual(texts(range(0, 9)));
    expect(answer).toMatchObject({ errors: 1, published: 9, done: true });
  });

  test('goes on by the cursor of the replay that it stopped', async () => {
    await storeSegment(mount.root, all(range(0, 5)), { damage: cut });
    await storeSegment(mount.root, all(range(5, 9)));
    const { cursor } = (await replayAll()).answer;
    const { values } = await replayAll({ cursor, on_unreadable: 'skip' });
    expect(values).toEqual(texts(range(5, 9)));
  });

  test.each([
    ['is no gzip file', () => Buffer.from('text'), 'cannot be decompressed'],
    ['has records in another order', (path: Buffer) => path, 'the segment is not in order: record 2 stands behind'],
  ])('%s: a dry run names it and goes on', async (_, damage, message) => {
    const path = await storeSegment(mount.root, all([1, 4, 2, 5]), { compression: 'GZIP' });
    if (message.startsWith('cannot')) {
      await put(mount.root, path, damage(Buffer.alloc(0)));
    }
    await storeSegment(mount.root, all(range(10, 20)));
    const answer = await runReplay(mount.root, {});
    expect(answer).toMatchObject({ errors: 1, done: true });
    expect(answer.error_messages?.[0]).toContain(message);
  });

  test('where it is a record’s own file, it is passed over as well', async () => {
    await put(mount.root, await store(mount.root, numbered(1)), 'not an envelope');
    await store(mount.root, numbered(2));
    const { answer, values } = await replayAll({ on_unreadable: 'skip' });
    expect(values).toEqual(['2']);
    expect(answer).toMatchObject({ errors: 1, published: 1, done: true });
  });
});

describe('what is in memory', () => {
  test('is counted as it is once decompressed', async () => {
    const value = Buffer.alloc(200_000, 'x');
    for (const first of range(0, 40, 2)) {
      await storeSegment(mount.root, [numbered(first, { value }), numbered(first + 1, { value })], {
        compression: 'GZIP',
      });
    }
    const publisher = new MemoryPublisher();
    const sizes: number[] = [];
    publisher.beforeAcknowledging = async (batch) => {
      sizes.push(batch.reduce((sum, record) => sum + (record.value?.length ?? 0), 0));
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await runReplay(mount.root, PUBLISH, { publisher, limits: { maxFiles: 16, maxBytes: 450_000 } });
    // There is room for one segment, although twenty of them are a few kilobytes on disk.
    expect(Math.max(...sizes)).toBe(400_000);
  });

  test('never locks partitions out that each need a second segment before they can let go of the first', async () => {
    for (const partition of range(0, 6)) {
      const inPartition = (offsets: number[]) => offsets.map((offset) => numbered(offset, { partition }));
      await storeSegment(mount.root, inPartition(range(0, 40, 2)));
      await storeSegment(mount.root, inPartition(range(1, 40, 2)), { prefix: 'large/' });
      await storeSegment(mount.root, inPartition([20, 21, 22, 60]), { prefix: 'huge/' });
    }
    const publisher = new MemoryPublisher();
    await runReplay(mount.root, PUBLISH, { publisher, limits: { maxFiles: 1, maxBytes: 1 } });
    for (const partition of range(0, 6)) {
      expect(publisher.valuesOf(partition)).toEqual(texts([...range(0, 40), 60]));
    }
  });
});

test('a replay that stops in the middle of segments goes on behind the last acknowledged record', async () => {
  await storeSegment(mount.root, all(range(0, 30)));
  await storeSegment(mount.root, all(range(20, 60)), { compression: 'GZIP' });
  const publisher = new MemoryPublisher();
  let published = 0;
  publisher.beforeAcknowledging = (batch) => {
    const last = Number(batch.at(-1)?.value);
    if (last >= 25 && published === 0) {
      throw new Error('gone');
    }
  };
  publisher.mostBatchBytes = 500;
  const first = await runReplay(mount.root, PUBLISH, { publisher });
  published = publisher.records.length;
  expect(published).toBeGreaterThan(10);
  expect(first).toMatchObject({ done: false, cursor: { next: { 'orders+0': published } } });
  const second = await runReplay(mount.root, { ...PUBLISH, cursor: first.cursor }, { publisher });
  expect(publisher.valuesOf(0)).toEqual(texts(range(0, 60)));
  expect(second).toMatchObject({ done: true, published: 60 - published });
});

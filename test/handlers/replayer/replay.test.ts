import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutgoingRecord } from '../../../lambda-runtime/kafka/publisher';
import { put, store } from '../support/files';
import { RecordedLog } from '../support/log';
import { MemoryPublisher } from '../support/memory-publisher';
import { useMount } from '../support/mount';
import { HOUR, MORNING } from '../support/records';
import { runReplay } from '../support/replayer';

const mount = useMount();

const PUBLISH = { dry_run: false };

function counting(from: number, below: number): string[] {
  return Array.from({ length: below - from }, (_, index) => String(from + index));
}

async function storeOffsets(from: number, below: number, partition = 0): Promise<void> {
  await Promise.all(counting(from, below).map((offset) => store(mount.root, { partition, offset: Number(offset) })));
}

describe('a replay', () => {
  test('publishes a partition in the order of offsets, across shards, hours and size classes', async () => {
    await Promise.all(
      counting(0, 60).map((text) => {
        const offset = Number(text);
        // Later offsets with earlier timestamps: Kafka does not forbid it.
        const timestamp = MORNING - (offset % 3) * HOUR;
        return store(mount.root, { partition: 0, offset, timestamp }, { prefix: offset % 2 ? 'large/' : 'small/' });
      }),
    );
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.valuesOf(0)).toEqual(counting(0, 60));
    expect(answer).toMatchObject({
      files_read: 60,
      published: 60,
      errors: 0,
      dry_run: false,
      done: true,
      cursor: null,
    });
  });

  test('publishes each of many partitions in its own order', async () => {
    for (const partition of [0, 3, 7]) {
      await storeOffsets(100, 130, partition);
    }
    const publisher = new MemoryPublisher();
    await runReplay(mount.root, PUBLISH, { publisher });
    for (const partition of [0, 3, 7]) {
      expect(publisher.valuesOf(partition)).toEqual(counting(100, 130));
    }
  });

  test('keeps all that an envelope has: key, headers, timestamp, partition', async () => {
    const headers = [
      { name: 'b', value: Buffer.from([0xff, 0]) },
      { name: 'a', value: null },
      { name: 'b', value: Buffer.alloc(0) },
    ];
    await store(mount.root, {
      partition: 5,
      key: Buffer.from([0x80]),
      value: Buffer.alloc(0),
      headers,
      timestamp: 12_345,
    });
    const publisher = new MemoryPublisher();
    await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.records).toEqual([
      { partition: 5, timestamp: 12_345, key: Buffer.from([0x80]), value: Buffer.alloc(0), headers },
    ]);
  });

  test('of raw files publishes value and partition, and a tombstone as null', async () => {
    const format = { type: 'value', extension: '.json' } as const;
    await store(mount.root, { partition: 5, offset: 1, value: Buffer.from([0xc3]) }, { format });
    await store(mount.root, { partition: 5, offset: 2, value: null }, { format });
    const publisher = new MemoryPublisher();
    await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.records).toEqual([
      { partition: 5, key: null, value: Buffer.from([0xc3]), headers: [] },
      { partition: 5, key: null, value: null, headers: [] },
    ]);
  });

  test('leaves the partition to the key where it is not to be preserved', async () => {
    await store(mount.root, { partition: 5 });
    const publisher = new MemoryPublisher(1);
    await runReplay(mount.root, { ...PUBLISH, preserve_partition: false }, { publisher });
    expect(publisher.records[0]).not.toHaveProperty('partition');
  });

  test.each([
    ['it is not to be preserved', 12_345, false],
    ['the record has none', null, true],
    ["it is Kafka's -1", -1, true],
  ])('leaves the timestamp to the time of sending where %s', async (_, timestamp, preserve) => {
    await store(mount.root, { timestamp });
    const publisher = new MemoryPublisher();
    await runReplay(mount.root, { ...PUBLISH, preserve_timestamp: preserve }, { publisher });
    expect(publisher.records[0]).not.toHaveProperty('timestamp');
  });

  test('publishes a record that stands twice once, from the envelope', async () => {
    await store(mount.root, { offset: 1, value: Buffer.from('raw') }, { format: { type: 'value', extension: '.bin' } });
    await store(mount.root, { offset: 1, value: Buffer.from('envelope') }, { prefix: 'large/' });
    await store(mount.root, { offset: 2, value: Buffer.from('next') });
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.valuesOf(3)).toEqual(['envelope', 'next']);
    expect(answer).toMatchObject({ files_read: 2, published: 2, skipped: 1 });
  });

  test('stays below its prefix', async () => {
    await store(mount.root, { offset: 1 });
    await store(mount.root, { offset: 2, timestamp: MORNING + HOUR });
    const publisher = new MemoryPublisher();
    await runReplay(mount.root, { ...PUBLISH, source_prefix: 'small/2026/04/13/08' }, { publisher });
    expect(publisher.valuesOf(3)).toEqual(['2']);
  });

  test('skips, counts and names files that are not ours, and passes hidden ones by', async () => {
    await store(mount.root, { offset: 1 });
    await put(mount.root, 'small/notes.txt', 'x');
    await put(mount.root, 'small/.0123456789ab.0123.tmp', 'half');
    const log = new RecordedLog();
    const answer = await runReplay(mount.root, {}, { log });
    expect(answer).toMatchObject({ files_read: 1, skipped: 1, errors: 0, done: true });
    expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn', first: ['small/notes.txt'] }));
  });

  test('finds the records of any layout, and reads them whether they are compressed or not', async () => {
    const value = Buffer.from('over and over and over');
    const raw = { type: 'value', extension: '.json' } as const;
    await store(mount.root, { offset: 1, value }, { compression: 'GZIP' });
    await store(
      mount.root,
      { offset: 2, value },
      { compression: 'GZIP', format: raw, name: 'a+{key}+{topic}+{partition}+{offset}' },
    );
    await store(mount.root, { offset: 3, value }, { name: '{time}+{topic}+{partition}+{offset}', shards: 1 });
    await store(mount.root, { offset: 4, value: null }, { compression: 'GZIP', format: raw });
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.records.map((record) => record.value?.toString())).toEqual([
      String(value),
      String(value),
      String(value),
      undefined,
    ]);
    expect(answer).toMatchObject({ published: 4, skipped: 0, errors: 0, done: true });
  });

  test('of a record that stands twice, compressed or not, takes the envelope', async () => {
    await store(
      mount.root,
      { offset: 1, value: Buffer.from('raw') },
      { format: { type: 'value', extension: '.json' } },
    );
    await store(mount.root, { offset: 1, value: Buffer.from('envelope') }, { compression: 'GZIP' });
    const publisher = new MemoryPublisher();
    await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.valuesOf(3)).toEqual(['envelope']);
  });

  test('closes its connection, whether it went well or not', async () => {
    await storeOffsets(0, 3);
    const well = new MemoryPublisher();
    await runReplay(mount.root, PUBLISH, { publisher: well });
    const badly = new MemoryPublisher(0);
    await expect(runReplay(mount.root, PUBLISH, { publisher: badly })).rejects.toThrow();
    expect([well.closed, badly.closed]).toEqual([1, 1]);
  });

  test('of an empty directory is done, and needs no Kafka', async () => {
    await mkdir(join(mount.root, 'small'));
    expect(await runReplay(mount.root, { ...PUBLISH, source_prefix: 'small/' })).toMatchObject({
      files_read: 0,
      avg_read_ms: 0,
      p50_read_ms: 0,
      done: true,
      cursor: null,
    });
  });
});

describe('a dry run', () => {
  test('is what comes without being asked for; it reads everything and needs no Kafka', async () => {
    await storeOffsets(0, 5);
    await store(mount.root, { offset: 9, value: Buffer.from('x'.repeat(50)) }, { prefix: 'large/' });
    const answer = await runReplay(mount.root, {});
    expect(answer).toMatchObject({ dry_run: true, files_read: 6, published: 0, errors: 0, done: true, cursor: null });
    expect(answer.bytes_read).toBeGreaterThan(50);
  });

  test('finds every file that cannot be replayed', async () => {
    await storeOffsets(0, 4);
    const bad = [await store(mount.root, { offset: 4 }), await store(mount.root, { offset: 6 })];
    await Promise.all(bad.map((path) => put(mount.root, path, '{"topic":')));
    await store(mount.root, { offset: 7 });
    const answer = await runReplay(mount.root, {});
    expect(answer).toMatchObject({ files_read: 5, errors: 2, done: true });
    expect(answer.error_messages).toEqual(bad.map((path) => expect.stringContaining(path)));
  });
});

describe('reading ahead', () => {
  test('with the smallest budgets still replays everything in order', async () => {
    for (const partition of [0, 1, 2, 3]) {
      await storeOffsets(0, 20, partition);
    }
    const publisher = new MemoryPublisher();
    publisher.beforeAcknowledging = () => new Promise((resolve) => setImmediate(resolve));
    await runReplay(mount.root, PUBLISH, { publisher, limits: { maxFiles: 2, maxBytes: 1 } });
    for (const partition of [0, 1, 2, 3]) {
      expect(publisher.valuesOf(partition)).toEqual(counting(0, 20));
    }
  });

  test('never has more in memory than its budget while the broker is slow', async () => {
    const size = 10_000;
    const value = Buffer.alloc(size, 'x');
    await Promise.all(
      counting(0, 50).map((offset) => store(mount.root, { partition: 0, offset: Number(offset), value })),
    );
    const largest: number[] = [];
    const publisher = new MemoryPublisher();
    publisher.beforeAcknowledging = async (batch) => {
      largest.push(batch.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await runReplay(mount.root, PUBLISH, { publisher, limits: { maxFiles: 64, maxBytes: 5 * size } });
    expect(publisher.records).toHaveLength(50);
    expect(Math.max(...largest)).toBeLessThanOrEqual(4);
  });
});

test('a partition that failed gives back what it had read ahead, so that others can go on', async () => {
  const value = Buffer.alloc(10_000, 'x');
  const offsets = counting(0, 40).map(Number);
  for (const partition of [0, 1]) {
    await Promise.all(offsets.map((offset) => store(mount.root, { partition, offset, value })));
  }
  const publisher = new MemoryPublisher();
  publisher.beforeAcknowledging = (batch) => {
    if (batch[0]?.partition === 0) {
      throw new Error('not here');
    }
  };
  const answer = await runReplay(mount.root, PUBLISH, { publisher, limits: { maxFiles: 16, maxBytes: 25_000 } });
  expect(publisher.records).toHaveLength(40);
  expect(answer).toMatchObject({ published: 40, done: false, cursor: { next: { 'orders+1': 40 } } });
});

describe('batches', () => {
  test('hold about 900 KB, and a larger record goes alone', async () => {
    const sizes = [400_000, 400_000, 400_000, 1_048_000, 10, 10];
    await Promise.all(
      sizes.map((size, offset) => store(mount.root, { partition: 0, offset, value: Buffer.alloc(size, 'x') })),
    );
    const publisher = new MemoryPublisher();
    // The first batch waits until everything else has been read.
    publisher.beforeAcknowledging = () => new Promise((resolve) => setTimeout(resolve, 100));
    await runReplay(mount.root, PUBLISH, { publisher, limits: { maxFiles: 64, maxBytes: 2 ** 26 } });
    const lengths = publisher.batches.map((batch) => batch.map(({ value }) => value?.length ?? 0));
    expect(lengths.flat()).toEqual(sizes);
    expect(lengths).toContainEqual([1_048_000]);
    for (const batch of lengths.filter((candidate) => candidate.length > 1)) {
      expect(batch.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(900_000);
    }
  });

  test('that the broker finds too large are halved until they pass', async () => {
    await storeOffsets(0, 100);
    const publisher = new MemoryPublisher();
    publisher.mostBatchBytes = 500;
    const answer = await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.valuesOf(0)).toEqual(counting(0, 100));
    expect(answer).toMatchObject({ published: 100, errors: 0, done: true });
  });

  test('of one record that is too large are an error that names the record', async () => {
    await storeOffsets(0, 10);
    await store(mount.root, { partition: 0, offset: 10, value: Buffer.alloc(2000, 'x') });
    await storeOffsets(11, 15);
    const publisher = new MemoryPublisher();
    publisher.mostBatchBytes = 1000;
    const answer = await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.valuesOf(0)).toEqual(counting(0, 10));
    expect(answer).toMatchObject({ published: 10, done: false, cursor: { next: { 'orders+0': 10 } } });
    expect(answer.error_messages).toEqual([
      expect.stringMatching(/^orders\+0\+10 was not published: the batch is too large; .*"on_undeliverable": "skip"/),
    ]);
    expect(answer.errors).toBe(1);
  });
});

describe('a failure', () => {
  const refuse = (value: string) => (batch: readonly OutgoingRecord[]) => {
    if (batch.some((record) => record.value?.toString() === value)) {
      throw new Error('the leader is gone');
    }
  };

  test('of delivery is counted and named, stops its partition and no other', async () => {
    await storeOffsets(0, 1, 0);
    await storeOffsets(0, 20, 1);
    const publisher = new MemoryPublisher();
    publisher.beforeAcknowledging = (batch) => (batch[0]?.partition === 0 ? refuse('0')(batch) : undefined);
    const answer = await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.valuesOf(0)).toEqual([]);
    expect(publisher.valuesOf(1)).toEqual(counting(0, 20));
    expect(answer).toMatchObject({ published: 20, errors: 1, done: false, cursor: { next: { 'orders+1': 20 } } });
    expect(answer.error_messages).toEqual([
      'small/2026/04/13/07/orders+0/0/orders+0+00000000000000000000.record.json was not delivered: the leader is gone',
    ]);
  });

  test('in the middle leaves nothing behind it published, and the cursor before it', async () => {
    await storeOffsets(0, 30);
    const publisher = new MemoryPublisher();
    publisher.beforeAcknowledging = refuse('17');
    const first = await runReplay(mount.root, PUBLISH, { publisher });
    const arrived = publisher.valuesOf(0);
    expect(arrived).toEqual(counting(0, arrived.length));
    expect(arrived.length).toBeLessThanOrEqual(17);
    expect(first.done).toBe(false);

    publisher.beforeAcknowledging = () => undefined;
    const second = await runReplay(mount.root, { ...PUBLISH, cursor: first.cursor }, { publisher });
    expect(publisher.valuesOf(0)).toEqual(counting(0, 30));
    expect(second).toMatchObject({ done: true, errors: 0, published: 30 - arrived.length });
  });

  test('of reading names the file, and nothing behind it is published', async () => {
    await storeOffsets(0, 3);
    const path = await store(mount.root, { partition: 0, offset: 3 });
    await put(mount.root, path, 'not an envelope');
    await storeOffsets(4, 6);
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.valuesOf(0)).toEqual(['0', '1', '2']);
    expect(answer).toMatchObject({ errors: 1, done: false, cursor: { next: { 'orders+0': 3 } } });
    expect(answer.error_messages?.[0]).toContain(`${path} cannot be read`);
  });

  test('says no more than ten messages, however many there are', async () => {
    await Promise.all(
      counting(0, 15).map((offset) =>
        store(mount.root, { offset: Number(offset) }).then((path) => put(mount.root, path, '')),
      ),
    );
    const answer = await runReplay(mount.root, {});
    expect(answer.errors).toBe(15);
    expect(answer.error_messages).toHaveLength(10);
  });
});

describe('before the first record is published', () => {
  test('fewer target partitions than source partitions are an error', async () => {
    await storeOffsets(0, 5, 0);
    await storeOffsets(0, 1, 6);
    const publisher = new MemoryPublisher(6);
    await expect(runReplay(mount.root, PUBLISH, { publisher })).rejects.toThrow(
      "the topic 'orders-replay' has 6 partitions, and the records come from partitions up to 6; give the topic 7",
    );
    expect(publisher.records).toEqual([]);
  });

  test('a connection that fails is an error', async () => {
    await storeOffsets(0, 1);
    await expect(runReplay(mount.root, PUBLISH)).rejects.toThrow('this test has no Kafka');
  });

  test('a prefix that is no directory is an error that names it', async () => {
    await put(mount.root, 'file', '');
    for (const prefix of ['small/2030/', 'file']) {
      await expect(runReplay(mount.root, { source_prefix: prefix })).rejects.toThrow(/is not a directory on the mount/);
    }
  });

  test('a mount that goes away is an error', async () => {
    await rm(mount.root, { recursive: true });
    await expect(runReplay(mount.root, {})).rejects.toThrow('is not a directory on the mount');
  });
});

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { manifestKey, partitionsKey } from '../../../../src/contract/run-keys';
import { failOperations } from '../../support/faults';
import { put, store as storeFile } from '../../support/files';
import { RecordedLog } from '../../support/log';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { HOUR, MORNING } from '../../support/records';
import { invoke, plan, runChild } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
let store: MemoryStore;
const publisher = new MemoryPublisher(4, { few: 1 });

beforeEach(() => {
  store = new MemoryStore();
});

const PUBLISH = { dry_run: false };

function items(run: string): Record<string, unknown>[] {
  return store.json(partitionsKey(run)) as Record<string, unknown>[];
}

function manifest(run: string, partition: string): unknown[] {
  const bytes = store.objects.get(manifestKey(run, partition)) ?? Buffer.alloc(0);
  return gunzipSync(bytes)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

async function storeRecords(partition: number, count: number, topic = 'orders'): Promise<void> {
  await storeSegment(
    mount.root,
    Array.from({ length: count }, (_, offset) => numbered(offset, { topic, partition })),
  );
}

test('a plan lists each partition in the order of its replay, and has a payload for each', async () => {
  const late = await storeFile(mount.root, { partition: 3, offset: 9, timestamp: MORNING });
  const early = await storeFile(
    mount.root,
    { partition: 3, offset: 2, timestamp: MORNING + HOUR },
    { prefix: 'large/' },
  );
  const other = await storeFile(mount.root, { partition: 0, offset: 5 });
  await storeFile(mount.root, { partition: 0, offset: 5 }, { prefix: 'large/' });
  await put(mount.root, 'small/notes.txt', '');
  const log = new RecordedLog();
  const request = { source_prefix: '', on_unreadable: 'skip', ordered: true };
  expect(await plan(mount.root, 'run-1', request, { store, log })).toEqual({
    ordered: true,
    items: partitionsKey('run-1'),
    partitions: 2,
    proofs: partitionsKey('run-1'),
    partitions_to_prove: 2,
    files: 3,
    records: 3,
    bytes: 3 * statSync(join(mount.root, early)).size,
    skipped: 2,
    filtered: 0,
    unknown_time: 0,
    errors: 0,
    oldest_timestamp: MORNING,
  });
  expect(items('run-1')).toEqual(
    ['orders+0', 'orders+3'].map((partition) => ({
      source_prefix: '',
      on_unreadable: 'skip',
      partition,
      manifest: manifestKey('run-1', partition),
    })),
  );
  const heading = { version: 1, request: expect.stringMatching(/^[0-9a-f]{16}$/) };
  expect(manifest('run-1', 'orders+3')).toEqual([{ ...heading, partition: 'orders+3' }, early, late]);
  // A second file of a record stands behind the first, in case that one cannot be read.
  expect(manifest('run-1', 'orders+0')).toEqual([
    { ...heading, partition: 'orders+0' },
    `large/${other.slice('small/'.length)}`,
    other,
  ]);
  expect(log.lines).toContainEqual(expect.objectContaining({ level: 'warn', first: ['small/notes.txt'] }));
});

test('planning again writes the same bytes', async () => {
  await Promise.all([0, 1, 2, 3].map((offset) => storeFile(mount.root, { offset })));
  await plan(mount.root, 'run-1', {}, { store });
  const before = [...store.objects];
  store.objects.clear();
  await plan(mount.root, 'run-1', {}, { store });
  expect([...store.objects]).toEqual(before);
});

describe('rates are shared', () => {
  test('so that those partitions that run at the same time stay within the limit', async () => {
    await storeRecords(0, 30);
    await storeRecords(1, 10);
    await storeRecords(2, 5);
    const request = { ...PUBLISH, rate_limit_per_second: 80, rate_limit_bytes_per_second: 4000 };
    await plan(mount.root, 'run-1', request, { store, publisher, concurrency: 2 });
    expect(items('run-1').map((item) => item.rate_limit_per_second)).toEqual([60, 20, 10]);
    expect(items('run-1').map((item) => item.rate_limit_bytes_per_second)).toEqual([3000, 1000, 500]);
  });

  test('by what is asked for of a partition', async () => {
    await storeRecords(0, 30);
    await storeRecords(1, 10);
    const request = { ...PUBLISH, rate_limit_per_second: 80, offsets: { '0': { from: 5, to: 15 } } };
    await plan(mount.root, 'run-1', request, { store, publisher });
    expect(items('run-1').map((item) => item.rate_limit_per_second)).toEqual([40, 40]);
  });

  test('among unordered children alike', async () => {
    const request = { ...PUBLISH, ordered: false, rate_limit_per_second: 80 };
    const { request: child } = await plan(mount.root, 'run-1', request, { store, publisher, concurrency: 16 });
    expect(child).toEqual({ ...PUBLISH, rate_limit_per_second: 5 });
  });
});

describe('the original pace', () => {
  test('has one clock for all partitions', async () => {
    await storeSegment(mount.root, [numbered(0, { timestamp: MORNING + 5000 })]);
    await storeSegment(mount.root, [numbered(0, { partition: 1, timestamp: MORNING })]);
    const clock = { now: () => 1_000_000, sleep: async () => undefined };
    await plan(mount.root, 'run-1', { ...PUBLISH, speed: 2 }, { store, publisher, clock });
    const cursor = {
      version: 1,
      request: expect.any(String),
      next: {},
      pace: { origin: { at: 1_000_000, timestamp: MORNING }, records: 1_000_000, bytes: 1_000_000 },
    };
    expect(items('run-1')).toMatchObject([
      { cursor, speed: 2 },
      { cursor, speed: 2 },
    ]);
    const later = { now: () => 1_002_500, sleep: async () => undefined };
    const outputs = await Promise.all(
      items('run-1').map((item) => runChild(mount.root, item, { store, publisher, clock: later })),
    );
    expect(outputs).toMatchObject([{ done: true }, { done: true }]);
  });

  test('needs all partitions at the same time', async () => {
    await storeRecords(0, 1);
    await storeRecords(1, 1);
    const planning = plan(mount.root, 'run-1', { ...PUBLISH, speed: 1 }, { store, publisher, concurrency: 1 });
    await expect(planning).rejects.toThrow(
      'the original pace needs all 2 partitions at the same time, and the workflow replays 1 of them at a time; raise ' +
        'maxConcurrency to 2, or choose partitions',
    );
  });
});

describe('before anything is published', () => {
  test.each([
    [
      'the topic',
      { target_topic: 'few' },
      "the topic 'few' has 1 partitions, and the records come from partitions up to 2",
    ],
    ['any topic of the mapping', { topic_mapping: { payments: 'few' } }, "the topic 'few' has 1 partitions"],
  ])('%s must have the partitions that are needed', async (_, request, message) => {
    await storeRecords(0, 1);
    await storeRecords(2, 1, 'payments');
    await expect(plan(mount.root, 'run-1', { ...PUBLISH, ...request }, { store, publisher })).rejects.toThrow(message);
    expect(store.objects.size).toBe(0);
  });

  test('the brokers are asked for the topics of an unordered replay, and let go', async () => {
    const asked: string[] = [];
    const cluster = new MemoryPublisher();
    jest.spyOn(cluster, 'partitionCount').mockImplementation(async (topic) => asked.push(topic));
    await plan(mount.root, 'run-1', { ...PUBLISH, ordered: false }, { store, publisher: cluster });
    await plan(
      mount.root,
      'run-2',
      { ...PUBLISH, ordered: false, topic_mapping: { a: 'b' } },
      { store, publisher: cluster },
    );
    expect(asked).toEqual(['orders-replay', 'b']);
    expect(cluster.closed).toBe(2);
  });

  test('a dry run asks nobody', async () => {
    await storeRecords(0, 1);
    expect(await plan(mount.root, 'run-1', {}, { store })).toMatchObject({ partitions: 1 });
    expect(await plan(mount.root, 'run-1', { ordered: false }, { store })).toMatchObject({ ordered: false });
  });
});

test('an unordered plan says what to list in the bucket, where the mount is but a part of it', async () => {
  expect(await plan(mount.root, 'run-1', { source_prefix: 'small/2026', ordered: false }, { store })).toEqual({
    ordered: false,
    list_prefix: 'events/small/2026/',
    request: { source_prefix: 'small/2026' },
  });
});

test('what a request filters by is not logged', async () => {
  const log = new RecordedLog();
  await plan(mount.root, 'run-1', { ordered: false, key: 'a customer' }, { store, log });
  expect(log.lines).toEqual([
    { level: 'info', message: 'planned', run: 'run-1', ordered: false, list_prefix: 'events/' },
  ]);
});

test('a plan by names alone counts what a plan counts, opens no file, asks no cluster and writes nothing', async () => {
  await storeRecords(0, 30);
  await storeRecords(3, 20);
  const request = { dry_run: false, target_topic: 'few' }; // which has too few partitions
  const { files, records, bytes, partitions } = await plan(mount.root, 'run-1', { dry_run: true }, { store });
  store.objects.clear();
  failOperations('open', 'EIO', /records\.ndjson/);
  const step = { action: 'plan', run: 'run-1', concurrency: 10, request };
  await expect(invoke(mount.root, step, { store, publisher })).rejects.toThrow();
  store.objects.clear();
  const answer = await invoke(mount.root, { ...step, names_only: true }, { store, publisher });
  expect(answer).toEqual({
    ...{ names_only: true, partitions, files, records, bytes },
    ...{ skipped: 0, errors: 0, filtered: 0, unknown_time: 0 },
  });
  expect([records, store.objects.size]).toEqual([50, 0]);
});

test.each([
  ['a cursor', { cursor: { version: 1 } }, 'the workflow takes no cursor; give "resume"'],
  [
    'an action',
    { action: 'snapshot' },
    'the workflow takes no action, it only replays; invoke the replayer\'s function with {"action":"snapshot"}',
  ],
  ['keys', { keys: [] }, 'the workflow takes no keys, it finds the files itself'],
  ['a manifest', { manifest: 'a' }, 'the workflow takes no manifest'],
  ['a misspelled key', { speeed: 1 }, "unknown key 'speeed'"],
  ['an order that is text', { ordered: 'no' }, 'ordered is "no"; give true or false'],
  ['no word on the order', { ordered: null }, 'ordered is null, which chooses nothing; give true or false'],
  ['no execution to resume', { resume: null }, 'resume is null, which chooses nothing; give the name of an execution'],
  ['an execution that is a number', { resume: 7 }, 'resume is 7; give the name of an execution'],
  ['an execution that is a path', { resume: '../a' }, 'resume is "../a"'],
  ['no order and a pace', { ordered: false, speed: 1 }, 'an unordered replay has no original pace'],
  ['no order and an execution', { ordered: false, resume: 'a' }, 'an unordered replay cannot be resumed'],
])('a workflow with %s is refused', async (_, request, message) => {
  await expect(plan(mount.root, 'run-1', request, { store })).rejects.toThrow(message);
});

test.each([[0], [1.5], ['10'], [null]])('the concurrency %j is refused', async (concurrency) => {
  const planning = invoke(mount.root, { action: 'plan', run: 'run-1', concurrency, request: {} }, { store });
  await expect(planning).rejects.toThrow(`concurrency is ${JSON.stringify(concurrency)}; give a whole number`);
});

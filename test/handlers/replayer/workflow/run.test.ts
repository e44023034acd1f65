import { summaryKey } from '../../../../src/contract/run-keys';
import { put, store as storeFile } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { filesBelow, useMount } from '../../support/mount';
import { MORNING } from '../../support/records';
import { plan, runChild, runWorkflow, summarizeRun, writeResults } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
let store: MemoryStore;
let publisher: MemoryPublisher;

beforeEach(() => {
  store = new MemoryStore();
  publisher = new MemoryPublisher();
});

const PUBLISH = { dry_run: false };
const OFFSETS = Array.from({ length: 20 }, (_, offset) => offset);

async function storeAll(...partitions: number[]): Promise<void> {
  await Promise.all(
    partitions.flatMap((partition) => OFFSETS.map((offset) => storeFile(mount.root, { partition, offset }))),
  );
}

/** A cluster that takes nothing of one partition from an offset on. */
function refusing(partition: number, from: number): MemoryPublisher {
  const refuser = new MemoryPublisher();
  refuser.mostBatchBytes = 200; // one record a batch
  refuser.beforeAcknowledging = (batch) => {
    if (batch.some((record) => record.partition === partition && Number(record.value) >= from)) {
      throw new Error('the leader is gone');
    }
  };
  return refuser;
}

test('a workflow replays every partition, and sums up what its children have done', async () => {
  await storeAll(0, 4);
  await storeSegment(
    mount.root,
    OFFSETS.map((offset) => numbered(offset, { partition: 7 })),
  );
  await put(mount.root, 'small/notes.txt', '');
  const summary = await runWorkflow(mount.root, 'first', PUBLISH, { store, publisher });
  expect(summary).toEqual({
    run: 'first',
    ordered: true,
    dry_run: false,
    source_prefix: '',
    target_topic: 'orders-replay',
    done: true,
    empty: false,
    partitions: 3,
    totals: {
      invocations: 3,
      files_read: 41,
      bytes_read: expect.any(Number),
      matched: 60,
      filtered: 0,
      unknown_time: 0,
      unknown_key: 0,
      header_collisions: 0,
      excluded: 0,
      dropped: 0,
      tombstoned: 0,
      published: 60,
      errors: 0,
      undeliverable: 0,
      skipped: 1,
      oldest_timestamp: MORNING,
    },
    skipped: 1,
    failed: [],
    failed_count: 0,
    summary: 's3://replays/runs/first/summary.json',
  });
  expect(store.json(summaryKey('first'))).toEqual({ ...summary, cursor: null });
  for (const partition of [0, 4, 7]) {
    expect(publisher.valuesOf(partition)).toEqual(OFFSETS.map(String));
  }
});

test('a workflow that did not finish is resumed: every record goes out once', async () => {
  await storeAll(0, 4, 5);
  const refuser = refusing(4, 12);
  const first = await runWorkflow(mount.root, 'first', PUBLISH, { store, publisher: refuser });
  expect(first).toMatchObject({ done: false, partitions: 3, failed_count: 1, totals: { published: 52, errors: 0 } });
  expect(first.failed).toEqual([
    { partition: 'orders+4', error: 'Error', cause: expect.stringContaining('not delivered: the leader is gone') },
  ]);
  expect(first.problem).toMatch(
    /^1 of 3 partitions were not replayed to the end \(orders\+4: .*the leader is gone\); start the workflow again with the same input and "resume": "first", to go on from there$/,
  );

  // What came in between to a partition that was finished goes out as well; and again something fails.
  await storeFile(mount.root, { partition: 0, offset: 20 });
  const again = refusing(4, 15);
  const second = await runWorkflow(mount.root, 'second', { ...PUBLISH, resume: 'first' }, { store, publisher: again });
  expect(second).toMatchObject({ done: false, partitions: 2, totals: { published: 4 } });

  // Partition 5 has no child any more, and is still not replayed anew.
  const third = await runWorkflow(mount.root, 'third', { ...PUBLISH, resume: 'second' }, { store, publisher });
  expect(third).toMatchObject({ done: true, partitions: 1, totals: { published: 5 } });
  const all = [refuser, again, publisher];
  expect(all.flatMap((each) => each.valuesOf(0))).toEqual([...OFFSETS, 20].map(String));
  expect(all.flatMap((each) => each.valuesOf(4))).toEqual(OFFSETS.map(String));
  expect(all.flatMap((each) => each.valuesOf(5))).toEqual(OFFSETS.map(String));
});

test('the cursor of a summary counts on from the executions before', async () => {
  await storeAll(4);
  await runWorkflow(mount.root, 'first', PUBLISH, { store, publisher: refusing(4, 12) });
  await runWorkflow(mount.root, 'second', { ...PUBLISH, resume: 'first' }, { store, publisher: refusing(4, 15) });
  expect(store.json(summaryKey('second'))).toMatchObject({
    totals: { published: 3 },
    cursor: { version: 1, next: { 'orders+4': 15 }, totals: { published: 15 } },
  });
  expect(store.json(summaryKey('second'))).not.toHaveProperty('cursor.pace');
});

test.each([
  [
    'that is not known',
    'another',
    'there is neither a summary nor a plan of it (s3://replays/runs/another/summary.json)',
  ],
  ['that was done', 'done', 'it was done; start anew without resume'],
  ['that was unordered', 'unordered', 'it was unordered'],
  ['of another request', 'other', 'the cursor belongs to another request'],
])('an execution %s cannot be resumed', async (_, resume, message) => {
  await storeAll(4);
  await runWorkflow(mount.root, 'done', PUBLISH, { store, publisher });
  await runWorkflow(mount.root, 'other', { ...PUBLISH, key: 'a-key' }, { store, publisher: refusing(4, 12) });
  store.putJson(summaryKey('unordered'), { ordered: false, cursor: null });
  await expect(plan(mount.root, 'again', { ...PUBLISH, resume }, { store, publisher })).rejects.toThrow(message);
});

test('a workflow without anything to do is done', async () => {
  const request = { source_prefix: '' };
  const planned = await plan(mount.root, 'empty', request, { store });
  expect(planned).toMatchObject({ partitions: 0, files: 0 });
  expect(store.json(planned.items)).toEqual([]);
  const summary = await summarizeRun(mount.root, { run: 'empty', request, plan: planned, results: null }, store);
  expect(summary).toMatchObject({ done: true, partitions: 0, totals: { invocations: 0 } });
});

test('an unordered workflow replays a listing of the bucket in batches', async () => {
  await storeAll(0, 4);
  await put(mount.root, 'small/notes.txt', '');
  const request = { ...PUBLISH, ordered: false };
  const planned = await plan(mount.root, 'batches', request, { store, publisher });
  const keys = (await filesBelow(mount.root)).map((path) => `events/${path}`);
  expect(keys.every((key) => key.startsWith(planned.list_prefix))).toBe(true);
  const executions = [];
  for (let start = 0; start < keys.length; start += 7) {
    const item = { ...planned.request, keys: keys.slice(start, start + 7) };
    const output = await runChild(mount.root, item, { publisher });
    executions.push({ Name: `batch-${start}`, Status: 'SUCCEEDED', Output: JSON.stringify(output) });
  }
  const results = writeResults(store, 'batches', { SUCCEEDED: [executions], FAILED: [], PENDING: [] });
  const payload = { run: 'batches', request, plan: { ...planned, ordered: false }, results };
  const summary = await summarizeRun(mount.root, payload, store);
  expect(summary).toMatchObject({ done: true, ordered: false, batches: 6, skipped: 1, totals: { published: 40 } });
  for (const partition of [0, 4]) {
    expect(publisher.valuesOf(partition).sort()).toEqual(OFFSETS.map(String).sort());
  }
});

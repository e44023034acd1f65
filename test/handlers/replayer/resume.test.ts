import type { Deadline } from '../../../lambda-runtime/deadline/deadline';
import type { OutgoingRecord } from '../../../lambda-runtime/kafka/publisher';
import { parseRequest } from '../../../lambda-runtime/replayer/request/request';
import { fingerprint } from '../../../lambda-runtime/replayer/runs/cursor';
import { NO_DEADLINE } from '../support/deadline';
import { put, store } from '../support/files';
import { MemoryPublisher } from '../support/memory-publisher';
import { useMount } from '../support/mount';
import { runReplay } from '../support/replayer';

const mount = useMount();

const OFFSETS = Array.from({ length: 40 }, (_, offset) => offset);
const PUBLISH = { dry_run: false };

async function storeAll(...partitions: number[]): Promise<void> {
  await Promise.all(
    partitions.flatMap((partition) => OFFSETS.map((offset) => store(mount.root, { partition, offset }))),
  );
}

/** A deadline that is reached once it has been asked about so many times. */
function deadlineAfter(questions: number): Deadline {
  let asked = 0;
  return { ...NO_DEADLINE, reached: () => asked++ >= questions };
}

test('a replay cut short again and again publishes everything once and in order', async () => {
  await storeAll(0, 4);
  const publisher = new MemoryPublisher();
  // A budget of one file makes batches of one record, so that the deadline comes in the middle of things.
  const limits = { maxFiles: 1, maxBytes: 1 };
  let cursor: unknown = null;
  let filesRead = 0;
  let invocations = 0;
  for (let done = false; !done; invocations++) {
    const answer = await runReplay(
      mount.root,
      { ...PUBLISH, cursor },
      { publisher, deadline: deadlineAfter(11), limits },
    );
    ({ done, cursor } = JSON.parse(JSON.stringify(answer)));
    filesRead += answer.files_read;
    expect(answer.errors).toBe(0);
  }
  expect(invocations).toBeGreaterThan(5);
  expect(filesRead).toBe(80);
  expect(cursor).toBeNull();
  for (const partition of [0, 4]) {
    expect(publisher.valuesOf(partition)).toEqual(OFFSETS.map(String));
  }
});

test('a dry run cut short goes on, too', async () => {
  await storeAll(0);
  await put(mount.root, 'foreign.txt', '');
  const limits = { maxFiles: 1, maxBytes: 1 };
  const first = await runReplay(mount.root, {}, { deadline: deadlineAfter(10), limits });
  const second = await runReplay(mount.root, { cursor: first.cursor });
  expect(first.done).toBe(false);
  expect(second.done).toBe(true);
  expect(first.files_read + second.files_read).toBe(40);
  expect([first.skipped, second.skipped]).toEqual([1, 0]);
});

test('a deadline that is reached from the start gives the cursor back as it was', async () => {
  await storeAll(0);
  const first = await runReplay(mount.root, PUBLISH, { publisher: new MemoryPublisher(), deadline: deadlineAfter(3) });
  const publisher = new MemoryPublisher();
  const again = await runReplay(
    mount.root,
    { ...PUBLISH, cursor: first.cursor },
    { publisher, deadline: deadlineAfter(0) },
  );
  expect(again).toMatchObject({ files_read: 0, published: 0, done: false, cursor: { next: first.cursor?.next } });
});

test('a broker that never answers is left at the last moment; what it had not acknowledged is not in the cursor', async () => {
  await storeAll(0, 1);
  const publisher = new MemoryPublisher();
  let giveUp: () => void = () => undefined;
  const last = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  publisher.beforeAcknowledging = (batch: readonly OutgoingRecord[]) => {
    if (batch.some(({ partition }) => partition === 1)) {
      setImmediate(giveUp);
      return new Promise(() => undefined);
    }
    return undefined;
  };
  const answer = await runReplay(mount.root, PUBLISH, { publisher, deadline: { ...NO_DEADLINE, last } });
  expect(answer).toMatchObject({ done: false, errors: 0 });
  expect(answer.cursor?.next).not.toHaveProperty('orders+1');
  expect(answer.cursor?.next['orders+0'] ?? 0).toBe(publisher.valuesOf(0).length);
});

test('files that came in between are taken up, if they are not behind the cursor', async () => {
  await Promise.all([0, 1, 2].map((offset) => store(mount.root, { offset })));
  const limits = { maxFiles: 1, maxBytes: 1 };
  const first = await runReplay(mount.root, {}, { deadline: deadlineAfter(2), limits });
  await store(mount.root, { offset: 7 });
  const second = await runReplay(mount.root, { cursor: first.cursor });
  expect(first.files_read + second.files_read).toBe(4);
});

test.each([
  ['another prefix', { source_prefix: 'small/2026/' }],
  ['another topic', { target_topic: 'elsewhere' }],
  ['a replay that is not dry', PUBLISH],
  ['a replay that chooses partitions', { preserve_partition: false }],
  ['a replay with other timestamps', { preserve_timestamp: false }],
  ['another window of time', { from: 1e12 }],
  ['other partitions', { partitions: [0] }],
  ['other offsets', { offsets: { '0': { from: 1e12 } } }],
  ['another key', { key: 'a' }],
  ['another header', { header: { name: 'a', value: 'b' } }],
  ['another pace', { speed: 2 }],
  ['another mapping', { partition_mapping: { '0': 1 } }],
  ['another mapping of topics', { topic_mapping: { orders: 'elsewhere' } }],
  ['a replay that leaves out directories', { to: 1e13, time_directories: true }],
  ['a replay that adds a header', { original_offset_header: 'from' }],
])('the cursor of %s is refused', async (_, difference) => {
  await storeAll(0);
  const { cursor } = await runReplay(mount.root, {}, { deadline: deadlineAfter(1) });
  await expect(runReplay(mount.root, { ...difference, cursor })).rejects.toThrow(
    'the cursor belongs to another request',
  );
});

test('a prefix with and without its slash is the same request', async () => {
  await storeAll(0);
  const { cursor } = await runReplay(mount.root, { source_prefix: 'small/' }, { deadline: deadlineAfter(1) });
  expect((await runReplay(mount.root, { source_prefix: 'small', cursor })).done).toBe(true);
});

test.each([['text'], [[]], [{}], [{ version: 2, request: '', next: {} }]])(
  'the cursor %j is refused',
  async (cursor) => {
    await expect(runReplay(mount.root, { cursor })).rejects.toThrow('the cursor is not one that this replayer gave');
  },
);

test('a cursor whose offsets were changed is refused', async () => {
  await storeAll(0);
  const { cursor } = await runReplay(mount.root, {}, { deadline: deadlineAfter(1) });
  const changed = { ...cursor, next: { 'orders+0': 'all' } };
  await expect(runReplay(mount.root, { cursor: changed })).rejects.toThrow('no usable position for orders+0');
});

test.each([
  [{}, 'f98ce0a3c9b80164'],
  [
    {
      dry_run: false,
      source_prefix: 'small/',
      from: '2026-04-13',
      partitions: [3, 0],
      partition_mapping: { '3': 1 },
      speed: 2,
      rate_limit_per_second: 5,
    },
    'c8535dd2df06dae2',
  ],
])('a cursor of an earlier version still belongs to its request', (payload, request) => {
  expect(fingerprint(parseRequest(payload, 'events-replay'))).toBe(request);
});

test.each([
  ['where its files are told', { keys: ['a'] }],
  ['the name of its part', { partition: 'orders+3' }],
  ['its rates', { rate_limit_per_second: 1, rate_limit_bytes_per_second: 1 }],
  ['its deadline', { deadline_seconds: 1 }],
])('a cursor belongs to a request whatever %s', (_, difference) => {
  const [plain, different] = [{}, difference].map((payload) => fingerprint(parseRequest(payload, 'events-replay')));
  expect(different).toBe(plain);
});

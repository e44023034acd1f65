import {
  beginningKey,
  partitionsKey,
  partitionVerificationKey,
  summaryKey,
  verificationKey,
} from '../../../../src/contract/run-keys';
import { reachedAfter } from '../../support/deadline';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { MemoryTopic } from '../../support/memory-topic';
import { useMount } from '../../support/mount';
import { MORNING } from '../../support/records';
import { invoke, plan, runWorkflow } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';
import { differencesOf, topicOf, verify, verifyOnce, verifyPart, withoutMaps } from './verified';

const mount = useMount();
const PUBLISH = { dry_run: false, verify: true };

let store: MemoryStore;
let publisher: MemoryPublisher;
/** The target as it is while runs publish to it. */
let target: MemoryTopic;
beforeEach(async () => {
  store = new MemoryStore();
  publisher = new MemoryPublisher();
  target = new MemoryTopic('orders-replay');
  publisher.mostBatchBytes = 200; // one record a batch
  await storeOffsets(0, 0, 30);
  await storeOffsets(1, 0, 20);
});

async function storeOffsets(partition: number, from: number, to: number): Promise<void> {
  const records = Array.from({ length: to - from }, (_, index) =>
    numbered(from + index, { partition, timestamp: MORNING + from + index }),
  );
  await storeSegment(mount.root, records);
}

/** Replays until partition 0 comes to an offset, at which it fails; partition 1 comes to its end. */
async function stoppedAt(offset: number, run: string, request: Record<string, unknown> = {}): Promise<void> {
  publisher.beforeAcknowledging = ([record]) => {
    if (record?.partition === 0 && Number(record.value) >= offset) throw new Error('the leader is gone');
  };
  await runWorkflow(mount.root, run, { ...PUBLISH, ...request }, { store, publisher, admin: target.admin() });
  publisher.beforeAcknowledging = () => undefined;
}

async function resumed(
  run: string,
  resume: string,
  request: Record<string, unknown> = {},
  execution?: string,
): Promise<MemoryTopic> {
  const options = { store, publisher, admin: target.admin(), ...(execution !== undefined && { execution }) };
  await runWorkflow(mount.root, run, { ...PUBLISH, ...request, resume }, options);
  return topicOf(publisher);
}

// biome-ignore lint/suspicious/noExplicitAny: an object of the bucket
const read = (key: string) => store.json(key) as any;

test('the last of runs that resume one another is verified by all that they have published', async () => {
  await stoppedAt(10, 'first');
  await stoppedAt(17, 'second', { resume: 'first' });
  const topic = await resumed('third', 'second');
  const answer = await verify(mount.root, { run: 'third' }, topic, { store });
  expect(answer).toMatchObject({ verified: true, partitions: 2, expected: 50, found: 50, gaps: 0 });
  expect(read(verificationKey('third')).resumes).toEqual([
    { run: 'second', plan: null, request_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { run: 'first', plan: null, request_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ]);
});

test.each([
  ['a partition that the first run had done', 1, 0, { missing: 20 }],
  ['the beginning of a partition, which the first run had done', 0, 10, { missing: 10 }],
])('a target that has lost %s is not verified by the last run', async (_, partition, left, kinds) => {
  await stoppedAt(10, 'first');
  const topic = await resumed('second', 'first', { on_undeliverable: 'skip' });
  topic.partitions.set(partition, left === 0 ? [] : topic.of(partition).slice(left));
  const answer = await verify(mount.root, { run: 'second' }, topic, { store });
  expect(differencesOf(answer)).toMatchObject({ verified: false, kinds });
});

test('the workflow of a run that resumes another is handed the partitions that only the other has had', async () => {
  await stoppedAt(10, 'first');
  const { items, proofs, partitions, partitions_to_prove } = await plan(
    mount.root,
    'second',
    { ...PUBLISH, resume: 'first' },
    { store, publisher, admin: target.admin() },
  );
  expect([partitions, partitions_to_prove]).toEqual([1, 2]);
  expect(read(items)).toMatchObject([{ partition: 'orders+0' }]);
  expect(read(proofs)).toEqual([{ partition: 'orders+0' }, { partition: 'orders+1' }]);
});

test('the proof that the workflow puts together lacks nothing of either run', async () => {
  await stoppedAt(10, 'first');
  const topic = await resumed('second', 'first');
  await verifyPart(mount.root, { run: 'second', partition: 'orders+0' }, topic, store);
  const lacking = await invoke(mount.root, { action: 'conclude', run: 'second', results: null }, { store });
  expect(lacking).toMatchObject({ verified: false, problem: expect.stringContaining('orders+1') });
  await verifyPart(mount.root, { run: 'second', partition: 'orders+1' }, topic, store);
  const whole = await invoke(mount.root, { action: 'conclude', run: 'second', results: null }, { store });
  expect(whole).toMatchObject({ verified: true });
});

test('the proof is the same whether invocations are cut or not, also between two runs', async () => {
  await stoppedAt(10, 'first');
  const topic = await resumed('second', 'first');
  await verify(mount.root, { run: 'second' }, topic, { store });
  const whole = read(partitionVerificationKey('second', 'orders+0'));
  const cut = (cursor?: unknown) =>
    verifyOnce(mount.root, { run: 'second', cursor: JSON.parse(JSON.stringify(cursor ?? null)) }, topic, {
      store,
      mostRecords: 3,
      deadline: reachedAfter(14),
    });
  let invocations = 1;
  for (let answer = await cut(); !answer.done; invocations++) {
    answer = await cut(answer.cursor);
  }
  expect(invocations).toBeGreaterThan(5);
  expect(read(partitionVerificationKey('second', 'orders+0'))).toEqual({ ...whole, invocations: expect.any(Number) });
});

test('files that came in between belong to the run that has found them', async () => {
  await stoppedAt(10, 'first');
  await storeOffsets(0, 25, 40);
  await storeOffsets(1, 20, 25);
  const topic = await resumed('second', 'first');
  expect(await verify(mount.root, { run: 'second' }, topic, { store })).toMatchObject({ verified: true, expected: 65 });
});

test('runs that have kept no maps are compared with the whole of each target partition', async () => {
  await stoppedAt(10, 'first');
  const topic = await resumed('second', 'first');
  withoutMaps(store, 'first');
  withoutMaps(store, 'second');
  expect(await verify(mount.root, { run: 'second' }, topic, { store })).toMatchObject({ verified: true, expected: 50 });
});

test('a run that was resumed after it was stopped is counted, too', async () => {
  await stoppedAt(10, 'first');
  store.objects.delete(summaryKey('first'));
  const topic = await resumed('second', 'first');
  expect(await verify(mount.root, { run: 'second' }, topic, { store })).toMatchObject({ verified: true, expected: 50 });
});

test('the first run by itself lacks what the other has published', async () => {
  await stoppedAt(10, 'first');
  const topic = await resumed('second', 'first', {}, 'second');
  const answer = await verify(mount.root, { run: 'first' }, topic, { store });
  expect(answer.problem).toMatch(/'second' has resumed this run: verify the last that went on from there$/);
  expect(differencesOf(answer)).toMatchObject({
    verified: false,
    kinds: { not_published: 20 },
    first: { kind: 'not_published', source: 'orders+0+10' },
  });
});

test('a topic that was made again since is told beside the differences', async () => {
  await stoppedAt(10, 'first');
  const topic = await resumed('second', 'first');
  topic.id = 'another';
  const same = await verify(mount.root, { run: 'second' }, topic, { store });
  const told =
    "the topic 'orders-replay' is not the one that the run 'second' wrote to, as its id was f3Jt0dNmQfWc1w0m3p5s7A";
  expect(same).toMatchObject({ verified: true, warnings: expect.arrayContaining([expect.stringContaining(told)]) });
  topic.replace(0, []);
  const { problem } = await verify(mount.root, { run: 'second' }, topic, { store });
  expect(problem).toMatch(/^30 differences .*\(30 missing\); .*; the topic 'orders-replay' is not the one/);
  expect(read(partitionVerificationKey('second', 'orders+0')).target_id_before).toBe('f3Jt0dNmQfWc1w0m3p5s7A');
});

test('a run does not go on in a topic that was made again', async () => {
  await stoppedAt(10, 'first');
  target.id = 'another';
  await expect(resumed('second', 'first')).rejects.toThrow(
    /the topic 'orders-replay' is not the one that the run 'first' wrote to, .*; what goes on there would lack its beginning/,
  );
  expect(publisher.records.filter(({ partition }) => partition === 0)).toHaveLength(10);
});

test.each([
  ['is gone', (key: string) => store.objects.delete(key), partitionsKey('first'), /whose plan s3:.* is gone/],
  [
    'was written over',
    (key: string) => store.putJson(key, { ...read(key), plan: 'another' }),
    beginningKey('first'),
    /is gone, or of another plan or request/,
  ],
])('a run whose first part %s is refused, as nobody can compare all of it', async (_, done, key, message) => {
  await stoppedAt(10, 'first');
  const topic = await resumed('second', 'first');
  done(key);
  await expect(verify(mount.root, { run: 'second' }, topic, { store })).rejects.toThrow(message);
});

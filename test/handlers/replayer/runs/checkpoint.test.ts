import type { ReplayAnswer } from '../../../../lambda-runtime/replayer/replay';
import { checkpointKey, manifestKey, partitionsKey, summaryKey } from '../../../../src/contract/run-keys';
import { store as storeFile } from '../../support/files';
import { RecordedLog } from '../../support/log';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { type ReplayOptions, runReplay } from '../../support/replayer';
import { invoke, plan, summarizeRun, writeResults } from '../../support/workflow';

const PUBLISH = { dry_run: false };
const MANIFEST = manifestKey('run-1', 'orders+3');
const CHECKPOINT = checkpointKey(MANIFEST);
const RECORDS = 6;
/** Two of its kind are more than a batch. */
const VALUE = 'x'.repeat(600_000);

const mount = useMount();
let store: MemoryStore;

beforeEach(async () => {
  store = new MemoryStore();
  for (let offset = 0; offset < RECORDS; offset++) {
    await storeFile(mount.root, { offset, value: Buffer.from(`${offset}${VALUE}`) }, { prefix: 'large/' });
  }
});

function replayChild(payload: Record<string, unknown>, options: ReplayOptions): Promise<ReplayAnswer> {
  const limits = { maxFiles: 16, maxBytes: 2 ** 23 };
  return runReplay(mount.root, { ...PUBLISH, manifest: MANIFEST, ...payload }, { store, limits, ...options });
}

function offsetsIn(publisher: MemoryPublisher): string[] {
  return publisher.valuesOf(3).map((value) => String(value?.[0]));
}

/** An invocation that is gone while its batch of a number is in flight, whether that arrives or not. */
async function killed(batch: number, payload: Record<string, unknown> = {}): Promise<MemoryPublisher> {
  const publisher = new MemoryPublisher();
  await new Promise<void>((inFlight) => {
    publisher.beforeAcknowledging = () => {
      if (publisher.batches.length < batch) {
        return undefined;
      }
      inFlight();
      return new Promise(() => undefined);
    };
    void replayChild(payload, { publisher });
  });
  return publisher;
}

test.each([0, 1, 4, 5])(
  'after a kill with batch %s in flight, that batch goes out again and no other',
  async (batch) => {
    await plan(mount.root, 'run-1', PUBLISH, { store, publisher: new MemoryPublisher() });
    const before = offsetsIn(await killed(batch));
    const publisher = new MemoryPublisher();
    const answer = await replayChild({}, { publisher });
    expect(before).toHaveLength(batch);
    expect([...before, ...offsetsIn(publisher)]).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(answer.done).toBe(true);
  },
);

test('the totals count each record once, whatever was killed', async () => {
  await plan(mount.root, 'run-1', PUBLISH, { store, publisher: new MemoryPublisher() });
  await killed(2);
  await killed(1);
  const { progress } = await replayChild({}, { publisher: new MemoryPublisher() });
  expect(progress).toMatchObject({ next: { 'orders+3': RECORDS }, totals: { published: RECORDS, invocations: 3 } });
});

test('a cursor that is further is the one to go on from', async () => {
  await plan(mount.root, 'run-1', PUBLISH, { store, publisher: new MemoryPublisher() });
  await killed(2);
  const kept = store.json(CHECKPOINT) as { next: Record<string, number> };
  const publisher = new MemoryPublisher();
  await replayChild({ cursor: { ...kept, next: { 'orders+3': 4 } } }, { publisher });
  expect(offsetsIn(publisher)).toEqual(['4', '5']);
});

test('what another request has kept is not gone on from', async () => {
  await plan(mount.root, 'run-1', PUBLISH, { store, publisher: new MemoryPublisher() });
  await killed(2);
  store.putJson(CHECKPOINT, { ...(store.json(CHECKPOINT) as object), request: 'another' });
  const publisher = new MemoryPublisher();
  await replayChild({}, { publisher });
  expect(offsetsIn(publisher)).toHaveLength(RECORDS);
});

test('a replay that only reads keeps nothing', async () => {
  await plan(mount.root, 'run-1', {}, { store });
  await runReplay(mount.root, { manifest: MANIFEST }, { store });
  expect(store.objects.has(CHECKPOINT)).toBe(false);
});

test('a bucket that takes nothing stops no replay, and is told of once', async () => {
  await plan(mount.root, 'run-1', PUBLISH, { store, publisher: new MemoryPublisher() });
  jest.spyOn(store, 'write').mockRejectedValue(new Error('access denied'));
  const log = new RecordedLog();
  const answer = await replayChild({}, { publisher: new MemoryPublisher(), log });
  expect(answer).toMatchObject({ done: true, published: RECORDS });
  expect(store.write).toHaveBeenCalledTimes(2); // before the first batch, and behind the last
  expect(JSON.stringify(log).match(/access denied/g)).toHaveLength(1);
});

test('the summary knows how far a child had come that was stopped', async () => {
  const planned = await plan(mount.root, 'run-1', PUBLISH, { store, publisher: new MemoryPublisher() });
  await killed(2);
  const Input = JSON.stringify({ partition: 'orders+3', manifest: MANIFEST });
  const stopped = { Name: 'x', Status: 'FAILED', Input, Error: 'States.Timeout', Cause: 'took too long' };
  const results = writeResults(store, 'run-1', { SUCCEEDED: [], FAILED: [[stopped]], PENDING: [] });
  const summary = await summarizeRun(mount.root, { run: 'run-1', request: PUBLISH, plan: planned, results }, store);
  expect(summary).toMatchObject({ done: false, totals: { published: 2 } });
  expect(store.json(summaryKey('run-1'))).toMatchObject({ cursor: { next: { 'orders+3': 2 } } });
});

test('what another execution of the same name has kept is not gone on from, nor resumed', async () => {
  const planAt = (execution: string) =>
    invoke(
      mount.root,
      { action: 'plan', run: 'run-1', execution, concurrency: 1, request: PUBLISH },
      { store, publisher: new MemoryPublisher() },
    );
  const item = () => (store.json(partitionsKey('run-1')) as [Record<string, unknown>])[0];
  await planAt('arn:run-1 2026-04-13');
  await killed(3, item());
  const second = await planAt('arn:run-1 2027-04-13');
  store.putJson(summaryKey('run-1'), { plan: 'of the first', ordered: true, cursor: null });
  await plan(mount.root, 'run-2', { ...PUBLISH, resume: 'run-1' }, { store, publisher: new MemoryPublisher() });
  expect(second.id).not.toBeUndefined();
  expect(store.json(partitionsKey('run-2'))).not.toHaveProperty('0.cursor');
  const publisher = new MemoryPublisher();
  await replayChild(item(), { publisher });
  expect(offsetsIn(publisher)).toHaveLength(RECORDS);
});

test('the summary goes by what a child has kept where that is further than what it last answered', async () => {
  const planned = await plan(mount.root, 'run-1', PUBLISH, { store, publisher: new MemoryPublisher() });
  await killed(4);
  const progress = { next: { 'orders+3': 1 }, totals: { invocations: 1, published: 1 } };
  const Output = JSON.stringify({ partition: 'orders+3', done: false, error: 'x', cause: 'y', progress });
  const results = writeResults(store, 'run-1', {
    SUCCEEDED: [[{ Name: 'x', Status: 'SUCCEEDED', Output }]],
    FAILED: [],
    PENDING: [],
  });
  const summary = await summarizeRun(mount.root, { run: 'run-1', request: PUBLISH, plan: planned, results }, store);
  expect(summary.totals.published).toBe(4);
  expect(store.json(summaryKey('run-1'))).toMatchObject({ cursor: { next: { 'orders+3': 4 } } });
});

test('the summary goes by what a child has kept that left no result', async () => {
  const planned = await plan(mount.root, 'run-1', PUBLISH, { store, publisher: new MemoryPublisher() });
  await killed(2);
  const results = writeResults(store, 'run-1', { SUCCEEDED: [], FAILED: [], PENDING: [] });
  await summarizeRun(mount.root, { run: 'run-1', request: PUBLISH, plan: planned, results }, store);
  expect(store.json(summaryKey('run-1'))).toMatchObject({
    failed: [{ partition: 'orders+3', error: 'NoResult' }],
    cursor: { next: { 'orders+3': 2 } },
  });
});

test('an execution that was stopped is resumed from where its children were, also one that resumed another', async () => {
  const planOf = (run: string, resume?: string) =>
    plan(mount.root, run, { ...PUBLISH, resume }, { store, publisher: new MemoryPublisher() });
  await storeFile(mount.root, { partition: 5, offset: 0 });
  await planOf('run-1');
  await replayChild({ manifest: manifestKey('run-1', 'orders+5') }, { publisher: new MemoryPublisher() });
  await killed(2);
  await planOf('run-2', 'run-1');
  await killed(1, { manifest: manifestKey('run-2', 'orders+3'), ...itemOf('run-2') });
  // Partition 5 had no child in the second execution any more, and is still not replayed anew.
  await planOf('run-3', 'run-2');
  expect(store.json(partitionsKey('run-3'))).toMatchObject([
    { partition: 'orders+3', cursor: { next: { 'orders+3': 3 } } },
  ]);
  expect(store.json(partitionsKey('run-3'))).toHaveLength(1);
});

function itemOf(run: string): Record<string, unknown> {
  const [{ cursor }] = store.json(partitionsKey(run)) as [Record<string, unknown>];
  return { cursor };
}

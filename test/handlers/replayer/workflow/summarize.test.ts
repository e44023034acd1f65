import { partitionsKey, summaryKey } from '../../../../src/contract/run-keys';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { type Execution, summarizeRun, writeResults } from '../../support/workflow';

useMount();
let store: MemoryStore;

beforeEach(() => {
  store = new MemoryStore(11);
});

const NONE = { SUCCEEDED: [], FAILED: [], PENDING: [] };
const PLAN = {
  ordered: true,
  items: partitionsKey('run-1'),
  partitions: 2,
  files: 9,
  skipped: 4,
  filtered: 2,
  unknown_time: 1,
  errors: 0,
};
const UNORDERED = { ordered: false, list_prefix: 'events/', request: {} };

function totals(published: number) {
  return { invocations: 1, files_read: 2, matched: published, published, skipped: 1 };
}

function succeeded(Name: string, output: Record<string, unknown>): Execution {
  return { Name, Status: 'SUCCEEDED', Input: '{}', Output: JSON.stringify(output) };
}

function done(partition: string | null, published: number, next: Record<string, number> = {}): Execution {
  return succeeded(`of ${partition}`, { partition, done: true, progress: { next, totals: totals(published) } });
}

function summarize(results: unknown, request: Record<string, unknown> = {}, plan: Record<string, unknown> = PLAN) {
  return summarizeRun('/nowhere', { run: 'run-1', request, plan, results }, store);
}

test('the results of several files are summed up', async () => {
  const results = writeResults(store, 'run-1', { ...NONE, SUCCEEDED: [[done('a+0', 5)], [done('a+1', 7)]] });
  expect(await summarize(results)).toMatchObject({
    done: true,
    partitions: 2,
    failed: [],
    skipped: 6,
    totals: { invocations: 2, files_read: 4, published: 12, errors: 0, skipped: 6, filtered: 2, unknown_time: 1 },
  });
});

test('a child that was stopped is told by its item; where it came to is not known', async () => {
  const Input = JSON.stringify({ partition: 'a+1', manifest: 'm' });
  const stopped = { Name: 'x', Status: 'FAILED', Input, Error: 'States.Timeout', Cause: 'took too long' };
  const results = writeResults(store, 'run-1', {
    ...NONE,
    SUCCEEDED: [[done('a+0', 5, { 'a+0': 5 })]],
    FAILED: [[stopped]],
  });
  const summary = await summarize(results);
  expect(summary).toMatchObject({
    done: false,
    partitions: 2,
    failed_count: 1,
    failed: [{ partition: 'a+1', error: 'States.Timeout', cause: 'took too long' }],
  });
  expect(store.json(summaryKey('run-1'))).toMatchObject({ cursor: { next: { 'a+0': 5 } } });
});

test('a child that was never started, and one without any result, are not done', async () => {
  store.putJson(PLAN.items, [{ partition: 'a+0' }, { partition: 'a+1' }]);
  const pending = { Name: 'x', Status: 'PENDING', Input: JSON.stringify({ partition: 'a+0' }) };
  const results = writeResults(store, 'run-1', { ...NONE, PENDING: [[pending]] });
  expect(await summarize(results)).toMatchObject({
    done: false,
    partitions: 2,
    failed_count: 2,
    failed: [
      { partition: 'a+0', error: 'States.NotStarted' },
      { partition: 'a+1', error: 'NoResult', cause: 'the map run has no result of it' },
    ],
  });
});

test('a reason is told without the stack of the function', async () => {
  const cause = JSON.stringify({ errorType: 'Error', errorMessage: 'the leader is gone', trace: ['at x'] });
  const failed = succeeded('x', { partition: 'a+1', done: false, error: 'Error', cause, progress: null });
  const results = writeResults(store, 'run-1', { ...NONE, SUCCEEDED: [[done('a+0', 1), failed]] });
  const summary = await summarize(results);
  expect(summary.failed).toEqual([{ partition: 'a+1', error: 'Error', cause: 'the leader is gone' }]);
  expect(summary.problem).toContain('1 of 2 partitions were not replayed to the end (a+1: the leader is gone)');
});

test('of an unordered replay batches are counted, nothing is resumed, and what was not listed is told', async () => {
  const failed = succeeded('batch-2', { partition: null, done: false, error: 'E', cause: 'C', progress: null });
  const results = writeResults(store, 'run-1', { ...NONE, SUCCEEDED: [[done(null, 5, { 'a+0': 3 }), failed]] });
  const summary = await summarize(results, { ordered: false }, UNORDERED);
  expect(summary).toEqual({
    run: 'run-1',
    ordered: false,
    dry_run: true,
    source_prefix: '',
    target_topic: 'orders-replay',
    done: false,
    empty: false,
    batches: 2,
    totals: expect.objectContaining({ published: 5 }),
    skipped: 1,
    failed: [{ batch: 'batch-2', error: 'E', cause: 'C' }],
    failed_count: 1,
    summary: 's3://replays/runs/run-1/summary.json',
    problem:
      '1 of 2 batches were not replayed to the end (batch-2: C); start the workflow again with the same input; records ' +
      'of finished batches go out again',
    note: 'files that had not been exported to the bucket when it was listed are not in it',
  });
  expect(store.json(summaryKey('run-1'))).toMatchObject({ cursor: null });
});

test('the answer has the first of many that failed, and stays small; the summary has more', async () => {
  const many = Array.from({ length: 40 }, (_, index) =>
    succeeded(`batch-${index}`, { done: false, error: 'E', cause: 'é'.repeat(50_000), progress: null }),
  );
  const results = writeResults(store, 'run-1', { ...NONE, SUCCEEDED: [many.slice(0, 20), many.slice(20, 40)] });
  const summary = await summarize(results, { ordered: false }, UNORDERED);
  expect(summary).toMatchObject({ failed_count: 40 });
  expect(summary.failed).toHaveLength(20);
  expect(JSON.stringify(summary).length).toBeLessThan(100_000);
  expect(store.json(summaryKey('run-1'))).toHaveProperty('failed.length', 40);
});

test.each([
  ['no manifest is there', { Bucket: 'replays', Key: 'gone.json' }, 's3://replays/gone.json is not the manifest'],
  ['the results are in another bucket', { Bucket: 'other', Key: 'a' }, 'from the bucket replays'],
  ['the results are something else', 'a', 'results is "a"'],
])('where %s, that is an error', async (_, results, message) => {
  await expect(summarize(results)).rejects.toThrow(message);
});

test.each([
  ['is gone', undefined, 'there is no object s3://replays/r.json, though'],
  ['is cut off', '[{"Name":"a"', "does not have a map run's results: it ends in the middle of an object"],
  ['is no JSON', '[{"Name":a}]', "does not have a map run's results"],
])('where a file of results %s, that is an error', async (_, content, message) => {
  store.putJson('m.json', { ResultFiles: { SUCCEEDED: [{ Key: 'r.json' }] } });
  if (content !== undefined) {
    store.objects.set('r.json', Buffer.from(content));
  }
  await expect(summarize({ Bucket: 'replays', Key: 'm.json' })).rejects.toThrow(message);
});

test('a summary of something else than a plan is refused', async () => {
  await expect(summarize(null, {}, { ordered: 'yes' })).rejects.toThrow('give the answer of the step that planned');
});

describe('of a drill', () => {
  const DRILL = {
    ...{ dry_run: false, drill: true, verify: true },
    ...{ target_topic: 'drill.{topic}', create_topic: { partitions: 1 } },
  };

  test('what failed is begun anew, as there are no topics to go on with', async () => {
    const failed = { Name: 'x', Status: 'FAILED', Input: '{"partition":"a+1"}', Error: 'AccessRefused', Cause: 'no' };
    const results = writeResults(store, 'run-1', { ...NONE, SUCCEEDED: [[done('a+0', 5)]], FAILED: [[failed]] });
    const { problem } = await summarize(results, DRILL);
    expect(problem).toMatch(
      /were not replayed to the end .*start the workflow again with the same input once that is mended: a drill begins anew$/,
    );
  });

  test('a window without records is no proof, and nothing else is advised', async () => {
    const { problem } = await summarize(null, DRILL, { ...PLAN, partitions: 0, filtered: 0, unknown_time: 0 });
    expect(problem).toMatch(
      /so that nothing was replayed; a drill of no record proves nothing: give it a window that has some$/,
    );
  });
});

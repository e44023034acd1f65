import type { EventRecord } from './kafka-event';
import { everythingSucceeded, nothingSucceeded, readPartialAnswer } from './partial-answer';
import type { Batch } from './pending-records';

const record = (partition: number, offset: number): EventRecord => ({
  ...{ topic: 'events', partition, offset, timestamp: 0, timestampType: 'CREATE_TIME' as const, headers: [] },
});

const BATCH: Batch = new Map([
  ['events-0', [record(0, 10), record(0, 11), record(0, 12)]],
  ['events-1', [record(1, 5), record(1, 6)]],
]);

const failing = (...failures: [partition: string, offset: number][]) => ({
  batchItemFailures: failures.map(([partition, offset]) => ({ itemIdentifier: { partition, offset } })),
});

const offsets = (records: readonly EventRecord[]) => records.map(({ partition, offset }) => `${partition}:${offset}`);

test('an answer without failures commits every partition behind its last record', () => {
  const { commits, again } = readPartialAnswer(BATCH, failing());
  expect(Object.fromEntries(commits)).toEqual({ 'events-0': 13, 'events-1': 7 });
  expect(again).toEqual([]);
});

test.each([null, undefined, {}, { batchItemFailures: null }])(
  'an answer that says nothing (%j) is success',
  (answer) => {
    expect(readPartialAnswer(BATCH, answer)).toEqual(everythingSucceeded(BATCH));
  },
);

test('everything from the lowest failed offset of a partition is delivered again, and the others stand', () => {
  const { commits, again } = readPartialAnswer(BATCH, failing(['events-0', 12], ['events-0', 11]));
  expect(Object.fromEntries(commits)).toEqual({ 'events-0': 11, 'events-1': 7 });
  expect(offsets(again)).toEqual(['0:11', '0:12']);
});

test('a partition whose first record failed commits nothing', () => {
  const { commits, again } = readPartialAnswer(BATCH, failing(['events-1', 5]));
  expect([...commits.keys()]).toEqual(['events-0']);
  expect(offsets(again)).toEqual(['1:5', '1:6']);
});

test.each([
  ['an offset that was not in the batch', failing(['events-0', 99])],
  ['a partition that was not in the batch', failing(['events-7', 10])],
  ['a failure without an identifier', { batchItemFailures: [{}] }],
  ['a failure that is null', { batchItemFailures: [null] }],
  ['failures that are no list', { batchItemFailures: 'all' }],
])('%s fails the whole batch', (_, answer) => {
  expect(readPartialAnswer(BATCH, answer)).toEqual(nothingSucceeded(BATCH));
  expect(nothingSucceeded(BATCH).again).toHaveLength(5);
});

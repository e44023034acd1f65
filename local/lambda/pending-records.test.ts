import { type EventRecord, LARGEST_PAYLOAD_BYTES, payloadBytes } from './kafka-event';
import { type Batch, PendingRecords } from './pending-records';

const record = (partition: number, offset: number, valueBytes = 8): EventRecord => ({
  ...{ topic: 'events', partition, offset, timestamp: 0, timestampType: 'CREATE_TIME' as const, headers: [] },
  value: Buffer.alloc(valueBytes).toString('base64'),
});

const offsets = (batch: Batch) =>
  Object.fromEntries([...batch].map(([name, records]) => [name, records.map(({ offset }) => offset)]));

function pendingWith(maxRecords: number, records: readonly EventRecord[], maxBytes?: number): PendingRecords {
  const pending = new PendingRecords(maxRecords, maxBytes);
  for (const each of records) pending.add(each);
  return pending;
}

test('a batch takes from every partition, in order, up to its number of records', () => {
  const pending = pendingWith(3, [record(0, 1), record(0, 2), record(0, 3), record(1, 7)]);
  expect(offsets(pending.take())).toEqual({ 'events-0': [1, 2], 'events-1': [7] });
  expect(offsets(pending.take())).toEqual({ 'events-0': [3] });
  expect(pending.isEmpty).toBe(true);
});

test('a batch ends where the next record would exceed its bytes, and no later record of that partition overtakes it', () => {
  const large = record(0, 2, 1000);
  const limit = payloadBytes(large) + payloadBytes(record(0, 1));
  const pending = pendingWith(100, [record(0, 1), large, record(0, 3), record(1, 1)], limit);
  expect(offsets(pending.take())).toEqual({ 'events-0': [1], 'events-1': [1] });
  expect(offsets(pending.take())).toEqual({ 'events-0': [2, 3] });
});

test('records that are put back come before those that were read after them', () => {
  const pending = pendingWith(2, [record(0, 1), record(0, 2), record(0, 3)]);
  const batch = pending.take();
  pending.putBack([...batch.values()].flat());
  expect(offsets(pending.take())).toEqual({ 'events-0': [1, 2] });
  expect(offsets(pending.take())).toEqual({ 'events-0': [3] });
});

test('a batch is full at its number of records or at its bytes, whichever comes first', () => {
  expect(pendingWith(2, [record(0, 1)]).fillsABatch).toBe(false);
  expect(pendingWith(2, [record(0, 1), record(0, 2)]).fillsABatch).toBe(true);
  const bytes = payloadBytes(record(0, 1, 1000));
  expect(pendingWith(2, [record(0, 1, 1000)], bytes).fillsABatch).toBe(true);
});

test('five records of 920 KB do not fit the 6 MB that Lambda sends once they are base64', () => {
  const pending = pendingWith(
    100,
    Array.from({ length: 5 }, (_, offset) => record(0, offset, 920_000 + 50_000)),
  );
  const batch = pending.take();
  expect(offsets(batch)).toEqual({ 'events-0': [0, 1, 2, 3] });
  expect(Buffer.byteLength(JSON.stringify(Object.fromEntries(batch)))).toBeLessThan(LARGEST_PAYLOAD_BYTES);
});

test('a record that no payload can hold is an error, not an endless wait', () => {
  expect(() => pendingWith(1, [record(3, 9, 5_000_000)])).toThrow(/events-3 offset 9 takes \d+ bytes as JSON/);
});

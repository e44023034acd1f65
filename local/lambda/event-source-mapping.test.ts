import type { ConsumedRecord } from '../kafka/kafka-client';
import { EventSourceMapping, type Invoke, type MappingSettings, type RecordSource } from './event-source-mapping';
import type { KafkaEvent } from './kafka-event';

const SETTINGS: MappingSettings = {
  bootstrapServers: 'localhost:9092',
  batchSize: 3,
  windowMs: 1,
  partialAnswers: true,
  maxDeliveries: 3,
};

const consumed = (partition: number, offset: number): ConsumedRecord => ({
  ...{ topic: 'events', partition, offset: BigInt(offset), timestamp: 0n, key: null, headers: [] },
  value: Buffer.from(`${partition}:${offset}`),
});

/** A list in place of a consumer group; what is committed is kept. */
function sourceOf(records: readonly ConsumedRecord[]) {
  const left = [...records];
  const committed: Record<string, number> = {};
  const source: RecordSource = {
    next: async () => left.shift(),
    commit: async (offsets) => void Object.assign(committed, Object.fromEntries(offsets)),
  };
  return { source, committed };
}

const offsetsOf = (event: KafkaEvent) =>
  Object.values(event.records).flatMap((records) => records.map(({ partition, offset }) => `${partition}:${offset}`));

/** Delivers all records; answers with what `answer` says for each invocation, and returns what was delivered. */
async function deliver(
  records: readonly ConsumedRecord[],
  answer: (invocation: number) => unknown,
  settings: Partial<MappingSettings> = {},
) {
  const delivered: string[][] = [];
  const invoke: Invoke = async (event) => {
    delivered.push(offsetsOf(event));
    return answer(delivered.length);
  };
  const { source, committed } = sourceOf(records);
  await new EventSourceMapping({ ...SETTINGS, ...settings }, source, invoke).deliver(records.length);
  return { delivered, committed };
}

const failed = (partition: string, offset: number) => ({
  batchItemFailures: [{ itemIdentifier: { partition, offset } }],
});

const FOUR = [consumed(0, 0), consumed(0, 1), consumed(1, 0), consumed(0, 2)];

test('records come in batches over partitions, and offsets are committed behind them', async () => {
  const { delivered, committed } = await deliver(FOUR, () => ({ batchItemFailures: [] }));
  expect(delivered).toEqual([['0:0', '0:1', '1:0'], ['0:2']]);
  expect(committed).toEqual({ 'events-0': 3, 'events-1': 1 });
});

test('after a partial answer only what failed and what follows it in its partition comes again, in order', async () => {
  const { delivered, committed } = await deliver(FOUR, (invocation) => (invocation === 1 ? failed('events-0', 1) : {}));
  expect(delivered).toEqual([
    ['0:0', '0:1', '1:0'],
    ['0:1', '0:2'],
  ]);
  expect(committed).toEqual({ 'events-0': 3, 'events-1': 1 });
});

test('an invocation that throws commits nothing, and its batch comes again', async () => {
  const { delivered, committed } = await deliver([consumed(0, 0)], (invocation) => {
    if (invocation === 1) throw new Error('out of memory');
  });
  expect(delivered).toEqual([['0:0'], ['0:0']]);
  expect(committed).toEqual({ 'events-0': 1 });
});

test('where partial answers were not asked for, any answer is success', async () => {
  const { delivered } = await deliver([consumed(0, 0)], () => failed('events-0', 0), { partialAnswers: false });
  expect(delivered).toEqual([['0:0']]);
});

test('a record that never succeeds ends the run with the last answer in the message', async () => {
  await expect(deliver([consumed(0, 0)], () => failed('events-0', 0))).rejects.toThrow(
    /events-0 offset 0 was delivered 3 times and never succeeded.*batchItemFailures/,
  );
});

import { type OutgoingRecord, type Published, RefusedError } from '../../../../lambda-runtime/kafka/publisher';
import type { TopicSettings } from '../../../../lambda-runtime/kafka/topic-settings';
import { RecordedLog } from '../../support/log';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { MORNING } from '../../support/records';
import { runReplay } from '../../support/replayer';
import { runWorkflow } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
const PUBLISH = { dry_run: false };
const SKIP = { ...PUBLISH, on_undeliverable: 'skip' };

const wordOf = (offset: number) => `value ${offset}`;
const numberOf = ({ value }: OutgoingRecord) => Number(value?.toString().split(' ')[1]);

async function storeNumbers(length: number, partition = 0): Promise<void> {
  const records = Array.from({ length }, (_, offset) =>
    numbered(offset, { partition, value: Buffer.from(wordOf(offset)) }),
  );
  await storeSegment(mount.root, records);
}

const without = (length: number, ...refused: readonly number[]) =>
  Array.from({ length }, (_, offset) => wordOf(offset)).filter((value) => !refused.map(wordOf).includes(value));

/** A broker that takes or refuses the batch of each target partition as a whole, several of them in one request. */
class RefusingPublisher extends MemoryPublisher {
  public requests = 0;

  public constructor(
    private readonly refused: readonly number[],
    private readonly targetOf: (record: OutgoingRecord) => number = ({ partition = 0 }) => partition,
  ) {
    super();
  }

  public override async publish(topic: string, records: readonly OutgoingRecord[]): Promise<Published> {
    this.requests++;
    const bad = new Set(records.filter((record) => this.refused.includes(numberOf(record))).map(this.targetOf));
    const taken = [...records.keys()].filter((index) => !bad.has(this.targetOf(records[index] as OutgoingRecord)));
    const published = await super.publish(
      topic,
      taken.map((index) => records[index] as OutgoingRecord),
    );
    if (bad.size > 0) {
      const delivered = new Map(taken.map((index, nth) => [index, published.places[nth]] as const));
      throw new RefusedError('INVALID_RECORD: the broker does not take it', delivered, false);
    }
    return published;
  }
}

describe.each([
  ['one record', [17]],
  ['the first', [0]],
  ['the last', [39]],
  ['neighbours', [5, 6, 7]],
  ['records far apart', [0, 13, 14, 39]],
])('a broker that refuses %s of a batch', (_, refused) => {
  test('with "skip" gets all others once, in order, and each refused one is counted and named', async () => {
    await storeNumbers(40);
    const publisher = new RefusingPublisher(refused);
    const answer = await runReplay(mount.root, SKIP, { publisher });
    expect(publisher.valuesOf(0)).toEqual(without(40, ...refused));
    expect(answer).toMatchObject({
      done: true,
      published: 40 - refused.length,
      matched: 40,
      errors: refused.length,
      undeliverable: refused.length,
      progress: { totals: { errors: refused.length, undeliverable: refused.length } },
    });
    expect(answer.error_messages).toEqual(
      refused.map((offset) => `orders+0+${offset} was passed by: INVALID_RECORD: the broker does not take it`),
    );
  });

  test('gets what stands in front of the first of them otherwise, and nothing behind it', async () => {
    await storeNumbers(40);
    const [first = 0] = refused;
    const publisher = new RefusingPublisher(refused);
    const answer = await runReplay(mount.root, PUBLISH, { publisher });
    expect(publisher.valuesOf(0)).toEqual(Array.from({ length: first }, (__, offset) => wordOf(offset)));
    expect(answer).toMatchObject({ done: false, published: first, errors: 1, undeliverable: 1 });
    expect(answer.progress.totals).toMatchObject({ errors: 0, undeliverable: 0 });
    expect(answer.error_messages).toEqual([
      `orders+0+${first} was not published: INVALID_RECORD: the broker does not take it; change the settings of the topic, ` +
        'or give "on_undeliverable": "skip" to go on without such records',
    ]);
    const rest = await runReplay(mount.root, { ...SKIP, cursor: answer.cursor }, { publisher });
    expect(rest).toMatchObject({ done: true, undeliverable: refused.length });
    expect(publisher.valuesOf(0)).toEqual(without(40, ...refused));
  });

  test('gets the others once also where the keys choose among its partitions', async () => {
    await storeNumbers(40);
    const publisher = new RefusingPublisher(refused, (record) => numberOf(record) % 3);
    const answer = await runReplay(mount.root, { ...SKIP, preserve_partition: false }, { publisher });
    expect(answer).toMatchObject({ done: true, published: 40 - refused.length, undeliverable: refused.length });
    for (const target of [0, 1, 2]) {
      const sent = publisher.records.map(numberOf).filter((number) => number % 3 === target);
      const expected = Array.from({ length: 40 }, (__, offset) => offset);
      expect(sent).toEqual(expected.filter((number) => number % 3 === target && !refused.includes(number)));
    }
  });
});

test('one record that is refused among a thousand takes no more requests than a search for it', async () => {
  await storeNumbers(1000);
  const publisher = new RefusingPublisher([777]);
  await runReplay(mount.root, SKIP, { publisher });
  expect(publisher.records).toHaveLength(999);
  expect(publisher.requests).toBeLessThanOrEqual(25);
});

describe('what the settings of the topic tell', () => {
  const publisherTo = (settings: Partial<TopicSettings>) => {
    const publisher = new MemoryPublisher();
    publisher.settingsOf = () => settings;
    publisher.beforeAcknowledging = (batch) => {
      if (batch.some(({ key, value }) => key === null || (value?.length ?? 0) > 500)) {
        throw new Error('this batch should not have been sent');
      }
    };
    return publisher;
  };
  const clock = { now: () => MORNING, sleep: async () => undefined };

  test.each([
    [
      'a record that is too large',
      { maxMessageBytes: 600 },
      { value: Buffer.alloc(1000) },
      'MESSAGE_TOO_LARGE: it takes 1075',
    ],
    ['a record without a key in a compacted topic', { compacts: true }, { key: null }, 'it has no key'],
    [
      'a record of a time too far ahead',
      { afterMaxMs: 60_000 },
      { timestamp: MORNING + 60_001 },
      'INVALID_TIMESTAMP: its time is',
    ],
    [
      'a record of a time too far behind',
      { beforeMaxMs: 60_000 },
      { timestamp: MORNING - 60_001 },
      'INVALID_TIMESTAMP: its time is',
    ],
  ])('is not sent, nor retried: %s', async (_, settings, differences, reason) => {
    const records = [0, 1, 2, 3].map((offset) =>
      numbered(offset, { timestamp: MORNING, ...(offset === 2 && differences) }),
    );
    await storeSegment(mount.root, records);
    const publisher = publisherTo(settings);
    const answer = await runReplay(mount.root, SKIP, { publisher, clock });
    expect(answer).toMatchObject({ done: true, published: 3, errors: 1, undeliverable: 1 });
    expect(answer.error_messages).toEqual([
      expect.stringContaining(`orders+0+2 was passed by: the topic 'orders-replay' never takes it: ${reason}`),
    ]);
    expect(publisher.records).toHaveLength(3);
  });

  test('no message and no log line has anything of the record', async () => {
    const secret = 'a-very-secret-value';
    await storeSegment(mount.root, [
      numbered(0, { key: Buffer.from(secret), value: Buffer.from(secret.repeat(100)), headers: [] }),
    ]);
    const log = new RecordedLog();
    const answer = await runReplay(mount.root, SKIP, { publisher: publisherTo({ maxMessageBytes: 600 }), log });
    expect(answer.undeliverable).toBe(1);
    expect(JSON.stringify([answer, log.lines])).not.toContain('secret');
  });
});

describe('without a permission to read the settings', () => {
  test('one large record does not make the batches behind it small', async () => {
    const records = Array.from({ length: 200 }, (_, offset) =>
      numbered(offset, offset === 3 ? { value: Buffer.alloc(30_000) } : {}),
    );
    await storeSegment(mount.root, records.slice(0, 100));
    await storeSegment(mount.root, records.slice(100));
    const publisher = new MemoryPublisher();
    publisher.mostBatchBytes = 29_000;
    const answer = await runReplay(mount.root, SKIP, { publisher });
    expect(answer).toMatchObject({ done: true, published: 199, undeliverable: 1 });
    expect(publisher.batches.length).toBeLessThan(15);
  });
});

test('a workflow that may skip is done, and its summary counts what was not delivered', async () => {
  await storeNumbers(40, 0);
  await storeNumbers(40, 1);
  const options = { store: new MemoryStore(), publisher: new RefusingPublisher([3, 21]) };
  const summary = await runWorkflow(mount.root, 'run', SKIP, options);
  expect(summary).toMatchObject({ done: true, totals: { published: 76, errors: 4, undeliverable: 4 } });
});

test('a run that stopped at such a record is resumed with "skip"', async () => {
  await storeNumbers(40);
  const options = { store: new MemoryStore(), publisher: new RefusingPublisher([21]) };
  expect(await runWorkflow(mount.root, 'first', PUBLISH, options)).toMatchObject({ done: false });
  const resumed = await runWorkflow(mount.root, 'second', { ...SKIP, resume: 'first' }, options);
  expect(resumed).toMatchObject({ done: true, totals: { published: 18, undeliverable: 1 } });
  expect(options.publisher.valuesOf(0)).toEqual(without(40, 21));
});

import { comparePlaced } from '../../../../lambda-runtime/replayer/verification/compare-placed';
import { digestOf } from '../../../../lambda-runtime/replayer/verification/record-digest';
import type { Place, RecordPlaces } from '../../../../lambda-runtime/replayer/verification/record-places';
import { TargetRecords } from '../../../../lambda-runtime/replayer/verification/target-records';
import {
  beginningOfVerification,
  type VerificationState,
} from '../../../../lambda-runtime/replayer/verification/verification-state';
import { MemoryTopic } from '../../support/memory-topic';
import { MORNING } from '../../support/records';
import { numbered } from '../store-segment';
import { DAMAGES } from './damages';

const RECORDS = Array.from({ length: 50 }, (_, offset) =>
  numbered(offset, { timestamp: MORNING + offset, headers: [{ name: 'trace', value: Buffer.from(`t${offset}`) }] }),
);
const EXPECTED = RECORDS.map((record) => ({
  ...digestOf(record, record.timestamp ?? undefined),
  offset: record.offset,
  origin: `orders+0+${record.offset}`,
  partition: undefined,
}));

let topic: MemoryTopic;
beforeEach(() => {
  topic = new MemoryTopic('orders-replay');
});

interface Told {
  readonly placeOf?: (offset: number) => Place | undefined;
  /** Places of second copies. */
  readonly repeated?: readonly Place[];
  readonly isAlone?: boolean;
  readonly chunk?: number;
  readonly passesBy?: boolean;
}

/** Compares the records with a topic, by the places that a run has told. */
async function compare({
  placeOf = (offset) => ({ partition: 0, offset }),
  repeated = [],
  isAlone = true,
  chunk = 20,
  passesBy = false,
}: Told = {}): Promise<VerificationState> {
  const state = beginningOfVerification();
  const inPartition = (partition: number) => repeated.filter((place) => place.partition === partition);
  const places: RecordPlaces = {
    sha256: '',
    exact: true,
    placeOf: async (offset) => placeOf(offset),
    isRepeated: ({ partition, offset }) => inPartition(partition).some((place) => place.offset === offset),
    repeatedIn: (partition) => ({
      count: inPartition(partition).length,
      last: Math.max(-1, ...inPartition(partition).map(({ offset }) => offset)),
    }),
  };
  const target = {
    records: await TargetRecords.open(topic.admin(), topic.name),
    places,
    isAlone: () => isAlone,
    passesByUndeliverable: passesBy,
  };
  for (let from = 0; from < EXPECTED.length; from += chunk) {
    expect(
      await comparePlaced(
        EXPECTED.slice(from, from + chunk),
        from + chunk >= EXPECTED.length,
        target,
        state,
        () => false,
      ),
    ).toBe(true);
  }
  return state;
}

function fill(at: (offset: number) => Place = (offset) => ({ partition: 0, offset })): void {
  for (const { offset, timestamp, key, value, headers } of RECORDS) {
    const place = at(offset);
    topic.add(place.partition, { timestamp: timestamp ?? 0, key, value, headers, offset: place.offset });
  }
}

function kindsOf({ differences: { kinds } }: VerificationState): object {
  return Object.fromEntries(Object.entries(kinds).filter(([, count]) => count > 0));
}

describe('records that stand at the places that a run has told', () => {
  test('are all found, and both sides have the same hash', async () => {
    fill();
    const { expected, actual, differences } = await compare();
    expect([expected.count, actual.count, differences.count]).toEqual([50, 50, 0]);
    expect(expected.sha256).toBe(actual.sha256);
    expect([expected.first, expected.last, actual.first, actual.last]).toEqual([
      'orders+0+0',
      'orders+0+49',
      'orders-replay+0+0',
      'orders-replay+0+49',
    ]);
  });

  test('are found in several partitions, among records of others', async () => {
    const at = (offset: number) => ({ partition: offset % 3, offset: 100 + 2 * Math.floor(offset / 3) });
    fill(at);
    for (const partition of [0, 1, 2]) {
      const among = topic
        .of(partition)
        .flatMap((record) => [record, { ...record, offset: record.offset + 1, key: null }]);
      topic.partitions.set(partition, among);
    }
    const { differences, expected, actual, targets } = await compare({ placeOf: at, isAlone: false });
    expect([differences.count, expected.sha256]).toEqual([0, actual.sha256]);
    expect(targets[0]).toMatchObject({ first: 100, last: 132, records: 17 });
  });

  test('are read once, from the first of their places', async () => {
    topic.add(0, { timestamp: 1, key: null, value: null, headers: [] });
    fill((offset) => ({ partition: 0, offset: offset + 1 }));
    const { differences } = await compare({ placeOf: (offset) => ({ partition: 0, offset: offset + 1 }) });
    expect(differences.count).toBe(0);
    expect(topic.reads).toEqual([
      [0, 1, 21],
      [0, 21, 41],
      [0, 41, 51],
    ]);
  });

  test.each([1, 50])('have the same hash whether %d of them or all are compared at a time', async (chunk) => {
    fill();
    expect((await compare({ chunk })).actual.sha256).toBe((await compare({ chunk: 20 })).actual.sha256);
  });
});

describe('second copies', () => {
  const twice = [40, 41, 42].map((offset) => ({ partition: 0, offset: offset + 3 }));
  const at = (offset: number) => ({ partition: 0, offset: offset < 43 ? offset : offset + 3 });

  beforeEach(() => {
    fill(at);
    const records = topic.of(0);
    for (const { offset } of twice) {
      records.splice(offset, 0, { ...(records[offset - 3] as (typeof records)[0]), offset });
    }
  });

  test('that a run has told of are counted, and are no difference', async () => {
    const { differences, targets } = await compare({ placeOf: at, repeated: twice });
    expect([differences.count, targets[0]?.repeated]).toEqual([0, 3]);
  });

  test('that it has not told of are differences', async () => {
    const state = await compare({ placeOf: at });
    expect(kindsOf(state)).toEqual({ doubled: 3 });
    expect(state.differences.first[0]).toEqual({
      kind: 'doubled',
      source: 'orders+0+40',
      target: 'orders-replay+0+43',
    });
  });
});

describe('behind the last record', () => {
  test('second copies of the last ones are differences, unless the run has told of them', async () => {
    fill();
    topic.replace(0, [...topic.of(0), ...topic.of(0).slice(-3)]);
    const state = await compare();
    expect(kindsOf(state)).toEqual({ doubled: 3 });
    expect(state.differences.first[0]).toEqual({
      kind: 'doubled',
      source: 'orders+0+47',
      target: 'orders-replay+0+50',
    });
    const told = await compare({ repeated: [50, 51, 52].map((offset) => ({ partition: 0, offset })) });
    expect([told.differences.count, told.targets[0]?.repeated]).toEqual([0, 3]);
  });

  test('records of others are not looked at, as the topic may be in use', async () => {
    fill();
    topic.replace(0, [...topic.of(0), { ...RECORDS[0], timestamp: MORNING, value: null } as never]);
    expect((await compare()).differences.count).toBe(0);
  });
});

describe('what is not as it was', () => {
  test.each(DAMAGES.filter(({ kinds }) => 'changed' in kinds))('$name is found at its place', async (damage) => {
    fill();
    topic.replace(0, damage.done(topic.of(0)));
    const state = await compare();
    expect(kindsOf(state)).toEqual({ changed: 1 });
    expect(state.differences.first[0]).toEqual(damage.first);
    expect(state.actual.sha256).not.toBe(state.expected.sha256);
  });

  test('two records that changed places are both named, with where they are', async () => {
    fill();
    const swapped = DAMAGES.find(({ kinds }) => 'swapped' in kinds);
    topic.replace(0, swapped?.done(topic.of(0)) ?? []);
    const state = await compare();
    expect(kindsOf(state)).toEqual({ swapped: 2 });
    expect(state.differences.first).toEqual([
      { kind: 'swapped', source: 'orders+0+17', target: 'orders-replay+0+17', found: 'orders-replay+0+18' },
      { kind: 'swapped', source: 'orders+0+18', target: 'orders-replay+0+18', found: 'orders-replay+0+17' },
    ]);
  });

  test('a hole is a record that is missing', async () => {
    fill();
    topic.of(0).splice(17, 1);
    expect(kindsOf(await compare())).toEqual({ missing: 1 });
  });

  test('a hole in a compacted topic is named so, unless the record has no key', async () => {
    fill();
    topic.config = { 'cleanup.policy': 'compact,delete' };
    topic.of(0).splice(17, 1);
    expect(kindsOf(await compare())).toEqual({ compacted: 1 });
  });

  test('what stood before the first offset that the topic keeps was deleted', async () => {
    fill();
    topic.starts.set(0, 12);
    const state = await compare();
    expect(kindsOf(state)).toEqual({ deleted: 12 });
    expect(state.differences.first).toHaveLength(10);
  });

  test('a record without a place was not published, unless the run was asked to pass such records by', async () => {
    fill();
    topic.of(0).splice(17, 1);
    const placeOf = (offset: number) => (offset === 17 ? undefined : { partition: 0, offset });
    expect(kindsOf(await compare({ placeOf }))).toEqual({ not_published: 1 });
    const passing = await compare({ placeOf, passesBy: true });
    expect([passing.differences.count, passing.source.undeliverable]).toEqual([0, 1]);
  });

  test('a record without a place that stands among the others is found by its content', async () => {
    fill();
    const placeOf = (offset: number) => (offset === 17 ? undefined : { partition: 0, offset });
    const { differences, expected, actual, found_by_content: found } = await compare({ placeOf });
    expect([differences.count, found]).toEqual([0, 1]);
    expect([expected.count, actual.count]).toEqual([50, 50]);
  });

  test('places in another order than the records are a difference, though each has its record', async () => {
    const at = (offset: number) => ({ partition: 0, offset: offset === 17 ? 18 : offset === 18 ? 17 : offset });
    fill();
    topic.replace(0, DAMAGES.find(({ kinds }) => 'swapped' in kinds)?.done(topic.of(0)) ?? []);
    expect(kindsOf(await compare({ placeOf: at }))).toEqual({ swapped: 1 });
  });
});

test('timestamps of a topic that puts in its own are not compared, and that is told', async () => {
  fill();
  topic.partitions.set(
    0,
    topic.of(0).map((record) => ({ ...record, timestamp: MORNING - 1, timestampType: 'LOG_APPEND_TIME' as const })),
  );
  const { differences, log_append_times: untimed, expected, actual } = await compare();
  expect([differences.count, untimed, expected.sha256]).toEqual([0, 50, actual.sha256]);
});

test('the time that is over ends a comparison, which then does not count', async () => {
  fill();
  const records = await TargetRecords.open(topic.admin(), topic.name);
  const places = {
    placeOf: async (offset: number) => ({ partition: 0, offset }),
    repeatedIn: () => ({ count: 0, last: -1 }),
  };
  const target = {
    records,
    places: places as unknown as RecordPlaces,
    isAlone: () => true,
    passesByUndeliverable: false,
  };
  expect(await comparePlaced(EXPECTED, true, target, beginningOfVerification(), () => true)).toBe(false);
});

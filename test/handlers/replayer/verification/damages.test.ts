import { MemoryStore } from '../../support/memory-store';
import type { MemoryTopic } from '../../support/memory-topic';
import { useMount } from '../../support/mount';
import { MORNING } from '../../support/records';
import { numbered, storeSegment } from '../store-segment';
import { DAMAGES } from './damages';
import { differencesOf, replayed, verify, withoutMaps } from './verified';

const mount = useMount();
const RUN = 'nightly-1';
const LENGTH = 50;

let store: MemoryStore;
let topic: MemoryTopic;

beforeEach(async () => {
  store = new MemoryStore();
  const records = Array.from({ length: LENGTH }, (_, offset) =>
    numbered(offset, {
      timestamp: MORNING + offset,
      key: Buffer.from(`key-${offset % 5}`),
      headers: [{ name: 'trace', value: Buffer.from(`t${offset}`) }],
    }),
  );
  await storeSegment(mount.root, records);
  topic = await replayed(mount.root, RUN, store);
  withoutMaps(store, RUN);
});

describe('a run that has kept no offset map', () => {
  test('is verified where all has arrived', async () => {
    const answer = await verify(mount.root, { run: RUN }, topic, { store });
    expect(answer).toMatchObject({ done: true, verified: true, expected: LENGTH, found: LENGTH, unverified: [] });
    expect(answer.differences).toMatchObject({ count: 0, first: [] });
  });

  test.each(DAMAGES)('is not verified with $name', async ({ done, kinds, first }) => {
    topic.replace(0, done(topic.of(0)));
    const answer = await verify(mount.root, { run: RUN }, topic, { store });
    expect(differencesOf(answer)).toMatchObject({ verified: false, kinds, first });
  });

  test.each([1, 7, 20])('finds the same whether it is cut after each %d records or not', async (mostRecords) => {
    const [removed, changed] = [DAMAGES[0], DAMAGES[3]];
    topic.replace(0, removed.done(topic.of(0)));
    topic.replace(0, changed.done(topic.of(0)));
    const whole = await verify(mount.root, { run: RUN }, topic, { store });
    const cut = await verify(mount.root, { run: RUN }, topic, { store, mostRecords });
    expect(cut.differences).toEqual(whole.differences);
    expect(differencesOf(whole).kinds).toEqual({ changed: 1, missing: 1 });
  });
});

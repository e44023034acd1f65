import { partitionVerificationKey, requestKey, verificationKey } from '../../../../src/contract/run-keys';
import { MemoryLists } from '../../support/memory-lists';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { MORNING } from '../../support/records';
import { numbered, storeSegment } from '../store-segment';
import { replayed, verify } from './verified';

const mount = useMount();
const RUN = 'without-them';
const LIST = 's3://lists/forgotten.txt';

let store: MemoryStore;
let bucket: MemoryLists;

beforeEach(async () => {
  store = new MemoryStore();
  bucket = new MemoryLists();
  bucket.put(LIST, 'b\n');
  await storeSegment(
    mount.root,
    ['a', 'b', 'c', 'b', 'test-1'].map((key, offset) =>
      numbered(offset, {
        key: Buffer.from(key),
        timestamp: MORNING + offset,
        headers: [{ name: 'trace', value: Buffer.from('1') }],
      }),
    ),
  );
});

const request = (onMatch: string) => ({
  suppress: { keys: LIST, on_match: onMatch },
  exclude: { key_prefixes: ['test-'] },
  strip_headers: ['trace'],
});

test.each([
  ['drop', { records: 5, excluded: 1, dropped: 2, tombstoned: 0, filtered: 0 }, 2],
  ['tombstone', { records: 5, excluded: 1, dropped: 0, tombstoned: 2, filtered: 0 }, 4],
])('a run with a list to %s is verified by the same list, choices and changes', async (onMatch, source, expected) => {
  const lists = bucket.lists();
  const topic = await replayed(mount.root, RUN, store, request(onMatch), lists);
  const answer = await verify(mount.root, { run: RUN }, topic, { store, lists });
  expect(answer).toMatchObject({ verified: true, expected });
  expect(store.json(partitionVerificationKey(RUN, 'orders+0'))).toMatchObject({ source });
  const suppression = { keys: LIST, sha256: bucket.digestOf(LIST), on_match: onMatch, size: 1 };
  expect(store.json(requestKey(RUN))).toMatchObject({ suppression });
  expect(store.json(verificationKey(RUN))).toMatchObject({ request: { suppression } });
});

test('a record that should have been suppressed is a difference', async () => {
  const topic = await replayed(mount.root, RUN, store, { exclude: { key_prefixes: ['test-'] } });
  const lists = bucket.lists();
  await replayed(mount.root, 'with-list', store, request('drop'), lists);
  const answer = await verify(mount.root, { run: 'with-list' }, topic, { store, lists });
  expect(answer.verified).toBe(false);
});

test('a run is not verified by another list than its own', async () => {
  const lists = bucket.lists();
  const topic = await replayed(mount.root, RUN, store, request('drop'), lists);
  bucket.put(LIST, 'c\n');
  await expect(verify(mount.root, { run: RUN }, topic, { store, lists })).rejects.toThrow(
    'nothing goes out by two lists',
  );
});

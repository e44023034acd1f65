import { gunzipSync, gzipSync } from 'node:zlib';
import { findSnapshot, type WantedSnapshot } from '../../../../lambda-runtime/replayer/snapshots/find-snapshot';
import { type Snapshot, writeSnapshot } from '../../../../lambda-runtime/replayer/snapshots/snapshot';
import { MemoryStore } from '../../support/memory-store';

const DAY = Date.parse('2026-04-13T00:00:00Z');
const HOUR = 3_600_000;

let store: MemoryStore;

beforeEach(() => {
  store = new MemoryStore();
});

function aSnapshot(hour: number, clusterId = 'source'): Snapshot {
  const topic = { name: 'orders', id: 'a1', partitions: 3, replicationFactor: 2, config: { 'retention.ms': '-1' } };
  const offsets = [{ topic: 'orders', partition: 0, offset: hour, metadata: '' }];
  return {
    ...{ clusterId, takenAt: DAY + hour * HOUR, recreated: [], earlierIds: { gone: 'b2' }, warnings: ['careful'] },
    recreatedEarlier: [{ topic: 'again', before: 'c1', now: 'c2', seen_at: '2026-04-12T00:00:00.000Z' }],
    asked: { topics: ['orders'], groups: ['*'] },
    topics: [topic],
    groups: [{ id: 'billing', state: 'Stable', members: 2, offsets }],
  };
}

async function take(...snapshots: readonly Snapshot[]): Promise<string[]> {
  return Promise.all(snapshots.map((snapshot) => writeSnapshot(store, snapshot)));
}

test('a snapshot is read as it was written', async () => {
  const [key = ''] = await take(aSnapshot(5));
  expect(await findSnapshot(store, { snapshot: key })).toEqual({ key, ...aSnapshot(5), passedOver: [] });
});

test.each<[string, (content: Record<string, unknown>) => void, string]>([
  [
    'another cluster',
    (it) => Object.assign(it, { cluster_id: 'other' }),
    'it is of the cluster "other", and its key says',
  ],
  [
    'another time',
    (it) => Object.assign(it, { taken_at: 'now' }),
    'it was taken at "now", and its key says 2026-04-13T05',
  ],
  ['no groups', (it) => Reflect.deleteProperty(it, 'groups'), "its 'groups' are not as a snapshot has them"],
  [
    'a number in place of a setting',
    (it) => changeTopic(it, { config: { 'retention.ms': 5 } }),
    "its 'topics' are not",
  ],
  ...[-1, '110', 110.5, null].map((offset): [string, (content: Record<string, unknown>) => void, string] => [
    `the offset ${JSON.stringify(offset)}`,
    (it) => changeOffsets(it, [{ topic: 'orders', partition: 0, offset, metadata: '' }]),
    "its 'groups' are not",
  ]),
  [
    'a partition twice',
    (it) =>
      changeOffsets(
        it,
        [1, 2].map((offset) => ({ topic: 'orders', partition: 0, offset, metadata: '' })),
      ),
    "its group 'billing' has orders+0 twice",
  ],
  [
    'no time of a topic that was made again',
    (it) => Object.assign(it, { recreated_earlier: [{ topic: 'again', before: 'c1', now: 'c2' }] }),
    "its 'recreated_earlier' are not",
  ],
])('one that was changed to have %s is refused with the reason', async (_, change, problem) => {
  await changed(change);
  await expect(findSnapshot(store, {})).rejects.toThrow(`cannot be gone by, as it was changed: ${problem}`);
});

test('one that was written before topics were carried on that had been made again is read', async () => {
  await changed((it) => Reflect.deleteProperty(it, 'recreated_earlier'));
  expect((await findSnapshot(store, {})).recreatedEarlier).toEqual([]);
});

async function changed(change: (content: Record<string, unknown>) => void): Promise<void> {
  const [key = ''] = await take(aSnapshot(5));
  const content = JSON.parse(gunzipSync(store.objects.get(key) ?? Buffer.alloc(0)).toString());
  change(content);
  await store.write(key, gzipSync(JSON.stringify(content)));
}

function changeTopic(content: Record<string, unknown>, change: object): void {
  content.topics = (content.topics as object[]).map((topic) => ({ ...topic, ...change }));
}

function changeOffsets(content: Record<string, unknown>, offsets: readonly object[]): void {
  content.groups = (content.groups as object[]).map((group) => ({ ...group, offsets }));
}

test('the newest one is found, or the newest one before a time', async () => {
  await take(aSnapshot(5), aSnapshot(23), aSnapshot(24), aSnapshot(11));
  expect((await findSnapshot(store, {})).takenAt).toBe(DAY + 24 * HOUR);
  expect((await findSnapshot(store, { at: DAY + 23 * HOUR })).takenAt).toBe(DAY + 23 * HOUR);
  expect((await findSnapshot(store, { at: DAY + 23 * HOUR - 1 })).takenAt).toBe(DAY + 11 * HOUR);
});

/** A snapshot of these topics and groups alone, which were asked for by their names. */
function partial(hour: number, topics: readonly string[], groups: readonly string[] = [], asked = groups): Snapshot {
  const whole = aSnapshot(hour);
  return {
    ...whole,
    asked: { topics, groups: asked },
    topics: topics.map((name) => ({
      ...whole.topics[0],
      name,
      id: name,
      partitions: 1,
      replicationFactor: 1,
      config: {},
    })),
    groups: groups.map((id) => ({ id, state: 'Stable', members: 0, offsets: [] })),
  };
}

describe('a snapshot of a few topics or groups', () => {
  const hourOf = async (needs: WantedSnapshot['needs'], others: WantedSnapshot = {}) => {
    const { takenAt, passedOver } = await findSnapshot(store, { ...others, ...(needs && { needs }) });
    return [(takenAt - DAY) / HOUR, passedOver.length];
  };

  beforeEach(async () => {
    await take(
      partial(1, ['orders', 'gone'], ['billing', 'audit'], ['*']),
      partial(2, ['orders', 'payments'], ['billing', 'audit'], ['*']),
      partial(3, ['orders'], ['billing']),
      partial(4, ['payments'], ['billing-eu', 'billing-us'], ['billing-*']),
    );
  });

  test('is passed over by who needs another, which is told', async () => {
    expect(await hourOf({ topics: ['payments'] })).toEqual([4, 0]);
    expect(await hourOf({ topics: ['orders'] })).toEqual([3, 1]);
    expect(await hourOf({ topics: ['orders', 'payments'] })).toEqual([2, 1]);
    expect(await hourOf({ topics: ['gone'] })).toEqual([1, 1]);
    const { passedOver } = await findSnapshot(store, { needs: { topics: ['orders'] } });
    expect(passedOver.join()).toMatch(
      /^the newest snapshot snapshots\/.*T04.* has no topic 'orders'; snapshots\/.*T03.* is gone by in its place/,
    );
  });

  test('is passed over for groups as well, also by a pattern that it was not asked for', async () => {
    expect(await hourOf({ groups: ['billing'] })).toEqual([3, 1]);
    expect(await hourOf({ groups: ['billing-*'] })).toEqual([4, 0]);
    expect(await hourOf({ groups: ['billing-e*'] })).toEqual([4, 0]);
    expect(await hourOf({ groups: ['bill*'] })).toEqual([2, 1]);
    expect(await hourOf({ groups: ['*'] })).toEqual([2, 1]);
  });

  test('is taken at its time, and where it is named, whatever it lacks', async () => {
    expect(await hourOf({ topics: ['payments'] }, { at: DAY + 3 * HOUR })).toEqual([2, 1]);
    const [key = ''] = await take(partial(9, ['other']));
    expect(await hourOf({ topics: ['payments'] }, { snapshot: key })).toEqual([9, 0]);
  });

  test('is the answer where nobody has what is needed: whoever needs it says so', async () => {
    expect(await hourOf({ topics: ['orders', 'never'] })).toEqual([4, 0]);
  });

  test('that would have to be put together with another is refused, and the error names both', async () => {
    await expect(findSnapshot(store, { needs: { topics: ['payments', 'gone'] } })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: expect.stringMatching(
        /the newest one, .*T04.*, has no topic 'gone'; .*T01.* has the topic 'gone'; give one/,
      ),
    });
  });
});

test('other objects of the folder are passed over', async () => {
  await take(aSnapshot(5));
  await store.write('snapshots/source/readme.txt', Buffer.from('hello'));
  expect((await findSnapshot(store, {})).takenAt).toBe(DAY + 5 * HOUR);
});

test('of several clusters, one must be chosen', async () => {
  await take(aSnapshot(5), aSnapshot(6, 'other'));
  await expect(findSnapshot(store, {})).rejects.toThrow(
    `s3://replays/snapshots/ has snapshots of several clusters, 'other', 'source'; give "source_cluster"`,
  );
  expect((await findSnapshot(store, { sourceCluster: 'source' })).clusterId).toBe('source');
});

test.each([
  ['there is none at all', {}, /has no snapshot taken at or before .*; take one while the cluster is there/],
  ['there is none of the cluster', { sourceCluster: 'other' }, /has no snapshot of the cluster 'other'/],
])('it is an error that %s', async (_, wanted, problem) => {
  await expect(findSnapshot(store, wanted)).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: expect.stringMatching(problem),
  });
});

test('an error about a time that is too early tells the oldest one', async () => {
  await take(aSnapshot(5), aSnapshot(6));
  await expect(findSnapshot(store, { at: DAY })).rejects.toThrow(
    'no snapshot taken at or before 2026-04-13T00:00:00.000Z (the oldest is of 2026-04-13T05:00:00.000Z)',
  );
});

test.each([
  ['no key of a snapshot', { snapshot: 'runs/a.json' }, /snapshot is "runs\/a.json", which is not the key of one/],
  [
    'one of another cluster',
    { snapshot: 'snapshots/source/2026/04/13/20260413T050000000Z.json.gz', sourceCluster: 'other' },
    /is of the cluster 'source', and source_cluster is 'other'/,
  ],
  [
    'one that is gone',
    { snapshot: 'snapshots/source/2026/04/13/20260413T050000000Z.json.gz' },
    /there is no snapshot s3:\/\/replays\/snapshots\/source\/.*: it has expired, or was never taken/,
  ],
])('a key is refused for good that is %s', async (_, wanted, problem) => {
  await expect(findSnapshot(store, wanted)).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: expect.stringMatching(problem),
  });
});

test('an object that is no snapshot is refused', async () => {
  const [key = ''] = await take(aSnapshot(5));
  await store.write(key, Buffer.from('{}'));
  await expect(findSnapshot(store, {})).rejects.toThrow('is no snapshot of the format 1');
});

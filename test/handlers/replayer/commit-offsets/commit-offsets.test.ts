import type { CommitOffsetsAnswer } from '../../../../lambda-runtime/replayer/commit-offsets/commit-offsets';
import { type Snapshot, writeSnapshot } from '../../../../lambda-runtime/replayer/snapshots/snapshot';
import { MemoryCluster } from '../../support/memory-cluster';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { invoke, runWorkflow } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
const NOON = Date.parse('2026-04-13T12:00:00Z');
const SNAPSHOT = 'snapshots/source/2026/04/13/20260413T120000000Z.json.gz';

let store: MemoryStore;
let cluster: MemoryCluster;

beforeEach(() => {
  store = new MemoryStore();
  cluster = new MemoryCluster(3);
});

type Committed = readonly [topic: string, partition: number, offset: number];

/** Puts records with these offsets on the mount. */
async function ingested(topic: string, partition: number, offsets: readonly number[]): Promise<void> {
  const records = offsets.map((offset) => numbered(offset, { topic, partition, key: Buffer.from([offset % 5]) }));
  const [first, ...others] = records;
  if (first !== undefined) await storeSegment(mount.root, [first, ...others]);
}

type Differences = { readonly asked?: readonly string[] } & Partial<
  Pick<Snapshot, 'takenAt' | 'recreated' | 'recreatedEarlier'>
>;

async function snapshot(
  groups: Readonly<Record<string, readonly Committed[]>>,
  clusterId = 'source',
  { takenAt = NOON, asked = ['*'], recreated = [], recreatedEarlier = [] }: Differences = {},
): Promise<string> {
  return writeSnapshot(store, {
    ...{ clusterId, takenAt, topics: [], recreated, recreatedEarlier, earlierIds: {}, warnings: [] },
    asked: { topics: ['*'], groups: asked },
    groups: Object.entries(groups).map(([id, offsets]) => ({
      ...{ id, state: 'Stable', members: 1 },
      offsets: offsets.map(([topic, partition, offset]) => ({ topic, partition, offset, metadata: `${id}'s` })),
    })),
  });
}

function replayed(request: Record<string, unknown> = {}, run = 'run-1') {
  return runWorkflow(
    mount.root,
    run,
    { dry_run: false, ...request },
    { store, publisher: cluster, admin: cluster.admin },
  );
}

async function commit(payload: Record<string, unknown> = {}): Promise<CommitOffsetsAnswer> {
  const given = { action: 'commit_offsets', run: 'run-1', groups: ['billing'], dry_run: false, ...payload };
  const answer: unknown = await invoke(mount.root, given, { store, admin: cluster.admin });
  return answer as CommitOffsetsAnswer;
}

function committedBy(group: string): Record<string, number> {
  const offsets = [...(cluster.committed.get(group)?.values() ?? [])];
  return Object.fromEntries(offsets.map(({ topic, partition, offset }) => [`${topic}+${partition}`, offset]));
}

test('each group goes on with the first record that it had not consumed, whatever its place in the target', async () => {
  cluster.append(
    'orders-replay',
    Array.from({ length: 7 }, () => ({ partition: 1, key: null, value: null, headers: [] })),
  );
  await ingested('orders', 0, [10, 11, 12, 15, 16]);
  await ingested('orders', 1, [0, 1, 2]);
  await replayed();
  await snapshot({
    billing: [
      ['orders', 0, 12],
      ['orders', 1, 3],
    ],
    'in a gap': [['orders', 0, 13]],
    'before the beginning': [['orders', 0, 2]],
  });
  const answer = await commit({ groups: ['*'] });
  expect(committedBy('billing')).toEqual({ 'orders-replay+0': 2, 'orders-replay+1': 10 });
  expect(committedBy('in a gap')).toEqual({ 'orders-replay+0': 3 });
  expect(committedBy('before the beginning')).toEqual({ 'orders-replay+0': 0 });
  expect(cluster.committed.get('billing')?.get('orders-replay+0')?.metadata).toBe("billing's");
  expect(answer).toMatchObject({
    snapshot: SNAPSHOT,
    groups: 3,
    offsets: 4,
    changed: 4,
    not_replayed: 0,
    warnings: [],
  });
});

test('a dry run, which is the default, commits nothing and leaves the table of old and new', async () => {
  await ingested('orders', 0, [0, 1, 2]);
  await replayed();
  await snapshot({ billing: [['orders', 0, 1]] });
  cluster.committed.set(
    'billing',
    new Map([['orders-replay+0', { topic: 'orders-replay', partition: 0, offset: 3, metadata: '' }]]),
  );
  const { table, warnings } = await commit({ dry_run: undefined });
  expect(cluster.commits).toBe(0);
  expect(table).toMatch(/^s3:\/\/replays\/runs\/run-1\/commit-offsets-.*-dry-run\.json$/);
  expect(warnings).toEqual([expect.stringMatching(/^1 offset would go back .* 'billing at orders-replay\+0'$/)]);
  expect(store.json(table.slice('s3://replays/'.length))).toMatchObject({
    dry_run: true,
    offsets: [
      {
        ...{ group: 'billing', topic: 'orders-replay', partition: 0, old: 3, new: 1 },
        sources: [{ topic: 'orders', partition: 0, offset: 1 }],
      },
    ],
  });
});

test('offsets that a group had not consumed and the run was told to leave out are counted and named', async () => {
  await ingested('orders', 0, [0, 1, 2, 3, 4, 5, 6, 7]);
  await snapshot({ billing: [['orders', 0, 1]] });
  await replayed({ offsets: { '0': { from: 4, to: 6 } } });
  const { warnings } = await commit();
  expect(warnings).toEqual([
    "3 offsets that groups had not consumed lie before the first record that the run has published, and it was told to leave records out (offsets): 'orders+0 from 1'; the groups go on behind them, and never read what was left out",
  ]);
  expect(committedBy('billing')).toEqual({ 'orders-replay+0': 0 });
});

test('committing twice changes nothing', async () => {
  await ingested('orders', 0, [0, 1, 2]);
  await replayed();
  await snapshot({ billing: [['orders', 0, 1]] });
  await commit();
  expect(await commit()).toMatchObject({ offsets: 1, changed: 0 });
  expect(cluster.commits).toBe(1);
});

test('where the key chooses the partition, each target partition begins with the lowest that was not consumed of any source', async () => {
  await ingested(
    'orders',
    0,
    Array.from({ length: 30 }, (_, offset) => offset),
  );
  await ingested(
    'orders',
    1,
    Array.from({ length: 30 }, (_, offset) => offset),
  );
  await replayed({ preserve_partition: false, original_offset_header: 'origin' });
  await snapshot({
    billing: [
      ['orders', 0, 17],
      ['orders', 1, 30],
    ],
    'one only': [['orders', 0, 17]],
  });
  await commit({ groups: ['*'] });
  const lowest = (consumed: readonly number[], partition: number) => {
    const log = cluster.logOf('orders-replay', partition);
    const open = log.findIndex(({ headers }) => {
      const [, source, offset] = String(headers.at(-1)?.value).split('+').map(Number);
      return Number(offset) >= (consumed[Number(source)] ?? 0);
    });
    return open < 0 ? log.length : open;
  };
  for (const partition of [0, 1, 2]) {
    expect(committedBy('billing')[`orders-replay+${partition}`]).toBe(lowest([17, 30], partition));
    // Of the other source partition this group has committed nothing: it may have consumed nothing of it.
    expect(committedBy('one only')[`orders-replay+${partition}`]).toBe(lowest([17, 0], partition));
  }
});

describe('a topic that was made again at the source', () => {
  const AGAIN = { topic: 'orders', before: 'a1', now: 'a2' };
  const seen_at = '2026-04-10T12:00:00.000Z';
  const committing = async (differences: Differences, window: Record<string, unknown> = {}) => {
    await ingested('orders', 0, [0, 1, 2]);
    await replayed(window);
    await snapshot({ billing: [['orders', 0, 1]] }, 'source', differences);
    return (await commit()).warnings;
  };

  test('is told of by the snapshot that noticed it', async () => {
    expect(await committing({ recreated: [AGAIN] })).toEqual([
      expect.stringMatching(
        /^'orders' \(noticed at 2026-04-13T12:00:00.000Z\) had been deleted and made again at the source, and files from before/,
      ),
    ]);
  });

  test('is told of by later snapshots, too', async () => {
    expect(await committing({ recreatedEarlier: [{ ...AGAIN, seen_at }] })).toEqual([
      expect.stringMatching(/^'orders' \(noticed at 2026-04-10T12:00:00.000Z\) had been deleted and made again/),
    ]);
  });

  test.each([
    ['where the run begins behind that time', AGAIN, { from: seen_at }],
    ['to groups that have read others', { ...AGAIN, topic: 'others' }, {}],
  ])('is not told of %s', async (_, again, window) => {
    expect(await committing({ recreatedEarlier: [{ ...again, seen_at }] }, window)).toEqual([]);
  });
});

test('each topic goes to its own target, and a partition that was not replayed is named', async () => {
  await ingested('orders', 0, [0, 1]);
  await ingested('audit', 2, [5, 6]);
  await replayed({ topic_mapping: { audit: 'audit-copy' } });
  await snapshot({
    billing: [
      ['orders', 0, 1],
      ['audit', 2, 6],
      ['audit', 1, 4],
      ['others', 0, 3],
    ],
  });
  const { not_replayed, warnings } = await commit();
  expect(committedBy('billing')).toEqual({ 'orders-replay+0': 1, 'audit-copy+2': 1 });
  expect(not_replayed).toBe(2);
  expect(warnings).toEqual([expect.stringContaining("'audit+1', 'others+0'")]);
});

test('a run that resumes another translates by the maps of both', async () => {
  await ingested('orders', 0, [0, 1, 2]);
  await ingested('orders', 1, [0]);
  const failing = new MemoryPublisher();
  failing.beforeAcknowledging = ([record]) => {
    if (record?.partition === 1) throw new Error('the leader is gone');
  };
  const options = { store, publisher: cluster, admin: cluster.admin };
  const only = (partition: string) => (partition === 'orders+1' ? { publisher: failing } : {});
  await runWorkflow(mount.root, 'run-0', { dry_run: false }, options, only);
  await ingested('orders', 0, [7, 8]);
  await replayed({ resume: 'run-0' });
  await snapshot({
    billing: [
      ['orders', 0, 1],
      ['orders', 1, 0],
    ],
    'further on': [['orders', 0, 5]],
  });
  await commit({ groups: ['*'] });
  expect(committedBy('billing')).toEqual({ 'orders-replay+0': 1, 'orders-replay+1': 0 });
  expect(committedBy('further on')).toEqual({ 'orders-replay+0': 3 });
});

describe('where the target has deleted records,', () => {
  beforeEach(async () => {
    await ingested('orders', 0, [0, 1, 2]);
    await replayed();
    cluster.starts.set('orders-replay+0', 2);
  });

  test('a group that had consumed them goes on where it was', async () => {
    await snapshot({ billing: [['orders', 0, 2]] });
    expect(await commit()).toMatchObject({ warnings: [] });
    expect(committedBy('billing')).toEqual({ 'orders-replay+0': 2 });
  });

  test('a group that had not goes on with the first that is left, if that is allowed, and is told so', async () => {
    await snapshot({ billing: [['orders', 0, 0]] });
    const { warnings } = await commit({ allow_deleted: true });
    expect(committedBy('billing')).toEqual({ 'orders-replay+0': 2 });
    expect(warnings).toEqual([expect.stringContaining('the target has deleted records that groups had not consumed')]);
  });
});

test('a target is looked at by its offsets alone where clusters give topics no ids', async () => {
  cluster.ids.set('orders-replay', '');
  await ingested('orders', 0, [0, 1, 2]);
  await replayed();
  await snapshot({ billing: [['orders', 0, 1]] });
  expect(await commit()).toMatchObject({ changed: 1, warnings: [] });
  cluster.logOf('orders-replay', 0).splice(0);
  await expect(commit()).rejects.toThrow('orders-replay+0 ends at 0');
});

describe('before anything is written,', () => {
  beforeEach(async () => {
    await ingested('orders', 0, [0, 1, 2]);
    await replayed();
  });
  afterEach(() => {
    expect(cluster.commits).toBe(0);
  });

  test('a group with members is refused, and no other group is touched', async () => {
    await snapshot({ billing: [['orders', 0, 1]], audit: [['orders', 0, 1]] });
    cluster.groups.set('billing', { state: 'Stable', members: 2 });
    await expect(commit({ groups: ['*'] })).rejects.toThrow(
      /groups that have members .*: 'billing' \(Stable, 2 members\); stop their consumers first; no offset was committed/,
    );
    const { warnings } = await commit({ groups: ['*'], dry_run: true });
    expect(warnings).toEqual([
      expect.stringContaining('without a dry run this would be refused: groups that have members'),
    ]);
  });

  test('a group that the user has no right to commit is refused, and no other group is touched', async () => {
    await snapshot({ billing: [['orders', 0, 1]], audit: [['orders', 0, 1]] });
    cluster.forbidden.add('billing');
    await expect(commit({ groups: ['*'] })).rejects.toThrow(
      /lacks the permission READ on the group 'billing' \(kafka-cluster:AlterGroup with IAM\); no offset was committed/,
    );
  });

  test('a snapshot that is newer than what was replayed is refused, unless that is allowed', async () => {
    await snapshot({ billing: [['orders', 0, 9]] });
    await expect(commit()).rejects.toThrow(
      /newer than what the run 'run-1' has replayed: 1 offset behind .* such as 9 of orders\+0 \(group 'billing'\), where it came to 3;/,
    );
    expect(await commit({ dry_run: true, allow_beyond: true })).toMatchObject({ offsets: 1, changed: 1 });
  });

  test.each([
    [
      'that was made again',
      () => cluster.ids.set('orders-replay', 'id of another'),
      /the topic 'orders-replay' is not the one that the run 'run-1' wrote to, as its id was id of orders-replay and is id of another/,
    ],
    [
      'that ends before what the run wrote',
      () => cluster.logOf('orders-replay', 0).splice(1),
      /orders-replay\+0 ends at 1, and the run 'run-1' wrote to it up to 3/,
    ],
    [
      'that has deleted what the group had not consumed',
      () => cluster.starts.set('orders-replay+0', 2),
      /had not consumed, before 1 offset, such as 1 of orders-replay\+0 \(group 'billing'\), which begins at 2/,
    ],
  ])('a target %s is refused', async (_, change, problem) => {
    await snapshot({ billing: [['orders', 0, 1]] });
    change();
    await expect(commit()).rejects.toThrow(problem);
    const { warnings } = await commit({ dry_run: true });
    expect(warnings).toEqual([expect.stringMatching(problem)]);
    expect(warnings[0]).toContain('without a dry run this would be refused');
  });

  test.each([
    ['no snapshot', {}, /has no snapshot taken at or before/],
    ['no such group', { groups: ['shipping'] }, /has no snapshot/],
    ['no such run', { run: 'run-9' }, /has no snapshot/],
  ])('%s is refused', async (_, payload, problem) => {
    await expect(commit(payload)).rejects.toThrow(problem);
  });

  test('a newer snapshot that was not asked for all groups of a pattern is passed over, and a warning says so', async () => {
    await ingested('orders', 0, [0, 1, 2]);
    await replayed();
    const whole = await snapshot({ 'billing-eu': [['orders', 0, 1]], 'billing-us': [['orders', 0, 2]] });
    const later = { takenAt: NOON + 1000, asked: ['billing-eu'] };
    const partial = await snapshot({ 'billing-eu': [['orders', 0, 3]] }, 'source', later);
    const answer = await commit({ groups: ['billing-*'], dry_run: true });
    expect(answer).toMatchObject({ snapshot: whole, groups: 2 });
    expect(answer.warnings).toContainEqual(expect.stringContaining(`${partial} has no group 'billing-*'; ${whole}`));
  });

  test.each([
    ['no such group', { groups: ['shipping'] }, /has no group 'shipping'; it has 'billing'/],
    ['no such run', { run: 'run-9' }, /there is no ordered run 'run-9'/],
    ['a snapshot of another cluster', { snapshot: SNAPSHOT, source_cluster: 'other' }, /is of the cluster 'source'/],
    ['an unknown key', { group: 'billing' }, /unknown key 'group'/],
  ])('%s is refused where there is a snapshot', async (_, payload, problem) => {
    await snapshot({ billing: [['orders', 0, 1]] });
    await expect(commit(payload)).rejects.toThrow(problem);
  });

  test.each([
    ['no run', { groups: ['billing'] }, 'needs run and groups; give run, too'],
    ['no groups', { run: 'run-1' }, 'needs run and groups; give groups, too'],
  ])('%s is refused before anything is connected to', async (_, given, problem) => {
    const payload = { action: 'commit_offsets', ...given };
    await expect(invoke(mount.root, payload, { store })).rejects.toThrow(problem);
  });

  test('a run of other topics is refused', async () => {
    await snapshot({ billing: [['others', 0, 1]] });
    await expect(commit()).rejects.toThrow(
      /has replayed no partition that 'billing' had committed .*such as others\+0/,
    );
  });

  test('a run without a map is refused', async () => {
    await runWorkflow(mount.root, 'dry', {}, { store });
    await snapshot({ billing: [['orders', 0, 1]] });
    await expect(commit({ run: 'dry' })).rejects.toThrow(/the run 'dry' has no offset map: it was a dry run/);
  });
});

import { snapshotKey, snapshotPlace } from '../../src/contract/snapshot-keys';

const takenAt = Date.parse('2026-04-13T01:02:03.004Z');

test('the key of a snapshot tells its cluster and its time', () => {
  const key = snapshotKey({ clusterId: 'VYSICPVYut8-mM6jXzDgOg', takenAt });
  expect(key).toBe('snapshots/VYSICPVYut8-mM6jXzDgOg/2026/04/13/20260413T010203004Z.json.gz');
  expect(snapshotPlace(key)).toEqual({ clusterId: 'VYSICPVYut8-mM6jXzDgOg', takenAt });
});

test('an id with a slash stays one folder', () => {
  const key = snapshotKey({ clusterId: 'a/b c', takenAt });
  expect(key).toMatch(/^snapshots\/a%2Fb%20c\//);
  expect(snapshotPlace(key)).toEqual({ clusterId: 'a/b c', takenAt });
});

test.each([
  'runs/a/summary.json',
  'snapshots/a/2026/04/13/20260414T010203004Z.json.gz',
  'snapshots/a/2026/04/13/20261399T010203004Z.json.gz',
  'snapshots/a%/2026/04/13/20260413T010203004Z.json.gz',
  'snapshots/a/b/2026/04/13/20260413T010203004Z.json.gz',
])('%s is the key of no snapshot', (key) => {
  expect(snapshotPlace(key)).toBeUndefined();
});

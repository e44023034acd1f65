import {
  earlierIds,
  recreatedEarlier,
  recreatedTopics,
  warningsOfRecreated,
} from '../../../../lambda-runtime/replayer/snapshots/recreated-topics';

const topic = (name: string, id: string) => ({ name, id, partitions: 1, replicationFactor: 1, config: {} });

test('a topic with another id than before was made again', () => {
  const earlier = { topics: [topic('kept', 'a'), topic('again', 'b')], earlierIds: {} };
  const now = [topic('kept', 'a'), topic('again', 'c'), topic('new', 'd')];
  expect(recreatedTopics(earlier, now)).toEqual([{ topic: 'again', before: 'b', now: 'c' }]);
});

test('a topic that was gone for a snapshot, or not asked for, is known all the same', () => {
  const first = { topics: [topic('gone', 'a'), topic('kept', 'b')], earlierIds: {} };
  const without = [topic('kept', 'b')];
  const second = { topics: without, earlierIds: earlierIds(first, without) };
  expect(second.earlierIds).toEqual({ gone: 'a' });
  const back = [topic('gone', 'c'), topic('kept', 'b')];
  expect(recreatedTopics(second, back)).toEqual([{ topic: 'gone', before: 'a', now: 'c' }]);
  expect(earlierIds(second, back)).toEqual({});
});

test('nothing is known without an earlier snapshot, nor of clusters that give no ids', () => {
  expect(recreatedTopics(undefined, [topic('a', 'b')])).toEqual([]);
  expect(recreatedTopics({ topics: [topic('a', '')], earlierIds: {} }, [topic('a', 'b')])).toEqual([]);
  expect(recreatedTopics({ topics: [topic('a', 'b')], earlierIds: {} }, [topic('a', '')])).toEqual([]);
});

const NOON = Date.parse('2026-04-13T12:00:00Z');
const again = (name: string, now = 'b') => ({ topic: name, before: 'a', now });
const seenAt = (name: string, hour: number, now?: string) => ({
  ...again(name, now),
  seen_at: new Date(NOON + hour * 3_600_000).toISOString(),
});

test('a topic that was made again is carried on from snapshot to snapshot, with the time at which it was noticed last', () => {
  const first = { takenAt: NOON, recreated: [again('orders')], recreatedEarlier: [] };
  const second = { takenAt: NOON + 3_600_000, recreated: [], recreatedEarlier: recreatedEarlier(first, []) };
  expect(second.recreatedEarlier).toEqual([seenAt('orders', 0)]);
  const third = {
    takenAt: NOON + 7_200_000,
    recreated: [again('orders', 'c'), again('audit')],
    recreatedEarlier: recreatedEarlier(second, [again('orders', 'c'), again('audit')]),
  };
  expect(third.recreatedEarlier).toEqual([]);
  expect(recreatedEarlier(third, [])).toEqual([seenAt('audit', 2), seenAt('orders', 2, 'c')]);
  expect(recreatedEarlier(undefined, [])).toEqual([]);
});

test('a replay is warned as long as its window begins before that time', () => {
  const snapshot = { takenAt: NOON, recreated: [again('audit')], recreatedEarlier: [seenAt('orders', -24)] };
  const warned = (from: number | undefined) => warningsOfRecreated(snapshot, ['orders', 'audit', 'clicks'], from);
  const audit = "'audit' (noticed at 2026-04-13T12:00:00.000Z)";
  expect(warned(undefined)).toEqual([
    expect.stringContaining(`${audit}, 'orders' (noticed at 2026-04-12T12:00:00.000Z) had been deleted and made again`),
  ]);
  expect(warned(NOON - 24 * 3_600_000)).toEqual([expect.stringMatching(/^'audit' \(noticed/)]);
  expect(warned(NOON)).toEqual([]);
  expect(warningsOfRecreated(snapshot, ['clicks'], undefined)).toEqual([]);
});

import { earlierIds, recreatedTopics } from '../../../../lambda-runtime/replayer/snapshots/recreated-topics';

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

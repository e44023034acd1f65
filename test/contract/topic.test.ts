import { isTopicName } from '../../src/contract/topic';

test.each(['a', '.a', '...', 'orders.v1_new-2', 'a'.repeat(249)])('Kafka accepts the topic %s', (name) => {
  expect(isTopicName(name)).toBe(true);
});

test.each(['', '.', '..', 'a b', 'a/b', 'ü', 'a'.repeat(250), 7, null, undefined])('Kafka refuses %p', (name) => {
  expect(isTopicName(name)).toBe(false);
});

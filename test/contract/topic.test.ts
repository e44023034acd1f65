import { isTargetTopic, isTopicName, topicFrom } from '../../src/contract/topic';

test.each(['a', '.a', '...', 'orders.v1_new-2', 'a'.repeat(249)])('Kafka accepts the topic %s', (name) => {
  expect(isTopicName(name)).toBe(true);
});

test.each(['', '.', '..', 'a b', 'a/b', 'ü', 'a'.repeat(250), 7, null, undefined])('Kafka refuses %p', (name) => {
  expect(isTopicName(name)).toBe(false);
});

test.each(['orders', 'restored.{topic}', '{topic}', '{topic}-{topic}', `${'a'.repeat(248)}{topic}`])(
  'records can be published to %s',
  (target) => {
    expect(isTargetTopic(target)).toBe(true);
  },
);

test.each(['', 'a b', '{Topic}', '{partition}.{topic}', `${'a'.repeat(249)}{topic}`, '__consumer_offsets', 7, null])(
  'records cannot be published to %p',
  (target) => {
    expect(isTargetTopic(target)).toBe(false);
  },
);

test('a template makes a name of each source topic', () => {
  expect(topicFrom('restored.{topic}', 'orders')).toBe('restored.orders');
  expect(topicFrom('{topic}.of.{topic}', 'orders')).toBe('orders.of.orders');
  expect(topicFrom('orders-replay', 'orders')).toBe('orders-replay');
});

import { parseTopicSettings } from '../../../lambda-runtime/kafka/topic-settings';

const NO_LIMIT = Number.POSITIVE_INFINITY;

test("the settings of a topic with Kafka's defaults", () => {
  const configs = [
    { name: 'cleanup.policy', value: 'delete' },
    { name: 'retention.ms', value: '604800000' },
    { name: 'message.timestamp.type', value: 'CreateTime' },
    { name: 'message.timestamp.before.max.ms', value: '9223372036854775807' },
    { name: 'message.timestamp.after.max.ms', value: '3600000' },
    { name: 'max.message.bytes', value: '1048588' },
  ];
  expect(parseTopicSettings(configs)).toEqual({
    deletes: true,
    compacts: false,
    appendTime: false,
    retentionMs: 604_800_000,
    beforeMaxMs: NO_LIMIT,
    afterMaxMs: 3_600_000,
    maxMessageBytes: 1_048_588,
  });
});

test('a topic may both delete and compact, and keep for ever', () => {
  const configs = [
    { name: 'cleanup.policy', value: 'compact, delete' },
    { name: 'retention.ms', value: '-1' },
    { name: 'message.timestamp.type', value: 'LogAppendTime' },
  ];
  expect(parseTopicSettings(configs)).toMatchObject({
    deletes: true,
    compacts: true,
    appendTime: true,
    retentionMs: NO_LIMIT,
  });
});

test('brokers before Kafka 3.6 bound times on both sides by one setting', () => {
  const configs = [{ name: 'message.timestamp.difference.max.ms', value: '1000' }];
  expect(parseTopicSettings(configs)).toMatchObject({ beforeMaxMs: 1000, afterMaxMs: 1000 });
});

test('settings that a broker does not tell limit nothing', () => {
  expect(parseTopicSettings([{ name: 'retention.ms', value: null }])).toEqual({
    deletes: false,
    compacts: false,
    appendTime: false,
    retentionMs: NO_LIMIT,
    beforeMaxMs: NO_LIMIT,
    afterMaxMs: NO_LIMIT,
    maxMessageBytes: NO_LIMIT,
  });
});

import { parseKafkaEvent } from '../../../lambda-runtime/ingest/kafka-event';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { type EventRecordOptions, KafkaEventBuilder } from '../support/events';

function theRecord(options: EventRecordOptions): KafkaRecord {
  return readFirst(new KafkaEventBuilder().record('orders', 0, 7, options).build());
}

function readBare(differences: Record<string, unknown>): KafkaRecord {
  const raw = { topic: 'orders', partition: 0, offset: 7, timestamp: 1, key: null, value: 'eA==', headers: [] };
  return readFirst(new KafkaEventBuilder().raw('orders-0', { ...raw, ...differences }).build());
}

function readFirst(event: unknown): KafkaRecord {
  const [entry] = parseKafkaEvent(event);
  if (entry === undefined) {
    throw new Error('the event has no record');
  }
  return entry.read();
}

test.each(['aws:kafka', 'SelfManagedKafka'])('an event of %s is read', (source) => {
  const event = new KafkaEventBuilder(source).record('orders', 0, 7).record('orders', 1, 8).build();
  expect(parseKafkaEvent(event).map(({ key }) => key)).toEqual(['orders-0', 'orders-1']);
});

test('a value that is not UTF-8 keeps its bytes', () => {
  const value = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
  expect(theRecord({ value }).value).toEqual(value);
});

test('null and absent are null, an empty string is no bytes', () => {
  expect(theRecord({ value: null }).value).toBeNull();
  expect(theRecord({ value: '' }).value).toEqual(Buffer.alloc(0));
  const bare = new KafkaEventBuilder().raw('orders-0', { topic: 'orders', partition: 0, offset: 1 }).build();
  expect(readFirst(bare)).toEqual({
    topic: 'orders',
    partition: 0,
    offset: 1,
    timestamp: null,
    timestampType: null,
    key: null,
    value: null,
    headers: [],
  });
});

test('headers keep order and repetition, signed bytes and null', () => {
  const headers = [{ b: [104, 105] }, { a: [-1, -128, 127, 255] }, { b: null }, { b: [] }];
  expect(theRecord({ headers }).headers).toEqual([
    { name: 'b', value: Buffer.from('hi') },
    { name: 'a', value: Buffer.from([0xff, 0x80, 0x7f, 0xff]) },
    { name: 'b', value: null },
    { name: 'b', value: Buffer.alloc(0) },
  ]);
});

test.each([
  ['a topic that leads elsewhere', { topic: '..' }, 'topic ".."'],
  ['a topic with a slash', { topic: 'a/b' }, 'topic "a/b"'],
  ['no topic', { topic: undefined }, 'topic undefined'],
  ['a negative partition', { partition: -1 }, 'partition -1'],
  ['a value that is not base64', { value: '***=' }, 'the value is not base64'],
  ['a value of broken length', { value: 'eA=' }, 'the value is not base64'],
  ['a value that is an object', { value: {} }, 'the value is not base64'],
  ['a key that is not base64', { key: '&&&&' }, 'the key is not base64'],
  ['headers that are an object', { headers: {} }, 'headers are not an array'],
  ['a header that is text', { headers: ['x'] }, 'a header is not an object'],
  ['header bytes out of range', { headers: [{ h: [256] }] }, 'the value of a header is not an array of bytes'],
])('a record with %s cannot be read, and only that one', (_, differences, problem) => {
  expect(() => readBare(differences)).toThrow(problem);
});

test('what is wrong with a record shows when it is read: its offset is known before', () => {
  const event = new KafkaEventBuilder().raw('orders-0', { offset: 7 }).record('orders', 0, 8).build();
  const entries = parseKafkaEvent(event);
  expect(entries.map(({ offset }) => offset)).toEqual([7, 8]);
  expect(entries[1]?.read().offset).toBe(8);
});

test.each([[2 ** 53], [-(2 ** 60)], [0.5], ['7'], [null]])('the timestamp %j is none', (timestamp) => {
  expect(readBare({ timestamp }).timestamp).toBeNull();
});

test.each([[undefined], [-1], [1.5], ['7'], [2 ** 53]])('a record with the offset %j fails the batch', (offset) => {
  expect(() => readBare({ offset })).toThrow('a record of "orders-0" has no usable offset');
});

test.each([
  ['nothing', null, 'got null'],
  ['text', 'hello', 'got string'],
  ['a list', [], 'got an array'],
  ['a queue event', { Records: [{ eventSource: 'aws:sqs' }] }, 'got an object with the keys ["Records"]'],
  ['another source', { eventSource: 'aws:kinesis', records: {} }, 'got eventSource "aws:kinesis"'],
  ['no records', { eventSource: 'aws:kafka' }, 'got eventSource "aws:kafka" without an object of records'],
])('%s is not a Kafka event, and the error says what came', (_, event, came) => {
  expect(() => parseKafkaEvent(event)).toThrow(`not a Kafka event: ${came}`);
});

test.each([{ toString: null }, ['aws:kafka'], [['SelfManagedKafka']]])(
  'an event source that is no text (%j) is named, too',
  (eventSource) => {
    expect(() => parseKafkaEvent({ eventSource, records: {} })).toThrow('not a Kafka event: got eventSource ');
  },
);

test('records that are no list are not a Kafka event', () => {
  expect(() => parseKafkaEvent({ eventSource: 'aws:kafka', records: { 'orders-0': {} } })).toThrow(
    'records["orders-0"] is not an array',
  );
});

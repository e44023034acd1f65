import type { ConsumedRecord } from '../kafka/kafka-client';
import { toEventRecord } from './kafka-event';

const RECORD: ConsumedRecord = {
  topic: 'events',
  partition: 2,
  offset: 41n,
  timestamp: 1_700_000_000_000n,
  key: Buffer.from([0xff, 0x00]),
  value: Buffer.from('hello'),
  headers: [
    [Buffer.from('same'), Buffer.from([0x7f, 0x80, 0xff])],
    [Buffer.from('same'), Buffer.alloc(0)],
    [Buffer.from('none'), null],
  ],
};

test('a record stands in the event as Lambda writes it: base64, and the bytes of headers signed as in Java', () => {
  expect(toEventRecord(RECORD)).toEqual({
    topic: 'events',
    partition: 2,
    offset: 41,
    timestamp: 1_700_000_000_000,
    timestampType: 'CREATE_TIME',
    key: '/wA=',
    value: 'aGVsbG8=',
    headers: [{ same: [127, -128, -1] }, { same: [] }, { none: null }],
  });
});

test('a null key and a null value are left out; empty ones are not', () => {
  const nulls = toEventRecord({ ...RECORD, key: null, value: null });
  expect(nulls).not.toHaveProperty('key');
  expect(nulls).not.toHaveProperty('value');
  const empty = toEventRecord({ ...RECORD, key: Buffer.alloc(0), value: Buffer.alloc(0) });
  expect(empty).toMatchObject({ key: '', value: '' });
});

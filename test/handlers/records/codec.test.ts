import {
  decodeRecord,
  encodeRecord,
  parseRecordFormat,
  type RecordFormat,
} from '../../../lambda-runtime/records/codec';
import type { KafkaRecord } from '../../../lambda-runtime/records/record';
import { SeededRandom } from '../support/random';
import { aRecord } from '../support/records';

const ENVELOPE: RecordFormat = { type: 'envelope' };
const JSON_VALUE: RecordFormat = { type: 'value', extension: '.json' };

function throughEnvelope(record: KafkaRecord): KafkaRecord {
  return decodeRecord(record, encodeRecord(record, ENVELOPE, 'NONE'));
}

describe('an envelope', () => {
  test('keeps the order of headers, and those that repeat', () => {
    const headers = ['b', 'a', 'b', 'b'].map((name, index) => ({ name, value: Buffer.from([index]) }));
    expect(throughEnvelope(aRecord({ headers })).headers).toEqual(headers);
  });

  test('tells a null key and value from empty ones', () => {
    const absent = throughEnvelope(aRecord({ key: null, value: null }));
    const empty = throughEnvelope(aRecord({ key: Buffer.alloc(0), value: Buffer.alloc(0) }));
    expect([absent.key, absent.value]).toEqual([null, null]);
    expect([empty.key, empty.value]).toEqual([Buffer.alloc(0), Buffer.alloc(0)]);
  });

  test('is one line of JSON that shows text as text and the rest as base64', () => {
    const record = aRecord({ key: Buffer.from([0xff, 0xfe]), headers: [{ name: 'h', value: null }] });
    const { extension, bytes } = encodeRecord(record, ENVELOPE, 'NONE');
    expect(extension).toBe('.record.json');
    expect(bytes.toString()).not.toContain('\n');
    expect(JSON.parse(bytes.toString())).toEqual({
      topic: 'orders',
      partition: 3,
      offset: 42,
      timestamp: record.timestamp,
      timestampType: 'CREATE_TIME',
      key: { base64: '//4=' },
      headers: [{ name: 'h', value: null }],
      value: '{"total":1}',
    });
  });

  test('under the name of another record is refused', () => {
    const encoded = encodeRecord(aRecord({ offset: 42 }), ENVELOPE, 'NONE');
    expect(() => decodeRecord(aRecord({ offset: 43 }), encoded)).toThrow(
      'the envelope is of record orders+3+42, its file name says orders+3+43',
    );
  });

  test.each([
    ['nothing at all', ''],
    ['half of one', '{"topic":"orders","parti'],
    ['an array', '[]'],
    ['one without coordinates', '{"value":"x"}'],
    ['a timestamp that is text', envelopeText({ timestamp: 'now' })],
    ['headers that are a map', envelopeText({ headers: {} })],
    ['a header without a name', envelopeText({ headers: [{ value: 'x' }] })],
    ['a value that is a number', envelopeText({ value: 7 })],
    ['a value of bad base64', envelopeText({ value: { base64: 'a*==' } })],
    ['no value', envelopeText({ value: undefined })],
  ])('is refused when it is %s', (_, text) => {
    const encoded = { extension: '.record.json', bytes: Buffer.from(text) } as const;
    expect(() => decodeRecord(aRecord(), encoded)).toThrow('not a record envelope');
  });

  test('that is not UTF-8 is refused', () => {
    const { extension, bytes } = encodeRecord(aRecord({ value: Buffer.from('é') }), ENVELOPE, 'NONE');
    const damaged = Buffer.from(bytes);
    damaged[damaged.indexOf(0xc3)] = 0xff;
    expect(() => decodeRecord(aRecord(), { extension, bytes: damaged })).toThrow('not a record envelope');
  });
});

describe('a raw file', () => {
  test("holds the value's very bytes, UTF-8 or not", () => {
    const value = new SeededRandom(7).bytes(1000);
    const encoded = encodeRecord(aRecord({ value }), { type: 'value', extension: '.bin' }, 'NONE');
    expect(encoded).toEqual({ extension: '.bin', bytes: value });
    expect(decodeRecord(aRecord(), encoded).value).toEqual(value);
  });

  test('that is called a tombstone and is not empty is refused', () => {
    const encoded = { extension: '.tombstone', bytes: Buffer.from('x') } as const;
    expect(() => decodeRecord(aRecord({}), encoded)).toThrow('a tombstone is an empty file, and this one has 1 bytes');
  });

  test('of a null value is an empty .tombstone, which reads as null', () => {
    const encoded = encodeRecord(aRecord({ value: null }), JSON_VALUE, 'NONE');
    expect(encoded).toEqual({ extension: '.tombstone', bytes: Buffer.alloc(0) });
    expect(decodeRecord(aRecord(), encoded).value).toBeNull();
  });

  test('of an empty value is an empty .json, which reads as an empty value', () => {
    const encoded = encodeRecord(aRecord({ value: Buffer.alloc(0) }), JSON_VALUE, 'NONE');
    expect(encoded).toEqual({ extension: '.json', bytes: Buffer.alloc(0) });
    expect(decodeRecord(aRecord(), encoded).value).toEqual(Buffer.alloc(0));
  });

  test('brings back where the record stood, and no key, headers or timestamp', () => {
    const coordinates = { topic: 'orders', partition: 3, offset: 42 };
    const decoded = decodeRecord(coordinates, { extension: '.json', bytes: Buffer.from('1') });
    expect(decoded).toEqual({
      ...coordinates,
      key: null,
      value: Buffer.from('1'),
      headers: [],
      timestamp: null,
      timestampType: null,
    });
  });
});

describe('a compressed file', () => {
  test('says so by its extension, and reads back', () => {
    const record = aRecord({ value: Buffer.from('x'.repeat(1000)) });
    const raw = encodeRecord(record, JSON_VALUE, 'GZIP');
    expect(raw.extension).toBe('.json.gz');
    expect(raw.bytes.length).toBeLessThan(100);
    expect(decodeRecord(aRecord(), raw).value).toEqual(record.value);
    const enveloped = encodeRecord(record, ENVELOPE, 'GZIP');
    expect(enveloped.extension).toBe('.record.json.gz');
    expect(decodeRecord(aRecord(), enveloped)).toEqual(record);
  });

  test('of the same record has the same bytes every time', () => {
    const [first, second] = [1, 2].map(() => encodeRecord(aRecord(), ENVELOPE, 'GZIP').bytes);
    expect(first).toEqual(second);
  });

  test('of a null value is an empty .tombstone all the same', () => {
    expect(encodeRecord(aRecord({ value: null }), JSON_VALUE, 'GZIP')).toEqual({
      extension: '.tombstone',
      bytes: Buffer.alloc(0),
    });
  });
});

test.each([[{ type: 'avro' }], [{ type: 'value' }], [{ type: 'value', extension: '.txt' }], ['envelope'], [null]])(
  'the record format %j is refused',
  (setting) => {
    expect(() => parseRecordFormat(setting)).toThrow(`record format ${JSON.stringify(setting)} is unknown`);
  },
);

function envelopeText(differences: Record<string, unknown>): string {
  const { bytes } = encodeRecord(aRecord(), ENVELOPE, 'NONE');
  return JSON.stringify({ ...JSON.parse(bytes.toString()), ...differences });
}

import fc from 'fast-check';
import { parseLayout, recordDirectory } from '../../../lambda-runtime/files/layout';
import { segments } from '../support/layouts';
import { aRecord } from '../support/records';

function directory(part: Record<string, unknown>, value: string | Buffer | null): string {
  const content = typeof value === 'string' ? Buffer.from(value) : value;
  return recordDirectory('', segments({ directories: [part] }), aRecord({ value: content })).slice(0, -1);
}

describe('a directory by a field', () => {
  const of = (value: string | Buffer | null, path = 'customer.id') => directory({ by: 'field', path }, value);

  test.each([
    ['text', '{"customer":{"id":"acme"}}', 'acme'],
    ['text that no path holds as it is', '{"customer":{"id":"a/b +é"}}', 'a%2Fb%20%2B%C3%A9'],
    ['text that would hide it', '{"customer":{"id":".."}}', '%2E.'],
    ['empty text', '{"customer":{"id":""}}', 'empty-customer.id'],
    ['the word for none', '{"customer":{"id":"no-customer.id"}}', '%6Eo-customer.id'],
    ['a number', '{"customer":{"id":42}}', '42'],
    ['a fraction', '{"customer":{"id":-0.5}}', '-0.5'],
    ['a truth', '{"customer":{"id":false}}', 'false'],
    ['a name twice, of which the last counts', '{"customer":{"id":1,"id":2}}', '2'],
  ])('is named after %s', (_, value, expected) => {
    expect(of(value)).toBe(expected);
  });

  test.each([
    ['null', '{"customer":{"id":null}}'],
    ['an object', '{"customer":{"id":{}}}'],
    ['a list', '{"customer":{"id":["acme"]}}'],
    ['nothing', '{"customer":{}}'],
    ['a parent that is text', '{"customer":"acme"}'],
    ['a list for a parent', '[{"id":"acme"}]'],
    ['no JSON', 'customer.id=acme'],
    ['half of a JSON', '{"customer":{"id":"acme"'],
    ['bytes that are no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['an empty value', ''],
    ['no value', null],
  ])('says so where there is %s', (_, value) => {
    expect(of(value)).toBe('no-customer.id');
  });

  test('is found in lists, at the top, and by names of any characters', () => {
    expect(of('{"items":[{"sku":"a"},{"sku":"b"}]}', 'items[1].sku')).toBe('b');
    expect(of('["x","y"]', '$[0]')).toBe('x');
    expect(of('{"a b":{"c.d":"e"}}', "$['a b']['c.d']")).toBe('e');
    expect(of('{"a":[]}', 'a.length')).toBe('no-a.length');
  });

  test('is never named after what every object has', () => {
    for (const path of ['constructor.name', 'toString', 'length']) {
      expect(of('{}', path)).toBe(`no-${path}`);
    }
    expect(of('{}', '__proto__')).toBe('no-%5F_proto__');
    expect(of('{"__proto__":"own"}', '__proto__')).toBe('own');
  });

  test('takes JSON that would fill the memory for none', () => {
    expect(of(`{"customer":{"id":"acme"},"x":[${'[],'.repeat(2_000_000)}0]}`)).toBe('no-customer.id');
  });

  test('of any text is one component, and different texts have different ones', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [first, second] = [one, other].map((id) => of(JSON.stringify({ customer: { id } })));
        expect(first).toMatch(/^[A-Za-z0-9_=@%~-][A-Za-z0-9._=@%~-]{0,99}$/);
        expect(first === second).toBe(one === other);
      }),
    );
  });
});

test('a literal directory is what it says', () => {
  expect(directory({ by: 'literal', text: 'source=orders-v1.2' }, null)).toBe('source=orders-v1.2');
});

describe('directories of a time', () => {
  const TIME = { by: 'time', unit: 'MINUTE', timeZone: 'UTC', hive: true };

  test.each([
    ['DAY', 'year=2026/month=04/day=13'],
    ['HOUR', 'year=2026/month=04/day=13/hour=07'],
    ['MINUTE', 'year=2026/month=04/day=13/hour=07/minute=30'],
  ])('as Hive has them go down to the %s', (unit, expected) => {
    expect(directory({ ...TIME, unit }, null)).toBe(expected);
    expect(directory({ ...TIME, unit, hive: false }, null)).toBe(expected.replace(/[a-z]+=/g, ''));
  });

  test.each([
    ['"2026-04-13T21:05:00Z"', '21/minute=05'],
    ['"2026-04-13T21:05:59.123456789Z"', '21/minute=05'],
    ['"2026-04-13T21:05"', '21/minute=05'],
    ['"2026-04-13 21:05:00,5 +02:00"', '19/minute=05'],
    ['"2026-04-13T21:05:00-0130"', '22/minute=35'],
    ['"2026-04-13T21:05:00+02"', '19/minute=05'],
    ['"2026-04-13"', '00/minute=00'],
    ['1776114300', '21/minute=05'],
    ['1776114300.75', '21/minute=05'],
    ['1776114300000', '21/minute=05'],
    ['1776114300000000', '21/minute=05'],
    ['1776114300000000000', '21/minute=05'],
  ])('of a field that holds %s are of that time', (time, expected) => {
    expect(directory({ ...TIME, field: 'at.time' }, `{"at":{"time":${time}}}`)).toBe(
      `year=2026/month=04/day=13/hour=${expected}`,
    );
  });

  test.each([
    '"yesterday"',
    '"2026-02-30"',
    '"2026-13-01T00:00:00Z"',
    '"2026-04-13T24:30:00Z"',
    '"2026-04-13T21:05:00+25:00"',
    '"1776114300"',
    '"1969-12-31T00:00:00Z"',
    'null',
    'true',
    '-1',
    '1e20',
    '1e999',
    '{}',
  ])('of a field that holds %s are of an unknown time, whatever time the record has', (time) => {
    expect(directory({ ...TIME, field: 'at' }, `{"at":${time}}`)).toBe('unknown-time');
  });

  test('of a field go by the clocks of their zone', () => {
    const part = { ...TIME, unit: 'HOUR', timeZone: 'Asia/Tokyo', hive: false, field: 'at' };
    expect(directory(part, '{"at":"2026-04-13T21:05:00Z"}')).toBe('2026/04/14/06');
    expect(directory(part, 'no JSON')).toBe('unknown-time');
  });

  test('of any time that a field tells, in whatever unit, are those of the same timestamp', () => {
    const of = (part: object, timestamp: number, value: string) =>
      recordDirectory('', segments({ directories: [part] }), aRecord({ timestamp, value: Buffer.from(value) }));
    // Seconds have 11 digits at most, and other units as many as a time after the 3rd of March 1973 has.
    fc.assert(
      fc.property(fc.integer({ min: 1e11, max: 99_999_999_999_999 }), fc.constantFrom(-3, 0, 3), (timestamp, power) => {
        const expected = of(TIME, timestamp, '');
        const number = `{"at":${timestamp}e${power}}`;
        expect(of({ ...TIME, field: 'at' }, 0, number)).toBe(expected);
        const text = JSON.stringify({ at: new Date(timestamp) });
        expect(of({ ...TIME, field: 'at' }, 0, text)).toBe(expected);
      }),
    );
  });
});

test.each([
  [{ by: 'field' }],
  [{ by: 'field', path: 'a..b' }],
  [{ by: 'literal' }],
  [{ by: 'literal', text: '' }],
  [{ by: 'literal', text: 'a/b' }],
  [{ by: 'literal', text: '.a' }],
  [{ by: 'literal', text: '_a' }],
  [{ by: 'literal', text: 'a'.repeat(256) }],
  [{ by: 'time', unit: 'DAY', timeZone: 'UTC', hive: 'yes' }],
  [{ by: 'time', unit: 'DAY', timeZone: 'UTC', field: '' }],
])('the setting %j of a directory is refused', (part) => {
  expect(() => parseLayout({ type: 'segments', maxBytes: 1, directories: [part] })).toThrow(
    `directory ${JSON.stringify(part)} is unknown`,
  );
});

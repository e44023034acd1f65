import fc from 'fast-check';
import { type FieldPath, parseFieldPath } from '../../src/contract/field-path';

test.each<[string, FieldPath]>([
  ['id', ['id']],
  ['$.id', ['id']],
  ['customer.id', ['customer', 'id']],
  ['$id.größe', ['$id', 'größe']],
  ['items[0].sku', ['items', 0, 'sku']],
  ['[2]', [2]],
  ["$['a b.c']['d'].e", ['a b.c', 'd', 'e']],
])('%s is the path of a field', (text, path) => {
  expect(parseFieldPath(text)).toEqual(path);
});

test.each([
  '',
  '$',
  '.',
  '.id',
  'id.',
  'a..b',
  '$..id',
  'a b',
  '*',
  'a[*]',
  'a[-1]',
  'a[01]',
  'a[]',
  "['']",
  'a.[0]',
  5,
  null,
])('%j is none', (text) => {
  expect(parseFieldPath(text)).toBeUndefined();
});

test('any names without quotes and any places are read back', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/['\\]/.test(text));
  fc.assert(
    fc.property(fc.array(fc.oneof(name, fc.nat({ max: 999_999_999 })), { minLength: 1 }), (path) => {
      const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `['${step}']`)).join('');
      expect(parseFieldPath(text)).toEqual(path);
    }),
  );
});

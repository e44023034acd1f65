import { encodeComponent, encodeOptional } from '../../../lambda-runtime/files/path-component';

test.each([
  ['plain', 'plain'],
  ['A-Z_0.9@x', 'A-Z_0.9@x'],
  ['a2V5==', 'a2V5%3D%3D'],
  ['_a_b', '%5Fa_b'],
  ['a/b', 'a%2Fb'],
  ['a+b', 'a%2Bb'],
  ['100%', '100%25'],
  ['~', '%7E'],
  ['Zoë', 'Zo%C3%AB'],
  ['.hidden', '%2Ehidden'],
  ['..', '%2E.'],
  ['a.', 'a.'],
  ['\0', '%00'],
])('%j is encoded as %s', (text, encoded) => {
  expect(encodeComponent(Buffer.from(text))).toBe(encoded);
});

test('bytes that are no text are encoded one by one', () => {
  expect(encodeComponent(Buffer.from([0xff, 0x41, 0x00]))).toBe('%FFA%00');
});

test('100 bytes are kept, and one more is cut and told apart by a hash', () => {
  const long = 'k'.repeat(100);
  expect(encodeComponent(Buffer.from(long))).toBe(long);
  const cut = encodeComponent(Buffer.from(`${long}1`));
  expect(cut).toMatch(/^k{83}~[0-9a-f]{16}$/);
  expect(encodeComponent(Buffer.from(`${long}1`))).toBe(cut);
  expect(encodeComponent(Buffer.from(`${long}2`))).not.toBe(cut);
});

test('a cut never goes through an encoded byte', () => {
  for (const before of ['', 'a', 'ab']) {
    const encoded = encodeComponent(Buffer.from(`${before}${'/'.repeat(50)}`));
    expect(encoded).toMatch(/^a?b?(%2F)+~[0-9a-f]{16}$/);
    expect(encoded.length).toBeLessThanOrEqual(100);
  }
});

test('what is absent or empty has a word, and a key that spells it is another', () => {
  expect(encodeOptional(null, 'key')).toBe('no-key');
  expect(encodeOptional(undefined, 'key')).toBe('no-key');
  expect(encodeOptional(Buffer.alloc(0), 'key')).toBe('empty-key');
  expect(encodeOptional(Buffer.from('no-key'), 'key')).toBe('%6Eo-key');
  expect(encodeOptional(Buffer.from('empty-key'), 'key')).toBe('%65mpty-key');
  expect(encodeOptional(Buffer.from('no-tenant'), 'key')).toBe('no-tenant');
});

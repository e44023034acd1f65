import { gzipSync } from 'node:zlib';
import { assertAvailable, compress, decompress } from '../../../lambda-runtime/records/compression';

test('what was compressed with gzip is decompressed, and without compression left alone', () => {
  const bytes = Buffer.from('over and over and over and over');
  expect(decompress(compress(bytes, 'GZIP'), '.gz')).toEqual(bytes);
  expect(compress(bytes, 'NONE')).toBe(bytes);
  expect(decompress(bytes, '')).toBe(bytes);
});

test('a few bytes that unfold into more than a file of ours can hold are refused, and never held', () => {
  const bomb = gzipSync(Buffer.alloc(65 * 1024 * 1024));
  expect(() => decompress(bomb, '.gz')).toThrow(
    `the file of ${bomb.length} bytes ending in .gz is more than 67108864 bytes once decompressed`,
  );
  expect(decompress(gzipSync(Buffer.alloc(1000)), '.gz', 1000)).toHaveLength(1000);
  expect(() => decompress(gzipSync(Buffer.alloc(1001)), '.gz', 1000)).toThrow('is more than 1000 bytes');
});

test.each([
  ['is cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5), 'unexpected end of file'],
  ['is something else', () => Buffer.from('{"a":1}'), 'incorrect header check'],
  ['is empty', () => Buffer.alloc(0), 'unexpected end of file'],
])('a file that %s cannot be decompressed', (_, damage, problem) => {
  const damaged = damage(gzipSync(Buffer.from('{"a":1}'.repeat(100))));
  expect(() => decompress(damaged, '.gz')).toThrow(
    `the file of ${damaged.length} bytes ending in .gz cannot be decompressed: ${problem}`,
  );
});

test('gzip and none are always to be had', () => {
  expect(() => {
    assertAvailable('NONE');
    assertAvailable('GZIP');
  }).not.toThrow();
});

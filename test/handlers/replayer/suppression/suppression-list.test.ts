import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { KeySet, sha256 } from '../../../../lambda-runtime/replayer/suppression/key-set';
import { readList } from '../../../../lambda-runtime/replayer/suppression/suppression-list';

interface Given {
  readonly name?: string;
  readonly hashed?: boolean;
  readonly mostKeys?: number;
  /** The number of bytes that come at a time. */
  readonly piece?: number;
}

const MOST = 1000;

function read(content: string | Buffer, { name = 'list', hashed, mostKeys = MOST, piece = 3 }: Given = {}) {
  const bytes = Buffer.from(content);
  const chunks = (async function* () {
    for (let start = 0; start < bytes.length; start += piece) {
      yield bytes.subarray(start, start + piece);
    }
  })();
  return readList({ name, chunks, hashed, mostKeys });
}

const hex = (key: string | Buffer) => sha256(Buffer.from(key)).toString('hex');

test.each<[string, string | Buffer, Given]>([
  ['lines', 'a\nb c\nä', {}],
  ['a last line with an end', 'a\nb c\nä\n', {}],
  ['carriage returns', 'a\r\nb c\r\nä\r\n', {}],
  ['blank lines and doubles', '\n\na\n\r\n\nb c\na\nä\n\n', {}],
  ['a byte order mark', '\ufeffa\nb c\nä', {}],
  ['gzip', gzipSync('a\nb c\nä'), { name: 'list.gz' }],
  ['gzip that the name does not tell of', gzipSync('a\nb c\nä'), {}],
  ['gzip of two members', Buffer.concat([gzipSync('a\nb '), gzipSync('c\nä')]), { name: 'list.gz', piece: 1000 }],
  ['gzip with a mark', gzipSync('\ufeffa\r\nb c\r\nä'), { name: 'list.gz', piece: 1000 }],
  ['SHA-256', [hex('a'), `sha256:${hex('b c')}`, hex('ä').toUpperCase()].join('\r\n'), { hashed: true }],
])('a list has the same keys when it is written with %s', async (_, content, given) => {
  const list = await read(content, given);
  expect(['a', 'b c', 'ä', 'b', 'c', '', 'A'].filter((key) => list.has(Buffer.from(key)))).toEqual(['a', 'b c', 'ä']);
  expect(list).toMatchObject({ size: 3, digest: hex(Buffer.from(content)), padded: 0 });
});

test('binary keys are written as their SHA-256, and the empty key too', async () => {
  const binary = Buffer.from([0, 10, 13, 255]);
  const list = await read([hex(binary), hex('')].join('\n'), { hashed: true });
  expect([binary, Buffer.alloc(0), Buffer.from([0, 10, 13])].map((key) => list.has(key))).toEqual([true, true, false]);
});

test('a line that could be a key or its SHA-256 is refused until it is said which it is', async () => {
  const content = `a\n${hex('b')}`;
  await expect(read(content)).rejects.toThrow(
    'line 2 may be a key or the SHA-256 of one; say which by "hashed": true where each line is a SHA-256, or false',
  );
  const texts = await read(content, { hashed: false });
  expect([texts.has(Buffer.from(hex('b'))), texts.has(Buffer.from('b'))]).toEqual([true, false]);
  await expect(read(content, { hashed: true })).rejects.toThrow(
    /^line 1 is no SHA-256, 64 hexadecimal digits with or without 'sha256:' in front/,
  );
});

test.each<[string, string | Buffer, Given, string]>([
  ['no gzip though its name says so', 'a\nb', { name: 'list.gz' }, 'its name ends in .gz, and it is not compressed'],
  ['gzip that is cut', gzipSync('a\nb\nc'.repeat(50)).subarray(0, -9), {}, 'it is not whole: unexpected end of file'],
  [
    'gzip with something behind it',
    Buffer.concat([gzipSync('a'), Buffer.from('b\n')]),
    {},
    'it is not whole: incorrect',
  ],
  ['gzip with zeros behind it', Buffer.concat([gzipSync('a'), Buffer.alloc(9)]), { piece: 99 }, 'something follows'],
  ['UTF-16', Buffer.from('\ufeffa\n', 'utf16le'), {}, 'it is UTF-16'],
  ['more keys than there is memory for', 'a\nb\nc\n', { mostKeys: 2 }, 'it has more than the 2 keys'],
  ['a line that is no key', Buffer.alloc(5e6, 'a'), { piece: 1e5 }, 'line 1 has more than 4194304 bytes'],
])('a list is refused for good that is %s', async (_, content, given, problem) => {
  await expect(read(content, given)).rejects.toThrow(problem);
  await expect(read(content, given)).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('an error tells no key', async () => {
  await expect(read('alice@example.com\n', { hashed: true })).rejects.toThrow(/^(?!.*alice)/);
});

test('lines that begin or end with blanks or quotation marks are keys like any other, and counted', async () => {
  const list = await read('a \n"b"\n\tc\nd e\n');
  expect(['a ', 'a', '"b"', 'b', '\tc', 'd e'].map((key) => list.has(Buffer.from(key)))).toEqual([
    true,
    false,
    true,
    false,
    true,
    true,
  ]);
  expect(list.padded).toBe(3);
});

test('a set of keys answers as a set of texts does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 3 })),
      fc.array(fc.uint8Array({ maxLength: 3 })),
      (added, asked) => {
        const set = new KeySet();
        const model = new Set(added.map((key) => Buffer.from(key).toString('hex')));
        for (const key of added) {
          set.add(sha256(key));
        }
        expect(set.size).toBe(model.size);
        for (const key of [...added, ...asked].map((bytes) => Buffer.from(bytes))) {
          expect(set.has(key)).toBe(model.has(key.toString('hex')));
        }
      },
    ),
  );
});

test('a set of keys grows without losing any', () => {
  const set = new KeySet();
  const keys = Array.from({ length: 10_000 }, (_, index) => Buffer.from(`customer-${index}`));
  for (const key of keys) {
    set.add(sha256(key));
    set.add(sha256(key));
  }
  expect(set.size).toBe(10_000);
  expect(keys.every((key) => set.has(key))).toBe(true);
  expect(keys.some((key) => set.has(Buffer.from(`${key}x`)))).toBe(false);
});

test('the one digest of zeros is a key like any other', () => {
  const set = new KeySet();
  set.add(Buffer.alloc(32));
  set.add(Buffer.alloc(32));
  expect(set.size).toBe(1);
});

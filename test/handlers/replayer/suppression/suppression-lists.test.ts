import { Suppression } from '../../../../lambda-runtime/replayer/suppression/suppression';
import { SuppressionLists } from '../../../../lambda-runtime/replayer/suppression/suppression-lists';
import { readPayload } from '../../../../src/contract/payload';
import { MemoryLists } from '../../support/memory-lists';

const LIST = 's3://lists/forgotten.txt';

function asked(more: object = {}): Suppression {
  const { suppress } = readPayload({ suppress: { keys: LIST, ...more } });
  if (suppress === undefined) throw new Error('the payload has lost its list');
  return new Suppression(suppress);
}

test('a list answers nothing until it is read', () => {
  expect(() => asked().has(Buffer.from('a'))).toThrow(
    'the suppression list s3://lists/forgotten.txt has not been read',
  );
  expect(() => asked().bound).toThrow('has not been read');
});

test('a list is read once for a function, and again when it has changed', async () => {
  const bucket = new MemoryLists();
  const lists = bucket.lists();
  bucket.put(LIST, 'a\n');
  const first = await lists.load(asked());
  const again = await lists.load(asked());
  expect([first, again].map((list) => list.has(Buffer.from('a')))).toEqual([true, true]);
  bucket.put(LIST, 'b\n');
  const changed = await lists.load(asked());
  expect(['a', 'b'].map((key) => changed.has(Buffer.from(key)))).toEqual([false, true]);
  expect(bucket.asked).toEqual({ read: 2, unchanged: 1 });
});

test('a list that is asked for several times at once is read once', async () => {
  const bucket = new MemoryLists();
  const lists = bucket.lists();
  bucket.put(LIST, 'a\n');
  const loaded = await Promise.all([lists.load(asked()), lists.load(asked()), lists.load(asked())]);
  expect(loaded.map((list) => list.has(Buffer.from('a')))).toEqual([true, true, true]);
  expect(bucket.asked).toEqual({ read: 1, unchanged: 2 });
});

test('a list that is to be read in another way is read again', async () => {
  const bucket = new MemoryLists();
  const lists = bucket.lists();
  bucket.put(LIST, bucket.digestOf.name.padEnd(64, 'x').replace(/[^0-9a-f]/g, '0'));
  await lists.load(asked({ hashed: true }));
  await expect(lists.load(asked())).rejects.toThrow('line 1 may be a key or the SHA-256 of one');
  expect(bucket.asked).toEqual({ read: 2, unchanged: 0 });
});

test('a list that is another than the one it was asked for is refused, also where it was read before', async () => {
  const bucket = new MemoryLists();
  const lists = bucket.lists();
  bucket.put(LIST, 'a\n');
  const sha256 = bucket.digestOf(LIST);
  expect((await lists.load(asked({ sha256: sha256.toUpperCase() }))).summary).toEqual({
    keys: LIST,
    sha256,
    hashed: false,
    on_match: 'drop',
    size: 1,
  });
  bucket.put(LIST, 'a\nb\n');
  const problem = `its SHA-256 was ${sha256} and is ${bucket.digestOf(LIST)}; nothing goes out by two lists`;
  await expect(lists.load(asked({ sha256 }))).rejects.toThrow(problem);
  await expect(lists.load(asked({ sha256 }))).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: expect.stringContaining(problem),
  });
});

test('a record without a key is in no list', async () => {
  const bucket = new MemoryLists();
  bucket.put(LIST, '\n');
  expect((await bucket.lists().load(asked())).has(null)).toBe(false);
});

test('a list may take a quarter of the memory of its function', async () => {
  const bucket = new MemoryLists();
  bucket.put(LIST, Array.from({ length: 17 }, (_, index) => `key-${index}`).join('\n'));
  await expect(new SuppressionLists(bucket, 64 * 4 * 16).load(asked())).rejects.toThrow(
    `the suppression list ${LIST} cannot be used: it has more than the 16 keys that the function has memory for`,
  );
  expect((await new SuppressionLists(bucket, 64 * 4 * 17).load(asked())).size).toBe(17);
});

test('a connection that breaks may pass', async () => {
  const broken = {
    read: async () => ({
      tag: undefined,
      chunks: (async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from('a\n');
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      })(),
    }),
  };
  const loading = new SuppressionLists(broken).load(asked());
  await expect(loading).rejects.toThrow(`${LIST} cannot be used: aborted`);
  await expect(loading).rejects.toMatchObject({ name: 'Error' });
});

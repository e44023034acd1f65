import fc from 'fast-check';
import { jsonObjects } from '../../../../lambda-runtime/replayer/runs/json-objects';

async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

async function all(text: string, size: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const object of jsonObjects(pieces(text, size))) {
    found.push(object);
  }
  return found;
}

test('the objects of an array come one by one, however it is cut and indented', async () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(objects, fc.integer({ min: 1, max: 40 }), fc.nat(2), async (array, size, indentation) => {
      const text = JSON.stringify(array, null, indentation);
      expect(await all(text, size)).toEqual(JSON.parse(text));
    }),
  );
});

test('braces, quotes and backslashes in texts are no part of the structure', async () => {
  const tricky = [{ a: '}{"\\', '\\"}': ['\\'] }, { b: '[{"é😀' }];
  expect(await all(JSON.stringify(tricky), 1)).toEqual(tricky);
});

test('an end in the middle is an error', async () => {
  await expect(all('[{"a":1},{"b":', 5)).rejects.toThrow('it ends in the middle of an object');
});

import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Publisher } from '../../lambda-runtime/kafka/publisher';
import { parseTopicSettings } from '../../lambda-runtime/kafka/topic-settings';
import { numbered } from '../handlers/replayer/store-segment';
import { store } from '../handlers/support/files';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { useMount } from '../handlers/support/mount';
import { runReplay } from '../handlers/support/replayer';

const mount = useMount();

const DIRECTORY = 'small/2026/04/13/07/orders+0/05';
const nameOf = (ending: string) => `${DIRECTORY}/orders+0+00000000000000000005${ending}`;

async function put(path: string, bytes: Buffer | string): Promise<void> {
  await mkdir(dirname(join(mount.root, path)), { recursive: true });
  await writeFile(join(mount.root, path), bytes);
}

async function sparse(path: string, size: number): Promise<void> {
  await put(path, '');
  await truncate(join(mount.root, path), size);
}

const nested = (depth: number) => `{"topic":"orders","value":${'['.repeat(depth)}`;

/** Gzip tells the size of its last member alone. */
const member = gzipSync(Buffer.alloc(1e6));
const members = (count: number) => Buffer.concat(Array<Buffer>(count).fill(member));

/** Compressed once for the three tests of a file. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
const compressedLists = once(() => gzipSync(nested(3_000_000)));
const compressedZeros = once(() => gzipSync(Buffer.alloc(2e8)));

const FILES: [string, string, (path: string) => Promise<void>, string][] = [
  ['2 GiB', '.record.json', (path) => sparse(path, 2 ** 31), 'the file has 2147483648 bytes'],
  ['2 GiB, of a raw value', '.json', (path) => sparse(path, 2 ** 31), 'the file has 2147483648 bytes'],
  ['64 MiB and a byte', '.json', (path) => sparse(path, 2 ** 26 + 1), 'the file has 67108865 bytes'],
  [
    'a record of 40 MiB',
    '.record.json',
    (path) => sparse(path, 40 * 2 ** 20),
    '41943040 bytes, and a record has 33554432',
  ],
  ['lists within lists', '.record.json', (path) => put(path, nested(3_000_000)), 'more than 2000000 objects and lists'],
  [
    'lists within lists, compressed',
    '.record.json.gz',
    (path) => put(path, compressedLists()),
    'more than 2000000 objects and lists',
  ],
  [
    '200 MB of zeros, compressed',
    '.json.gz',
    (path) => put(path, compressedZeros()),
    'unfolds to more than 67108864 bytes',
  ],
  [
    '200 MB of zeros, compressed in members of 1 MB',
    '.json.gz',
    (path) => put(path, members(200)),
    'unfolds to more than 67108864 bytes',
  ],
];

describe.each(FILES)('a file with %s', (_, ending, make, problem) => {
  beforeEach(async () => {
    for (const offset of [3, 4, 6]) await store(mount.root, numbered(offset));
    await store(mount.root, numbered(9, { partition: 1 }));
    await make(nameOf(ending));
  });

  test.each<[string, Record<string, unknown>, string[], boolean]>([
    ['stops its partition alone', { dry_run: false }, ['3', '4'], false],
    ['is passed by with skip', { dry_run: false, on_unreadable: 'skip' }, ['3', '4', '6'], true],
    ['is found by a dry run', { dry_run: true }, [], true],
  ])('%s, and is named', async (_, payload, published, done) => {
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, payload, { publisher });
    expect(answer).toMatchObject({ done, errors: 1 });
    expect(answer.error_messages).toEqual([expect.stringContaining(nameOf(ending))]);
    expect(answer.error_messages?.[0]).toContain(problem);
    expect(publisher.valuesOf(0)).toEqual(published);
    expect(publisher.valuesOf(1)).toEqual(payload.dry_run ? [] : ['9']);
  });
});

describe('files that unfold to more than they say', () => {
  const nameIn = (partition: number) => `small/orders+${partition}+00000000000000000005.json.gz`;

  test('are read whole, and one at a time', async () => {
    const partitions = Array.from({ length: 6 }, (_, partition) => partition);
    for (const partition of partitions) {
      await put(nameIn(partition), members(40));
      await store(mount.root, numbered(6, { partition }));
    }
    const published: number[] = [];
    let [large, mostLarge] = [0, 0];
    const publisher: Publisher = {
      partitionCount: async () => 6,
      settings: async () => parseTopicSettings([]),
      publish: async (_, records) => {
        const isLarge = records.some(({ value }) => (value?.length ?? 0) > 1e6);
        large += isLarge ? 1 : 0;
        mostLarge = Math.max(mostLarge, large);
        await new Promise((resolve) => setTimeout(resolve, 10));
        large -= isLarge ? 1 : 0;
        published.push(...records.map(({ value }) => value?.length ?? 0));
        return { places: records.map(() => undefined), mayBeRepeated: false };
      },
      close: async () => undefined,
    };
    const limits = { maxFiles: 16, maxBytes: 2 ** 23 };
    const answer = await runReplay(mount.root, { dry_run: false }, { publisher, limits });
    expect(answer).toMatchObject({ published: 12, errors: 0, done: true });
    expect(published.filter((length) => length === 40e6)).toHaveLength(6);
    expect(mostLarge).toBe(1);
  });

  test('take the place of a broken copy as well', async () => {
    await put('large/orders+0+00000000000000000005.json.gz', 'no gzip');
    await put(nameIn(0), members(3));
    const publisher = new MemoryPublisher();
    const limits = { maxFiles: 1, maxBytes: 1 };
    const answer = await runReplay(mount.root, { dry_run: false }, { publisher, limits });
    expect(answer).toMatchObject({ published: 1, errors: 1, done: true });
    expect(publisher.records[0]?.value).toHaveLength(3e6);
  });
});

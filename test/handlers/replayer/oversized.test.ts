import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { store } from '../support/files';
import { MemoryPublisher } from '../support/memory-publisher';
import { useMount } from '../support/mount';
import { runReplay } from '../support/replayer';
import { numbered } from './store-segment';

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
    (path) => put(path, gzipSync(nested(3_000_000))),
    'more than 2000000 objects and lists',
  ],
  [
    '200 MB of zeros, compressed',
    '.json.gz',
    (path) => put(path, gzipSync(Buffer.alloc(2e8))),
    'is more than 67108864',
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

import { rmSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorMessage } from '../../../lambda-runtime/errors';
import { parseFileName } from '../../../lambda-runtime/files/names';
import { walk } from '../../../lambda-runtime/files/walk';
import { failOperations } from '../support/faults';
import { temporaryMount, useMount } from '../support/mount';

useMount();

const OURS = 'orders+3+00000000000000000042.json';

async function mountOf(...paths: string[]): Promise<string> {
  const root = await temporaryMount();
  for (const path of paths) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), 'x');
  }
  return root;
}

/** The offsets in the name of a file of the ingest; undefined for any other file. */
function offsetsIn(name: string): string | undefined {
  const named = parseFileName(name);
  return named?.type === 'segment' ? `${named.span.first}-${named.span.last}` : named && `${named.coordinates.offset}`;
}

async function visit(root: string, prefix = '', maxListings = 4) {
  const records: string[] = [];
  const foreign: string[] = [];
  const unreadable: string[] = [];
  await walk(root, prefix, maxListings, {
    file: (directory, name) => {
      const offsets = offsetsIn(name);
      if (offsets === undefined) foreign.push(`${directory}${name}`);
      else records.push(`${directory}@${offsets}`);
    },
    foreign: (path) => foreign.push(path),
    unreadable: (path, error) => unreadable.push(`${path} ${errorMessage(error)}`),
  });
  return { records: records.sort(), foreign: foreign.sort(), ...(unreadable.length > 0 && { unreadable }) };
}

test('a walk finds files at every depth, whatever their names', async () => {
  const root = await mountOf(OURS, `a/b/c/${OURS}`, 'a/notes.txt', 'a/b/evt-1.json');
  expect(await visit(root)).toEqual({ records: ['@42', 'a/b/c/@42'], foreign: ['a/b/evt-1.json', 'a/notes.txt'] });
});

test('a walk finds segments and files of one record', async () => {
  const root = await mountOf(`a/${OURS}`, 'a/orders+3+00000000000000000040+00000000000000000049+10.records.ndjson.gz');
  expect(await visit(root)).toEqual({ records: ['a/@40-49', 'a/@42'], foreign: [] });
});

test('a walk stays below its prefix', async () => {
  const root = await mountOf(`a/${OURS}`, `b/${OURS}`);
  expect((await visit(root, 'b/')).records).toEqual(['b/@42']);
});

test('names that begin with a dot are passed by, files and directories alike', async () => {
  const root = await mountOf(`.s3files-lost+found/${OURS}`, 'a/.0123456789ab.cdef.tmp');
  expect(await visit(root)).toEqual({ records: [], foreign: [] });
});

test('a link is not followed, whatever its name', async () => {
  const elsewhere = await mountOf('secret');
  const root = await mountOf('a/file');
  await symlink(join(elsewhere, 'secret'), join(root, OURS));
  await symlink(elsewhere, join(root, 'b'));
  expect(await visit(root)).toEqual({ records: [], foreign: ['a/file', 'b', OURS].sort() });
});

test('one listing at a time still visits every directory', async () => {
  const paths = Array.from({ length: 30 }, (_, index) => `${index % 5}/${index}/${OURS}`);
  expect((await visit(await mountOf(...paths), '', 1)).records).toHaveLength(30);
});

test('a prefix that is not there fails', async () => {
  await expect(visit(await mountOf(OURS), 'a/')).rejects.toThrow('ENOENT');
});

test('a directory that vanishes while others are visited holds nothing', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `hour-${index}`);
  const root = await mountOf('file', ...names.map((name) => `${name}/${OURS}`));
  const vanish = () => {
    for (const name of names) rmSync(join(root, name), { recursive: true });
  };
  // One listing at a time: at most one directory can have been listed before all of them go.
  const records: string[] = [];
  await walk(root, '', 1, {
    file: (directory, name) => (offsetsIn(name) === undefined ? vanish() : records.push(directory)),
    foreign: vanish,
    unreadable: (path) => records.push(path),
  });
  expect(records.length).toBeLessThanOrEqual(1);
});

test('records that were set aside are passed by, unless the walk begins among them', async () => {
  const root = await mountOf(
    `unwritable/2026/04/13/orders+3/${OURS}`,
    `unwritably/${OURS}`,
    `small/unwritable/${OURS}`,
  );
  expect(await visit(root)).toEqual({ records: ['small/unwritable/@42', 'unwritably/@42'], foreign: [] });
  for (const prefix of ['unwritable/', 'unwritable/2026/04/']) {
    expect(await visit(root, prefix)).toEqual({ records: ['unwritable/2026/04/13/orders+3/@42'], foreign: [] });
  }
});

test('a name that is not UTF-8 is told, be it a file or a directory, and all else is found', async () => {
  const root = await mountOf(`a/${OURS}`);
  const name = Buffer.from([0x61, 0xff, 0x0a]);
  await mkdir(Buffer.concat([Buffer.from(`${root}/`), name]));
  await writeFile(Buffer.concat([Buffer.from(`${root}/`), name, Buffer.from(`/${OURS}`)]), 'x');
  await writeFile(Buffer.concat([Buffer.from(`${root}/a/`), Buffer.from([0xc3])]), 'x');
  const { records, unreadable } = await visit(root);
  expect(records).toEqual(['a/@42']);
  expect(unreadable?.sort()).toEqual([
    expect.stringMatching(/^a\/\\xc3 its name is not UTF-8/),
    expect.stringMatching(/^a\\xff\\x0a its name is not UTF-8/),
  ]);
});

test.each(['EACCES', 'EIO'] as const)(
  'a directory that cannot be listed (%s) is told, and all else is found',
  async (error) => {
    const root = await mountOf(`a/${OURS}`, `b/c/${OURS}`, `b/d/${OURS}`);
    failOperations('readdir', error, /\/b\/c\/?$/);
    const { records, unreadable } = await visit(root);
    expect(records).toEqual(['a/@42', 'b/d/@42']);
    expect(unreadable).toEqual([expect.stringMatching(`^b/c/ ${error}`)]);
  },
);

test('the directory that a walk begins at must be listed', async () => {
  const root = await mountOf(`a/${OURS}`);
  failOperations('readdir', 'EACCES', /\/a\/?$/);
  await expect(visit(root, 'a/')).rejects.toThrow('EACCES');
});

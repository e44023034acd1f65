import { mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Leftovers } from '../../../lambda-runtime/files/leftovers';
import { contentsBelow, filesBelow, useMount } from '../support/mount';

const LEFTOVER = '.3b9c358f36f0.0123456789ab.tmp';
const MINUTE = 60_000;

const mount = useMount();
let now: number;

beforeEach(() => {
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
});

async function leave(directory: string, name = LEFTOVER): Promise<string> {
  await mkdir(join(mount.root, directory), { recursive: true });
  await writeFile(join(mount.root, directory, name), 'hal');
  return join(directory, name);
}

test('what an attempt left behind, or is still writing, is not touched', async () => {
  const leftovers = new Leftovers();
  const left = await leave('a/b');
  leftovers.wrote('a/b');
  await leftovers.remove(mount.root);
  now += 14 * MINUTE;
  await leftovers.remove(mount.root);
  expect(await filesBelow(mount.root)).toEqual([left]);
});

test('once whoever wrote it must have ended, it is removed from a directory that was written to', async () => {
  const leftovers = new Leftovers();
  await leave('a/b');
  const elsewhere = await leave('a/c');
  leftovers.wrote('a/b');
  now += 16 * MINUTE;
  await leftovers.remove(mount.root);
  expect(await filesBelow(mount.root)).toEqual([elsewhere]);
});

test('a temporary file that was made meanwhile is left to whoever writes it, and removed the next time', async () => {
  const leftovers = new Leftovers();
  const left = await leave('a');
  leftovers.wrote('a');
  now += 16 * MINUTE;
  await utimes(join(mount.root, left), now / 1000, now / 1000);
  await leftovers.remove(mount.root);
  expect(await filesBelow(mount.root)).toEqual([left]);
  leftovers.wrote('a');
  now += 16 * MINUTE;
  await leftovers.remove(mount.root);
  expect(await filesBelow(mount.root)).toEqual([]);
});

test('records and files of others stay, however old they are, and whatever they are called', async () => {
  const leftovers = new Leftovers();
  for (const name of ['orders+0+00000000000000000007.json', '.nfs0000', '.3b9c358f36f0.tmp.old', 'x.tmp']) {
    await leave('a', name);
  }
  const before = await contentsBelow(mount.root);
  leftovers.wrote('a');
  now += 60 * MINUTE;
  await leftovers.remove(mount.root);
  expect(await contentsBelow(mount.root)).toEqual(before);
});

test('a directory that is gone is no error, and keeps none of the others from being looked into', async () => {
  const leftovers = new Leftovers();
  await leave('there');
  leftovers.wrote('gone');
  leftovers.wrote('there');
  now += 16 * MINUTE;
  await expect(leftovers.remove(mount.root)).resolves.toBeUndefined();
  expect(await filesBelow(mount.root)).toEqual([]);
});

test('nothing is removed behind a link that has taken the place of a directory', async () => {
  const leftovers = new Leftovers();
  const outside = await leave('outside');
  await symlink(join(mount.root, 'outside'), join(mount.root, 'linked'));
  leftovers.wrote('linked');
  now += 16 * MINUTE;
  await leftovers.remove(mount.root);
  expect(await filesBelow(mount.root)).toEqual(['linked', outside]);
});

test('many directories are looked into over several invocations, so that no answer waits for all of them', async () => {
  const leftovers = new Leftovers();
  for (let index = 0; index < 20; index++) {
    await leave(`d${index}`);
    leftovers.wrote(`d${index}`);
  }
  now += 16 * MINUTE;
  const left: number[] = [];
  for (let invocation = 0; invocation < 3; invocation++) {
    await leftovers.remove(mount.root);
    left.push((await filesBelow(mount.root)).length);
  }
  expect(left).toEqual([12, 4, 0]);
});

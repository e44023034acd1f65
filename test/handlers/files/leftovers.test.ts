import { utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { writeAtomically } from '../../../lambda-runtime/files/atomic-write';
import { Leftovers } from '../../../lambda-runtime/files/leftovers';
import { contentsBelow, filesBelow, useMount } from '../support/mount';

const LEFTOVER = '.3b9c358f36f0.tmp'; // of a file called `file`
const MINUTE = 60_000;

const mount = useMount();
let now: number;

beforeEach(async () => {
  now = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  await writeFile(join(mount.root, LEFTOVER), 'hal');
});

async function writeIn(name: string, leftovers: Leftovers): Promise<void> {
  const found = (temporary: string) => leftovers.found(relative(mount.root, temporary));
  await writeAtomically(join(mount.root, name), Buffer.from('whole'), { found });
}

/** Writes the file whose first attempt left something behind. */
async function writeAgain(leftovers: Leftovers): Promise<void> {
  await writeIn('file', leftovers);
}

test('what an attempt left behind, or is still writing, is not touched by the next one', async () => {
  const leftovers = new Leftovers();
  await writeAgain(leftovers);
  await leftovers.remove(mount.root);
  expect(await contentsBelow(mount.root)).toEqual({ file: 'whole', [LEFTOVER]: 'hal' });
});

test('once whoever wrote it must have ended, it is removed', async () => {
  const leftovers = new Leftovers();
  await writeAgain(leftovers);
  now += 14 * MINUTE;
  await leftovers.remove(mount.root);
  expect(await filesBelow(mount.root)).toContain(LEFTOVER);
  now += 2 * MINUTE;
  await leftovers.remove(mount.root);
  expect(await contentsBelow(mount.root)).toEqual({ file: 'whole' });
});

test('a temporary file that was made anew meanwhile is left to whoever writes it', async () => {
  const leftovers = new Leftovers();
  await writeAgain(leftovers);
  now += 16 * MINUTE;
  await utimes(join(mount.root, LEFTOVER), now / 1000, now / 1000);
  await leftovers.remove(mount.root);
  expect(await filesBelow(mount.root)).toContain(LEFTOVER);
});

test('one that is gone already is no error', async () => {
  const leftovers = new Leftovers();
  leftovers.found('gone');
  now += 16 * MINUTE;
  await expect(leftovers.remove(mount.root)).resolves.toBeUndefined();
});

test('a write that comes upon nothing leaves nothing to remove', async () => {
  const leftovers = new Leftovers();
  await writeIn('another', leftovers);
  now += 16 * MINUTE;
  await leftovers.remove(mount.root);
  expect(await filesBelow(mount.root)).toEqual([LEFTOVER, 'another']);
});

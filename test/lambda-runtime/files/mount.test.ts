import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Directories } from '../../../lambda-runtime/files/directories';
import { assertInside } from '../../../lambda-runtime/files/mount';
import { filesBelow, removeMounts, temporaryMount } from '../support/mount';

afterEach(removeMounts);

test('a directory of the mount is inside, and so is the mount itself', async () => {
  const root = await temporaryMount();
  await mkdir(join(root, 'a', 'b'), { recursive: true });
  await expect(assertInside(root, 'a/b')).resolves.toBeUndefined();
  await expect(assertInside(root, '')).resolves.toBeUndefined();
});

test('a mount that is itself reached by a link is fine', async () => {
  const elsewhere = await temporaryMount();
  const root = join(await temporaryMount(), 'link');
  await symlink(elsewhere, root);
  await mkdir(join(root, 'a'));
  await expect(assertInside(root, 'a')).resolves.toBeUndefined();
});

test('below a link on the mount no directory is taken, however deep, and nothing is left outside but directories', async () => {
  const outside = await temporaryMount();
  const root = await temporaryMount();
  await symlink(outside, join(root, 'small'));
  await expect(new Directories(root).ensure('small/2026')).rejects.toThrow("'small/2026' on the mount leads to");
  expect(await filesBelow(outside)).toEqual([]);
});

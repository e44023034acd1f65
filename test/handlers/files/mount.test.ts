import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Directories } from '../../../lambda-runtime/files/directories';
import { assertInside } from '../../../lambda-runtime/files/mount';
import { temporaryMount, useMount } from '../support/mount';

const mount = useMount();

test('a directory of the mount is inside, and so is the mount itself', async () => {
  const { root } = mount;
  await mkdir(join(root, 'a', 'b'), { recursive: true });
  await expect(assertInside(root, 'a/b')).resolves.toBeUndefined();
  await expect(assertInside(root, '')).resolves.toBeUndefined();
});

test('a mount that is itself reached by a link is fine', async () => {
  const elsewhere = await temporaryMount();
  const root = join(mount.root, 'link');
  await symlink(elsewhere, root);
  await mkdir(join(root, 'a'));
  await expect(assertInside(root, 'a')).resolves.toBeUndefined();
});

test('below a link on the mount no directory is taken, however deep, and nothing is left outside', async () => {
  const outside = await temporaryMount();
  const { root } = mount;
  await symlink(outside, join(root, 'small'));
  await expect(new Directories(root).ensure('small/2026')).rejects.toThrow("'small' on the mount leads to");
  expect(await readdir(outside)).toEqual([]);
});

test('a link to a directory of the same mount is no directory either', async () => {
  const { root } = mount;
  await mkdir(join(root, 'large', '2026'), { recursive: true });
  await symlink(join(root, 'large'), join(root, 'small'));
  await expect(new Directories(root).ensure('small/2026')).rejects.toThrow("'small/2026' on the mount leads to");
});

test('a link that leads nowhere is an error that says so', async () => {
  const { root } = mount;
  await symlink(join(root, 'gone'), join(root, 'small'));
  await expect(new Directories(root).ensure('small')).rejects.toThrow(
    "'small' on the mount is a link that leads nowhere",
  );
});

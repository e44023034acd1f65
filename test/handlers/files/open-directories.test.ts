import { mkdir, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasHandles, OpenDirectories } from '../../../lambda-runtime/files/open-directories';
import { filesBelow, temporaryMount, useMount } from '../support/mount';

const mount = useMount();

const nothing = async () => undefined;

describe.each([
  ['with handles', hasHandles()],
  ['without', false],
] as const)('%s', (_, handled) => {
  async function making(root: string, directory: string): Promise<void> {
    const directories = new OpenDirectories(root, true, handled);
    try {
      await directories.within(directory, nothing);
    } finally {
      directories.close();
    }
  }

  describe('directories that are missing', () => {
    test('are made with those above them, also at the same time', async () => {
      const { root } = mount;
      const directories = new OpenDirectories(root, true, handled);
      await Promise.all(['a/b/c/1', 'a/b/c/2', 'a/b/c/1', 'a/d'].map((path) => directories.within(path, nothing)));
      directories.close();
      expect((await readdir(join(root, 'a/b/c'))).sort()).toEqual(['1', '2']);
      expect((await stat(join(root, 'a/d'))).isDirectory()).toBe(true);
    });

    test('that exist are left alone', async () => {
      const { root } = mount;
      await mkdir(join(root, 'a/b'), { recursive: true });
      await writeFile(join(root, 'a/b/file'), 'x');
      await making(root, 'a/b');
      expect(await filesBelow(root)).toEqual(['a/b/file']);
    });

    test('are never made where the root is gone', async () => {
      const root = join(mount.root, 'gone');
      await expect(making(root, 'a/b')).rejects.toThrow('ENOENT');
      await expect(stat(root)).rejects.toThrow('ENOENT');
    });

    test('that somebody else makes at the same moment are as good', async () => {
      const { root } = mount;
      await Promise.all(Array.from({ length: 10 }, () => making(root, 'a/b/c')));
      expect((await stat(join(root, 'a/b/c'))).isDirectory()).toBe(true);
    });

    test('include the root itself', async () => {
      await expect(making(mount.root, '.')).resolves.toBeUndefined();
    });

    test('below a file fail', async () => {
      const { root } = mount;
      await writeFile(join(root, 'a'), 'in the way');
      await expect(making(root, 'a/b')).rejects.toThrow('ENOTDIR');
    });
  });

  describe('a link', () => {
    test('is no matter where it leads to the mount itself', async () => {
      const elsewhere = await temporaryMount();
      const root = join(mount.root, 'link');
      await symlink(elsewhere, root);
      await making(root, 'a');
      expect(await readdir(elsewhere)).toEqual(['a']);
    });

    test('is no directory, however deep, and nothing is left outside', async () => {
      const outside = await temporaryMount();
      const { root } = mount;
      await symlink(outside, join(root, 'small'));
      await expect(making(root, 'small/2026')).rejects.toThrow(`'small' on the mount leads to ${outside} by a link`);
      expect(await readdir(outside)).toEqual([]);
    });

    test('to a directory of the same mount is no directory either', async () => {
      const { root } = mount;
      await mkdir(join(root, 'large', '2026'), { recursive: true });
      await symlink(join(root, 'large'), join(root, 'small'));
      await expect(making(root, 'small/2026')).rejects.toThrow("'small' on the mount leads to");
    });

    test('that leads nowhere is an error that says so', async () => {
      const { root } = mount;
      await symlink(join(root, 'gone'), join(root, 'small'));
      await expect(making(root, 'small')).rejects.toThrow("'small' on the mount leads to");
    });
  });
});

test('a path that leads out is refused', async () => {
  await expect(new OpenDirectories(mount.root).within('../a', nothing)).rejects.toThrow('leads out of the mount');
  await expect(new OpenDirectories(mount.root).within('..', nothing)).rejects.toThrow('leads out of the mount');
});

test('a directory that was removed and made anew is found again, once it was missed', async () => {
  const { root } = mount;
  const directories = new OpenDirectories(root, true);
  const writing = () => directories.within('a', (at) => writeFile(`${at}/file`, 'x'));
  await writing();
  await rm(join(root, 'a'), { recursive: true });
  await mkdir(join(root, 'a'));
  await writing().catch(() => undefined);
  await writing();
  directories.close();
  expect(await filesBelow(root)).toEqual(['a/file']);
});

test('an error tells the path that others know', async () => {
  const { root } = mount;
  const directories = new OpenDirectories(root, true);
  await expect(directories.within('a', (at) => readdir(`${at}/gone`))).rejects.toThrow(`'${join(root, 'a/gone')}'`);
  await expect(new OpenDirectories(root).within('b/c', nothing)).rejects.toThrow(`'${join(root, 'b')}'`);
  directories.close();
});

(hasHandles() ? describe : describe.skip)('the handles of directories (which need /proc)', () => {
  const open = async () => (await readdir('/proc/self/fd')).length;

  test('are few, however many directories there are, and none is left open', async () => {
    const { root } = mount;
    const before = await open();
    const directories = new OpenDirectories(root, true);
    const names = Array.from({ length: 1000 }, (_, index) => `${index % 10}/${index}`);
    await Promise.all(names.map((name) => mkdir(join(root, name), { recursive: true })));
    for (const name of names) await directories.within(name, nothing);
    expect(await open()).toBeGreaterThan(before + 300);
    expect(await open()).toBeLessThan(before + 400);
    directories.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await open()).toBeLessThanOrEqual(before + 1);
  });

  test('are closed when the last work ends where they were closed before', async () => {
    const before = await open();
    const directories = new OpenDirectories(mount.root, true);
    const within = directories.within('a', async (at) => {
      directories.close();
      await writeFile(`${at}/file`, 'x');
    });
    await within;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await open()).toBeLessThanOrEqual(before + 1);
    expect(await filesBelow(mount.root)).toEqual(['a/file']);
  });

  test('stand for the directory that was looked at, whatever has taken its place', async () => {
    const { root } = mount;
    const outside = await temporaryMount();
    const directories = new OpenDirectories(root, true);
    await directories.within('a', async (at) => {
      await rename(join(root, 'a'), join(root, 'b'));
      await symlink(outside, join(root, 'a'));
      await writeFile(`${at}/file`, 'x');
    });
    directories.close();
    expect(await readdir(outside)).toEqual([]);
    expect(await filesBelow(root)).toEqual(['a', 'b/file']);
  });
});

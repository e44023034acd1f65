import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically as write } from '../../../lambda-runtime/files/atomic-write';
import { Directories } from '../../../lambda-runtime/files/directories';
import { Leftovers } from '../../../lambda-runtime/files/leftovers';
import { contentsBelow, filesBelow, useMount } from '../support/mount';

const mount = useMount();

const writeAtomically = (path: string, bytes: Buffer) => write(path, bytes, new Leftovers());

describe('an atomic write', () => {
  test('leaves the file and nothing beside it', async () => {
    const { root } = mount;
    await writeAtomically(join(root, 'file.json'), Buffer.from('content'));
    expect(await filesBelow(root)).toEqual(['file.json']);
    expect(await readFile(join(root, 'file.json'), 'utf8')).toBe('content');
  });

  test('replaces the file as a whole: whoever has the old one open keeps it', async () => {
    const { root } = mount;
    const path = join(root, 'file.json');
    await writeFile(path, 'old');
    const before = (await stat(path)).ino;
    await writeAtomically(path, Buffer.from('new'));
    expect(await readFile(path, 'utf8')).toBe('new');
    expect((await stat(path)).ino).not.toBe(before);
  });

  test('takes a name of the full 255 bytes', async () => {
    const { root } = mount;
    const name = 'n'.repeat(255);
    await writeAtomically(join(root, name), Buffer.from('x'));
    expect(await readdir(root)).toEqual([name]);
  });

  test('that cannot be completed removes its temporary file', async () => {
    const { root } = mount;
    await mkdir(join(root, 'file.json', 'full'), { recursive: true });
    await expect(writeAtomically(join(root, 'file.json'), Buffer.from('x'))).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(await readdir(root)).toEqual(['file.json']);
  });

  test('many times to one name at once ends with one whole file', async () => {
    const { root } = mount;
    const contents = Array.from({ length: 20 }, (_, index) => String(index).repeat(100_000));
    await Promise.all(contents.map((content) => writeAtomically(join(root, 'file'), Buffer.from(content))));
    expect(await filesBelow(root)).toEqual(['file']);
    expect(contents).toContain(await readFile(join(root, 'file'), 'utf8'));
  });

  test('that is abandoned before it begins touches nothing', async () => {
    const { root } = mount;
    const abandoned = AbortSignal.abort(new Error('too late'));
    await expect(write(join(root, 'file'), Buffer.from('x'), new Leftovers(), abandoned)).rejects.toThrow('too late');
    expect(await readdir(root)).toEqual([]);
  });

  test('that is abandoned halfway leaves the file as it was, and nothing beside it', async () => {
    const { root } = mount;
    await writeFile(join(root, 'file'), 'old');
    const abandon = new AbortController();
    const writing = write(join(root, 'file'), Buffer.from('new'), new Leftovers(), abandon.signal);
    abandon.abort(new Error('too late'));
    await expect(writing).rejects.toThrow('too late');
    expect(await contentsBelow(root)).toEqual({ file: 'old' });
  });

  test('gives a file that its owner writes and everyone reads', async () => {
    const { root } = mount;
    await chmod(root, 0o755);
    await writeAtomically(join(root, 'file'), Buffer.alloc(0));
    expect((await stat(join(root, 'file'))).mode & 0o777).toBe(0o644);
  });
});

describe('directories', () => {
  test('are made with those above them, also at the same time', async () => {
    const { root } = mount;
    const directories = new Directories(root);
    await Promise.all(['a/b/c/1', 'a/b/c/2', 'a/b/c/1', 'a/d'].map((path) => directories.ensure(path)));
    expect((await readdir(join(root, 'a/b/c'))).sort()).toEqual(['1', '2']);
    expect((await stat(join(root, 'a/d'))).isDirectory()).toBe(true);
  });

  test('that exist are left alone', async () => {
    const { root } = mount;
    await mkdir(join(root, 'a/b'), { recursive: true });
    await writeFile(join(root, 'a/b/file'), 'x');
    await new Directories(root).ensure('a/b');
    expect(await filesBelow(root)).toEqual(['a/b/file']);
  });

  test('are never made where the root is gone', async () => {
    const root = join(mount.root, 'gone');
    await expect(new Directories(root).ensure('a/b')).rejects.toThrow('ENOENT');
    await expect(stat(root)).rejects.toThrow('ENOENT');
  });

  test('that somebody else makes at the same moment are as good', async () => {
    const { root } = mount;
    const several = Array.from({ length: 10 }, () => new Directories(root));
    await Promise.all(several.map((directories) => directories.ensure('a/b/c')));
    expect((await stat(join(root, 'a/b/c'))).isDirectory()).toBe(true);
  });

  test('include the root itself', async () => {
    await expect(new Directories(mount.root).ensure('.')).resolves.toBeUndefined();
  });

  test('below a file fail', async () => {
    const { root } = mount;
    await writeFile(join(root, 'a'), 'in the way');
    await expect(new Directories(root).ensure('a/b')).rejects.toThrow('ENOTDIR');
  });
});

import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isTemporaryName, writeAtomically } from '../../../lambda-runtime/files/atomic-write';
import { failOperations } from '../support/faults';
import { contentsBelow, filesBelow, useMount } from '../support/mount';

const mount = useMount();

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

  test('has a temporary name of its own each time, so that it needs no exclusive create', async () => {
    const { root } = mount;
    await mkdir(join(root, 'file', 'full'), { recursive: true });
    failOperations('unlink', 'EIO', /\.tmp$/);
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(writeAtomically(join(root, 'file'), Buffer.from('x'))).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    }
    const temporary = (await readdir(root)).filter(isTemporaryName);
    expect(temporary).toHaveLength(3);
    expect(new Set(temporary.map((name) => name.split('.')[1])).size).toBe(1);
  });

  test('that is abandoned before it begins touches nothing', async () => {
    const { root } = mount;
    const abandoned = AbortSignal.abort(new Error('too late'));
    await expect(writeAtomically(join(root, 'file'), Buffer.from('x'), abandoned)).rejects.toThrow('too late');
    expect(await readdir(root)).toEqual([]);
  });

  test('that is abandoned halfway leaves the file as it was, and nothing beside it', async () => {
    const { root } = mount;
    await writeFile(join(root, 'file'), 'old');
    const abandon = new AbortController();
    const writing = writeAtomically(join(root, 'file'), Buffer.from('new'), abandon.signal);
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

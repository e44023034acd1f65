import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OpenDirectories } from '../../../lambda-runtime/files/open-directories';
import { readWhole } from '../../../lambda-runtime/files/read';
import { useMount } from '../support/mount';

const mount = useMount();

let opened: OpenDirectories;

beforeEach(() => {
  opened = new OpenDirectories(mount.root);
});

afterEach(() => {
  opened.close();
});

const AT_ONCE = async () => undefined;

test.each([[0], [1], [3_000_000]])('a file of %d bytes is read whole, and admitted by its size', async (size) => {
  const path = join(mount.root, 'file');
  const content = randomBytes(size);
  await writeFile(path, content);
  const admitted: number[] = [];
  const { bytes } = await readWhole(opened, 'file', async (bytesToCome) => {
    admitted.push(bytesToCome);
  });
  expect(bytes.equals(content)).toBe(true);
  expect(admitted).toEqual([size]);
});

test('the time spent waiting for admission does not count', async () => {
  const path = join(mount.root, 'file');
  await writeFile(path, 'x');
  let clock = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  const { readMs } = await readWhole(opened, 'file', async () => {
    clock += 5000;
  });
  jest.restoreAllMocks();
  expect(readMs).toBe(0);
});

test('a file that is cut while it is read fails instead of coming out short', async () => {
  const path = join(mount.root, 'file');
  await writeFile(path, 'whole');
  await expect(readWhole(opened, 'file', () => truncate(path, 2))).rejects.toThrow('the file ended after 2 of 5 bytes');
});

test('what cannot be read fails', async () => {
  const { root } = mount;
  await mkdir(join(root, 'directory'));
  await expect(readWhole(opened, 'gone', AT_ONCE)).rejects.toThrow('ENOENT');
  await expect(readWhole(opened, 'directory', AT_ONCE)).rejects.toThrow('it is a directory');
});

test('neither a link nor a pipe is read, whatever its name', async () => {
  const { root } = mount;
  await writeFile(join(root, 'file'), 'x');
  await symlink('file', join(root, 'link'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
  await expect(readWhole(opened, 'link', AT_ONCE)).rejects.toThrow('ELOOP');
  await expect(readWhole(opened, 'pipe', AT_ONCE)).rejects.toThrow('it is no file');
});

import { randomBytes } from 'node:crypto';
import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readWhole } from '../../../lambda-runtime/files/read';
import { useMount } from '../support/mount';

const mount = useMount();

const AT_ONCE = async () => undefined;

test.each([[0], [1], [3_000_000]])('a file of %d bytes is read whole, and admitted by its size', async (size) => {
  const path = join(mount.root, 'file');
  const content = randomBytes(size);
  await writeFile(path, content);
  const admitted: number[] = [];
  const { bytes } = await readWhole(path, async (bytesToCome) => {
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
  const { readMs } = await readWhole(path, async () => {
    clock += 5000;
  });
  jest.restoreAllMocks();
  expect(readMs).toBe(0);
});

test('a file that is cut while it is read fails instead of coming out short', async () => {
  const path = join(mount.root, 'file');
  await writeFile(path, 'whole');
  await expect(readWhole(path, () => truncate(path, 2))).rejects.toThrow('the file ended after 2 of 5 bytes');
});

test('what cannot be read fails', async () => {
  const { root } = mount;
  await mkdir(join(root, 'directory'));
  await expect(readWhole(join(root, 'gone'), AT_ONCE)).rejects.toThrow('ENOENT');
  await expect(readWhole(join(root, 'directory'), AT_ONCE)).rejects.toThrow('EISDIR');
});

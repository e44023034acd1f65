import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { join } from 'node:path';
import { REPOSITORY } from '../process/places';
import { SlowMount } from './slow-mount';
import { SLOW_OPERATIONS, type SlowMountFault, slowMountFlags } from './slow-mount-options';
import { mayMount, whatSlowMountLacks } from './slow-mount-program';

const lacking = whatSlowMountLacks();
const isMounted = (path: string) => readFileSync('/proc/self/mountinfo', 'utf8').includes(` ${path} `);
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

async function untilUnmounted(path: string): Promise<void> {
  while (isMounted(path) || existsSync(path)) await pause();
}

(lacking === undefined ? describe : describe.skip)(`a slow mount${lacking ? ` (skipped: ${lacking})` : ''}`, () => {
  let mount: SlowMount;
  beforeAll(async () => {
    mount = await SlowMount.start({ scale: 0 });
  });
  beforeEach(() => mount.reset());
  afterAll(() => mount?.stop());
  const at = (...names: string[]) => join(mount.path, ...names);

  test('a file that was written through it is whole in the backing directory', async () => {
    const value = randomBytes(3_000_000);
    await writeFile(at('whole.bin'), value);
    for (const place of [mount.backing, mount.path]) {
      expect(value.equals(await readFile(join(place, 'whole.bin')))).toBe(true);
    }
  });

  test('it counts what reaches it', async () => {
    await mkdir(at('counted'));
    for (const name of ['a', 'b', 'c']) await writeFile(at('counted', `.${name}.tmp`), 'value');
    for (const name of ['a', 'b']) await rename(at('counted', `.${name}.tmp`), at('counted', name));
    const { operations, bytesWritten } = await mount.counters();
    expect(operations).toMatchObject({ mkdir: 1, create: 3, write: 3, commit: 3, rename: 2, unlink: 0 });
    expect(bytesWritten).toBe(15);
    expect(await readdir(at('counted'))).toEqual(['.c.tmp', 'a', 'b']);
  });

  test('a write is one request up to 1 MiB, and so is a read', async () => {
    const writing = await open(at('large'), 'w'); // writeFile cuts at 512 KiB
    await writing.write(randomBytes(920 * 1024));
    await writing.close();
    const handle = await open(at('large'));
    const { bytesRead } = await handle.read(Buffer.alloc(1024 * 1024, 1), 0);
    await handle.close();
    expect(bytesRead).toBe(920 * 1024);
    expect((await mount.counters()).operations).toMatchObject({ write: 1, read: 1, commit: 1, close: 1 });
  });

  test('its counters name the operations that the options know', async () => {
    expect(Object.keys((await mount.counters()).operations).sort()).toEqual([...SLOW_OPERATIONS].sort());
  });

  test('a file is cold at its first read after all was made cold, and then warm', async () => {
    for (const name of ['one', 'two']) await writeFile(at(name), 'value');
    await readFile(at('one'));
    expect(await mount.counters()).toMatchObject({ coldReads: 0, warmReads: 1 });
    await mount.makeCold();
    await readFile(at('one'));
    expect(await mount.counters()).toMatchObject({ coldReads: 1, warmReads: 1 });
    await readFile(at('one'));
    expect(await mount.counters()).toMatchObject({ coldReads: 1, warmReads: 2 });
    await readFile(at('two'));
    expect(await mount.counters()).toMatchObject({ coldReads: 2, warmReads: 2 });
  });

  test('a file that came into the backing directory by itself is cold', async () => {
    await writeFile(join(mount.backing, 'object'), 'value');
    await readFile(at('object'));
    expect(await mount.counters()).toMatchObject({ coldReads: 1, warmReads: 0 });
  });

  test('an open file is read anew after all was made cold', async () => {
    await writeFile(at('open'), 'value');
    const handle = await open(at('open'));
    for (let i = 0; i < 2; i++) await handle.read(Buffer.alloc(5, 1), 0, 5, 0);
    expect((await mount.counters()).operations.read).toBe(1); // the second came from the kernel's pages
    await mount.makeCold();
    await handle.read(Buffer.alloc(5, 1), 0, 5, 0);
    expect((await mount.counters()).operations.read).toBe(2);
    await handle.close();
  });

  // Node names neither EDQUOT nor ESTALE: their `code` is 'Unknown system error -122', or -116.
  test.each(['EACCES', 'EDQUOT', 'EIO', 'ENOSPC', 'ESTALE'] as const)('%s arrives as itself', async (error) => {
    for (const operation of ['create', 'write', 'commit'] as const) {
      const file = at(`${operation}-${error}`);
      await mount.inject({ operations: [operation], path: `${operation}-*`, error });
      await expect(writeFile(file, 'value')).rejects.toMatchObject({ errno: -constants.errno[error] });
      await mount.clearFaults();
      await writeFile(file, 'value');
    }
  });

  test('a fault strikes below its path alone, and as often as it was told', async () => {
    await mount.inject({ operations: ['create'], path: 'fails/**', error: 'ENOSPC', count: 2 });
    await mkdir(at('fails'));
    await writeFile(at('works'), 'value');
    for (const name of ['a', 'b']) await expect(writeFile(at('fails', name), '')).rejects.toThrow('ENOSPC');
    await writeFile(at('fails', 'a'), 'value');
    expect((await mount.counters()).faults).toBe(2);
  });

  test('the kernel tries ESTALE once more by itself, so that one strike is not seen', async () => {
    await mount.inject({ operations: ['create'], error: 'ESTALE', count: 1 });
    await writeFile(at('retried'), 'value');
    expect((await mount.counters()).faults).toBe(1);
  });

  test('a fault that cannot be is refused with the reason', async () => {
    const fault = { operations: ['reading'], error: 'EIO' } as unknown as SlowMountFault;
    await expect(mount.inject(fault)).rejects.toThrow(/refused POST \/faults: operation "reading" is not known: name/);
  });

  test('stopping unmounts, even what is in use, and removes the files', async () => {
    const other = await SlowMount.start({ scale: 0 });
    await writeFile(join(other.path, 'used'), 'value');
    const handle = await open(join(other.path, 'used'));
    expect(isMounted(other.path)).toBe(true);
    await other.stop();
    expect(isMounted(other.path)).toBe(false);
    expect([existsSync(other.path), existsSync(other.backing)]).toEqual([false, false]);
    await expect(handle.read()).rejects.toThrow();
    await handle.close().catch(() => undefined); // the file is gone: closing it says so
  });

  test('a backing directory that was given stays, with its files', async () => {
    const backing = join(mount.backing, 'given');
    await mkdir(backing);
    const other = await SlowMount.start({ backing, scale: 0 });
    await writeFile(join(other.path, 'file'), 'value');
    await other.stop();
    expect(await readdir(backing)).toEqual(['file']);
  });

  test('a program that is killed outright leaves no mount', async () => {
    const other = await SlowMount.start({ scale: 0 });
    process.kill(-Number(other.pid), 'SIGKILL'); // its whole group, as a supervisor does
    await untilUnmounted(other.path);
    await other.stop();
  });

  test('a parent that is killed outright leaves no mount', async () => {
    const script = `
      const { SlowMount } = require(${JSON.stringify(join(__dirname, 'slow-mount.ts'))});
      SlowMount.start({ scale: 0, backing: ${JSON.stringify(mount.backing)} }).then(({ path }) => console.log(path));
    `;
    const parent = spawn(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
      cwd: REPOSITORY,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(parent.stdout as NodeJS.ReadableStream, 'data');
    const path = String(line).trim();
    expect(isMounted(path)).toBe(true);
    parent.kill('SIGKILL');
    await untilUnmounted(path);
  });

  test('what cannot be mounted is said', async () => {
    const starting = SlowMount.start({ backing: join(mount.backing, 'missing') });
    await expect(starting).rejects.toThrow(/^could not start a slow mount: slowfs: -backing .*missing cannot be read/);
  });
});

test('what is not given keeps the default of the program', () => {
  expect(slowMountFlags({})).toEqual([]);
  expect(
    slowMountFlags({
      latencies: { create: 3, open: undefined },
      coldOpen: 90,
      attributeCache: 0,
      bandwidths: { total: 50 },
      scale: 0.5,
    }),
  ).toEqual(['-create=3ms', '-cold-open=90ms', '-attribute-cache=0ms', '-total-bandwidth=50', '-scale=0.5']);
});

test('a platform without FUSE is named', () => {
  expect(whatSlowMountLacks('darwin')).toBe('a slow mount needs FUSE of Linux, and this is darwin');
});

test.each([
  ['all of root', '000001ffffffffff', true],
  ["a container's", '00000000a80425fb', false],
  ['none', '0000000000000000', false],
])('with %s capabilities mounting is as allowed as it is', (_, mask, allowed) => {
  expect(mayMount(`Name:\tnode\nCapEff:\t${mask}\nSeccomp:\t0\n`)).toBe(allowed);
});

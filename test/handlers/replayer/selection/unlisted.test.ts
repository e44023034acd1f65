import { execFileSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../../../lambda-runtime/errors';
import { hasHandles, OpenDirectories } from '../../../../lambda-runtime/files/open-directories';
import { failOperations } from '../../support/faults';
import { store } from '../../support/files';
import { RecordedLog } from '../../support/log';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { runWorkflow } from '../../support/workflow';
import { numbered } from '../store-segment';

const mount = useMount();

const PLACES: [string, string, () => Promise<void>][] = [
  [
    'a directory whose name is not UTF-8',
    'small/caf\\xe9 cannot be read: its name is not UTF-8',
    async () => {
      const directory = Buffer.concat([Buffer.from(join(mount.root, 'small/caf')), Buffer.from([0xe9])]);
      await mkdir(directory);
      const file = '/orders+0+00000000000000000005.json';
      await writeFile(Buffer.concat([directory, Buffer.from(file)]), 'lost');
    },
  ],
  ...(['EACCES', 'EIO'] as const).map((error): [string, string, () => Promise<void>] => [
    `a directory that cannot be listed (${error})`,
    `large/*/ cannot be read: ${error}`,
    async () => {
      await store(mount.root, numbered(5), { prefix: 'large/closed/' });
      failOperations('readdir', error, /large\/closed\/?$/);
    },
  ]),
];

describe.each(PLACES)('%s', (_, message, make) => {
  let publisher: MemoryPublisher;
  let log: RecordedLog;

  beforeEach(async () => {
    publisher = new MemoryPublisher();
    log = new RecordedLog();
    await store(mount.root, numbered(4));
    await store(mount.root, numbered(6, { partition: 1 }));
    await make();
  });

  const replay = (payload: Record<string, unknown>) => runReplay(mount.root, payload, { publisher, log });
  const isLogged = () =>
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'error', problem: expect.stringContaining(message) }),
    );

  test('lets nothing be published: nobody knows which partition it belongs to', async () => {
    const refused = replay({ dry_run: false });
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toThrow('"on_unreadable": "skip"');
    expect(publisher.records).toEqual([]);
    isLogged();
  });

  test('is counted and named with skip, and all else goes out', async () => {
    const answer = await replay({ dry_run: false, on_unreadable: 'skip' });
    expect(answer).toMatchObject({ published: 2, errors: 1, done: true, progress: { totals: { errors: 1 } } });
    expect(answer.error_messages).toEqual([expect.stringContaining(message)]);
    isLogged();
  });

  test('is found by a dry run', async () => {
    const answer = await replay({ dry_run: true });
    expect(answer).toMatchObject({ matched: 2, errors: 1, done: true });
    expect(answer.error_messages).toEqual([expect.stringContaining(message)]);
  });

  test('fails the plan of a workflow', async () => {
    const running = runWorkflow(mount.root, 'run', { dry_run: false }, { store: new MemoryStore(), publisher, log });
    await expect(running).rejects.toThrow(message);
    expect(publisher.records).toEqual([]);
  });

  test.each([
    ['skip', { dry_run: false, on_unreadable: 'skip' }],
    ['a dry run', { dry_run: true }],
  ])('is in the summary of a workflow with %s', async (__, request) => {
    const summary = await runWorkflow(mount.root, 'run', request, { store: new MemoryStore(), publisher, log });
    expect(summary).toMatchObject({ done: true, totals: { matched: 2, errors: 1 } });
    expect(summary.error_messages).toEqual([expect.stringContaining(message)]);
  });
});

test('a prefix that cannot be listed itself is an error, whatever the request says', async () => {
  await store(mount.root, numbered(4));
  failOperations('readdir', 'EACCES', /small\/?$/);
  const refused = await runReplay(mount.root, { source_prefix: 'small/', on_unreadable: 'skip' }).catch(errorMessage);
  expect(refused).toContain('EACCES');
});

(hasHandles() ? test : test.skip)('a path longer than the system takes is listed and read', async () => {
  const { root } = mount;
  const path = await store(root, numbered(4));
  const deep = Array.from({ length: 20 }, (_, depth) => `${depth}`.padStart(250, '0')).join('/');
  const directories = new OpenDirectories(root, true);
  const content = await readFile(join(root, path));
  await directories.within(`small/${deep}`, (at) => writeFile(`${at}/orders+0+${'5'.padStart(20, '0')}.bin`, content));
  directories.close();
  try {
    const answer = await runReplay(root, {});
    expect(answer).toMatchObject({ matched: 2, errors: 0, done: true });
  } finally {
    execFileSync('rm', ['-rf', join(root, 'small')]);
  }
});

import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { store } from '../support/files';
import { MemoryPublisher } from '../support/memory-publisher';
import { MemoryStore } from '../support/memory-store';
import { useMount } from '../support/mount';
import { runReplay } from '../support/replayer';
import { runWorkflow } from '../support/workflow';
import { numbered, storeSegment } from './store-segment';

const mount = useMount();

async function breakFile(path: string): Promise<string> {
  await truncate(join(mount.root, path), 20);
  return path;
}

/** A record's file in one of two directories: these are read in the order of their names. */
const inDirectory = (prefix: 'large/' | 'small/') => store(mount.root, numbered(5), { prefix });
const RAW = { format: { type: 'value', extension: '.json' } } as const;

const COPIES: [string, () => Promise<{ broken: string }>][] = [
  [
    'the first of two files',
    async () => ({ broken: await breakFile(await inDirectory('large/')), good: await inDirectory('small/') }),
  ],
  [
    'the second of two files',
    async () => ({ good: await inDirectory('large/'), broken: await breakFile(await inDirectory('small/')) }),
  ],
  [
    'a file beside a segment',
    async () => ({
      good: await storeSegment(mount.root, [numbered(5)]),
      broken: await breakFile(await inDirectory('small/')),
    }),
  ],
  [
    'an envelope beside a raw value',
    async () => ({
      good: await store(mount.root, numbered(5), RAW),
      broken: await breakFile(await inDirectory('small/')),
    }),
  ],
];

describe.each(COPIES)('of a record, %s is broken', (name, make) => {
  const isRead = name !== 'the second of two files';

  test.each<[string, Record<string, unknown>, string[]]>([
    ['with fail', { dry_run: false }, ['4', '5', '6']],
    ['with skip', { dry_run: false, on_unreadable: 'skip' }, ['4', '5', '6']],
    ['in a dry run', { dry_run: true }, []],
  ])('%s the good copy counts, and the broken one is named', async (_, payload, published) => {
    await store(mount.root, numbered(4));
    await store(mount.root, numbered(6));
    const { broken } = await make();
    const publisher = new MemoryPublisher();
    const answer = await runReplay(mount.root, payload, { publisher });
    expect(publisher.valuesOf(0)).toEqual(published);
    expect(answer).toMatchObject({ done: true, errors: isRead ? 1 : 0 });
    expect(answer.error_messages ?? []).toEqual(
      isRead ? [expect.stringMatching(new RegExp(`^${broken.replaceAll('+', '\\+')} cannot be read`))] : [],
    );
  });

  test('in a workflow, too', async () => {
    await make();
    const publisher = new MemoryPublisher();
    const summary = await runWorkflow(mount.root, 'run', { dry_run: false }, { store: new MemoryStore(), publisher });
    expect(publisher.valuesOf(0)).toEqual(['5']);
    expect(summary).toMatchObject({ done: true });
  });
});

test('where all copies are broken, all of them are named', async () => {
  const paths = [await breakFile(await inDirectory('large/')), await breakFile(await inDirectory('small/'))];
  await store(mount.root, numbered(6));
  const answer = await runReplay(
    mount.root,
    { dry_run: false, on_unreadable: 'skip' },
    { publisher: new MemoryPublisher() },
  );
  expect(answer).toMatchObject({ done: true, errors: 2, published: 1 });
  for (const path of paths) {
    expect(answer.error_messages).toContainEqual(expect.stringContaining(path));
  }
});

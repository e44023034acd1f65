import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasHandles } from '../../lambda-runtime/files/open-directories';
import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../handlers/support/events';
import { store } from '../handlers/support/files';
import { aContext } from '../handlers/support/lambda';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { contentsBelow, filesBelow, temporaryMount, useMount } from '../handlers/support/mount';
import { runReplay } from '../handlers/support/replayer';
import { whileSwapping } from './swapped-links/swapper';

// Without /proc, as on a developer's macOS, a link that is swapped in is followed; Lambda has it.
const onLinux = hasHandles() ? describe : describe.skip;

const mount = useMount();
const SECOND = 1000;

const PARTITION = 'small/2026/04/13/07/orders+0';
const PLACES: [string, string][] = [
  ['the directory of all records', 'small'],
  ['a directory on the way', 'small/2026/04'],
  ['the directory of the files', PARTITION],
];

/** Everything that the writer may make is there outside, too, so that a link that is followed leads to a place. */
async function outsideOf(path: string): Promise<{ outside: string; target: string }> {
  const outside = await temporaryMount();
  await mkdir(join(outside, PARTITION), { recursive: true });
  return { outside, target: join(outside, path) };
}

onLinux.each(PLACES)('while somebody swaps %s with a link that leads outside', (_, path) => {
  test('all that is acknowledged stands on the mount, and nothing is written outside', async () => {
    const { root } = mount;
    const { outside, target } = await outsideOf(path);
    await mkdir(join(root, PARTITION), { recursive: true });
    const handler = createIngestHandler({
      MOUNT_PATH: root,
      SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
      METRICS_NAMESPACE: 'S3Files',
      MAX_FILES_IN_FLIGHT: '16',
      MAX_BYTES_IN_FLIGHT: '1000000',
      LAYOUT: '{"type":"perRecord","shards":1}',
      RECORD_FORMAT: '{"type":"envelope"}',
    });
    const acknowledged: number[] = [];
    let offset = 0;
    const swaps = await whileSwapping(join(root, path), target, async () => {
      for (const end = Date.now() + SECOND; Date.now() < end; offset += 20) {
        const event = new KafkaEventBuilder();
        for (let index = 0; index < 20; index++) {
          event.record('orders', 0, offset + index);
        }
        const { batchItemFailures } = await handler(event.build(), aContext());
        const failed = batchItemFailures[0]?.itemIdentifier.offset ?? offset + 20;
        acknowledged.push(...Array.from({ length: failed - offset }, (__, index) => offset + index));
      }
    });
    expect(swaps).toBeGreaterThan(5);
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(await filesBelow(outside)).toEqual([]);
    const standing = new Set((await filesBelow(root)).map((file) => Number(/\+(\d{20})\./.exec(file)?.[1])));
    expect(acknowledged.filter((each) => !standing.has(each))).toEqual([]);
  });

  test('nothing is read from outside', async () => {
    const { root } = mount;
    for (let offset = 0; offset < 30; offset++) {
      await store(root, { partition: 0, offset, value: Buffer.from('inside') }, { shards: 1 });
    }
    expect(dirname((await filesBelow(root))[0] ?? '')).toBe(PARTITION);
    const outside = await copiedOutside();
    const { published, swaps } = await replayWhileSwapping(join(root, path), join(outside, path));
    expect(swaps).toBeGreaterThan(5);
    expect(published.has('inside')).toBe(true);
    expect([...published]).toEqual(['inside']);
  });
});

onLinux('while somebody swaps a file with a link that leads outside', () => {
  test('nothing is read from outside', async () => {
    const { root } = mount;
    const path = await store(root, { partition: 0, offset: 1, value: Buffer.from('inside') }, { shards: 1 });
    const outside = await copiedOutside();
    const { published } = await replayWhileSwapping(join(root, path), join(outside, path));
    expect([...published]).toEqual(['inside']);
  });
});

/** The same files, with other values. */
async function copiedOutside(): Promise<string> {
  const outside = await temporaryMount();
  await cp(mount.root, outside, { recursive: true });
  for (const [path, content] of Object.entries(await contentsBelow(outside))) {
    await writeFile(join(outside, path), content.replace('inside', 'outside'));
  }
  return outside;
}

async function replayWhileSwapping(path: string, target: string) {
  const published = new Set<string>();
  const keys = (await filesBelow(mount.root)).map((file) => `events/${file}`);
  const swaps = await whileSwapping(path, target, async () => {
    for (const end = Date.now() + SECOND; Date.now() < end; ) {
      for (const payload of [{}, { keys }]) {
        const publisher = new MemoryPublisher();
        const request = { dry_run: false, on_unreadable: 'skip', ...payload };
        await runReplay(mount.root, request, { publisher }).catch((error: unknown) => {
          expect(String(error)).toContain('ENOENT'); // the mount's own root is never swapped, but a listing may come too early
        });
        for (const value of publisher.valuesOf(0)) {
          published.add(String(value));
        }
      }
    }
  });
  return { published, swaps };
}

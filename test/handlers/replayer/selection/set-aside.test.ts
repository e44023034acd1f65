import { put, store } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';

const mount = useMount();

const ASIDE = 'unwritable/2026/04/13/orders+3/orders+3+00000000000000000041.unwritable.json';

async function replayed(payload: (keys: readonly string[]) => Record<string, unknown>) {
  const path = await store(mount.root, { offset: 42 });
  await put(mount.root, ASIDE, '{"reason":"the value is not base64","record":{}}\n');
  const publisher = new MemoryPublisher();
  const keys = [path, ASIDE].map((file) => `events/${file}`);
  const answer = await runReplay(mount.root, { dry_run: false, ...payload(keys) }, { publisher });
  return { answer, offsets: publisher.records.map(({ value }) => String(value)) };
}

type Case = [string, (keys: readonly string[]) => Record<string, unknown>];

test.each<Case>([
  ['of everything on the mount', () => ({})],
  ['of keys of the bucket', (keys) => ({ keys })],
])('a replay %s neither publishes nor counts what the ingest set aside', async (_, payload) => {
  const { answer, offsets } = await replayed(payload);
  expect(offsets).toEqual(['42']);
  expect(answer).toMatchObject({ published: 1, skipped: 0, errors: 0, done: true });
});

test.each<Case>([
  ['on the mount', () => ({ source_prefix: 'unwritable/' })],
  ['by keys of the bucket', (keys) => ({ source_prefix: 'unwritable/', keys: keys.slice(1) })],
])(
  'a replay of what was set aside, %s, publishes none of it, and says how many files there are',
  async (_, payload) => {
    const { answer, offsets } = await replayed(payload);
    expect(offsets).toEqual([]);
    expect(answer).toMatchObject({ published: 0, skipped: 1, errors: 0 });
  },
);

test('what was set aside is no record either for a replayer whose access point is rooted above', async () => {
  await put(mount.root, `events/${ASIDE}`, '{"reason":"the value is not base64","record":{}}\n');
  const { answer, offsets } = await replayed(() => ({}));
  expect(offsets).toEqual(['42']);
  expect(answer).toMatchObject({ published: 1, skipped: 1, errors: 0, done: true });
});

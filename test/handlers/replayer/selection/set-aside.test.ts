import { createIngestHandler } from '../../../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../../support/events';
import { put, store } from '../../support/files';
import { aContext } from '../../support/lambda';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { HOUR, MORNING } from '../../support/records';
import { runReplay } from '../../support/replayer';
import { runWorkflow } from '../../support/workflow';

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

describe('a replay of the source format unwritable', () => {
  /** Ingests one record that fits no size class, one that is no base64, one with a topic too long for its name, and a good one. */
  async function setAside(): Promise<void> {
    const handler = createIngestHandler({
      MOUNT_PATH: mount.root,
      SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":100}]',
      METRICS_NAMESPACE: 'S3Files',
      MAX_FILES_IN_FLIGHT: '8',
      MAX_BYTES_IN_FLIGHT: '100000',
      LAYOUT: '{"type":"segments","maxBytes":100000}',
      RECORD_FORMAT: '{"type":"envelope"}',
    });
    const event = new KafkaEventBuilder()
      .record('orders', 3, 41, { value: 'x'.repeat(200), key: Buffer.from([0xff]), headers: [{ h: [-1, 0] }] })
      .record('orders', 3, 44, { value: 'y'.repeat(200), timestamp: MORNING + HOUR })
      .record('orders', 3, 42, { value: 'good' })
      .raw('orders-3', { topic: 'orders', partition: 3, offset: 43, timestamp: MORNING, value: '%' });
    expect(await handler(event.build(), aContext())).toEqual({ batchItemFailures: [] });
  }

  const putBack = { source_format: 'unwritable', dry_run: false, on_unreadable: 'skip' };

  test('puts back what the ingest could not write, as it was, and names what nobody could publish', async () => {
    await setAside();
    const publisher = new MemoryPublisher(4);
    const answer = await runReplay(mount.root, putBack, { publisher });
    expect(publisher.records).toEqual([
      {
        partition: 3,
        timestamp: MORNING,
        key: Buffer.from([0xff]),
        value: Buffer.from('x'.repeat(200)),
        headers: [{ name: 'h', value: Buffer.from([0xff, 0]) }],
      },
      expect.objectContaining({ timestamp: MORNING + HOUR, value: Buffer.from('y'.repeat(200)) }),
    ]);
    expect(answer).toMatchObject({ published: 2, errors: 1, skipped: 0, done: true });
    expect(answer.error_messages).toEqual([
      expect.stringMatching(
        /00043\.unwritable\.json cannot be read: the record cannot be put back as it was delivered: the value is not base64/,
      ),
    ]);
  });

  test('takes the filters, and the directory of one day', async () => {
    await setAside();
    const publisher = new MemoryPublisher(4);
    const day = { source_prefix: 'unwritable/2026/04/13/', from: MORNING + 1 };
    expect(await runReplay(mount.root, { ...putBack, ...day }, { publisher })).toMatchObject({ published: 1 });
  });

  test('takes no other file, wherever it looks', async () => {
    await setAside();
    const publisher = new MemoryPublisher(4);
    const answer = await runReplay(mount.root, { ...putBack, source_prefix: 'small/' }, { publisher });
    expect(answer).toMatchObject({ published: 0, skipped: 1 });
  });

  test('is refused to a topic of the name that they came from, unless that is what is meant', async () => {
    await setAside();
    const publisher = new MemoryPublisher(4);
    const back = { ...putBack, target_topic: 'orders' };
    await expect(runReplay(mount.root, back, { publisher })).rejects.toThrow('allow_same_topic');
    expect(await runReplay(mount.root, { ...back, allow_same_topic: true }, { publisher })).toMatchObject({
      published: 2,
    });
  });

  test('names a file that holds another record than it says', async () => {
    await put(mount.root, ASIDE, JSON.stringify({ reason: '', record: { topic: 'orders', partition: 3, offset: 40 } }));
    const answer = await runReplay(mount.root, { ...putBack, dry_run: true });
    expect(answer.error_messages).toEqual([
      expect.stringContaining('the record that was set aside is of record orders+3+40, its file name says orders+3+41'),
    ]);
  });

  test.each(['{"reason":"x"}', '[]', '{', 'null', '{"record":7}'])('names a file that holds %s', async (content) => {
    await put(mount.root, ASIDE, content);
    const answer = await runReplay(mount.root, { ...putBack, dry_run: true });
    expect(answer).toMatchObject({ matched: 0, errors: 1, done: true });
  });

  test('goes through the plan of a workflow', async () => {
    await setAside();
    const bucket = new MemoryStore();
    const publisher = new MemoryPublisher(4);
    const summary = await runWorkflow(mount.root, 'back', putBack, { store: bucket, publisher });
    expect(summary).toMatchObject({ done: true, source_prefix: 'unwritable/', totals: { published: 2, errors: 1 } });
  });
});

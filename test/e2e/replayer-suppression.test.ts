import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { LambdaFunction } from '../../local/lambda/lambda-function';
import { type LocalS3, startS3 } from '../../local/s3/s3-server';
import { KafkaEventBuilder } from '../handlers/support/events';
import { describeContent } from './replayer/content';
import { REPLAYER, storeBatch } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

const LENGTH = 400;
const NOW = Date.now();
const KEEP = { 'retention.ms': '-1' };
const LISTS = 'lists';

/** Keys: customers, tests, one of bytes that are no text, and none. */
function keyOf(offset: number): Buffer | null {
  const keys = [`customer-${offset % 20}`, `test-${offset % 3}`, null, Buffer.from([0, 10, 255])];
  const key = keys[offset % 4];
  return key === null ? null : Buffer.from(key);
}

const TYPES = ['order.paid', 'order.sent', 'invoice', 'order.paid'];
const headersOf = (offset: number): [string, Buffer][] => [
  ['trace', Buffer.from(`${offset}`)],
  ['type', Buffer.from(TYPES[offset % 3] ?? '')],
  ['trace', Buffer.from('again')],
];

/** A customer and the bytes, in both forms. */
const FORGOTTEN = [Buffer.from('customer-4'), Buffer.from('customer-16'), Buffer.from([0, 10, 255])];
const HASHED = FORGOTTEN.map((key) => createHash('sha256').update(key).digest('hex')).join('\r\n');

const ALL = {
  only: { headers: [{ name: 'type', pattern: 'order\\.(?:paid|sent)' }] },
  exclude: { key_prefixes: ['test-'], keys: ['customer-8'] },
  suppress: { keys: `s3://${LISTS}/forgotten.sha256.gz`, hashed: true, on_match: 'tombstone' },
  strip_headers: ['trace'],
  rename_headers: { type: 'kind' },
  original_offset_header: 'from',
};

const OFFSETS = Array.from({ length: LENGTH }, (_, offset) => offset);
const isAsked = (offset: number) => TYPES[offset % 3] !== 'invoice';
const isExcluded = (offset: number) => /^(?:test-|customer-8$)/.test(String(keyOf(offset)));
const isForgotten = (offset: number) => FORGOTTEN.some((key) => keyOf(offset)?.equals(key));
const SENT = OFFSETS.filter((offset) => isAsked(offset) && !isExcluded(offset));

const COUNTS = {
  matched: SENT.length,
  filtered: OFFSETS.filter((offset) => !isAsked(offset)).length,
  excluded: OFFSETS.filter((offset) => isAsked(offset) && isExcluded(offset)).length,
  tombstoned: SENT.filter(isForgotten).length,
  dropped: 0,
  unknown_key: SENT.filter((offset) => keyOf(offset) === null).length,
};

let world: World;
let s3: LocalS3;
let mount: string;
let replayer: LambdaFunction;

useWorld(async (started) => {
  world = started;
  s3 = await startS3([LISTS]);
  s3.objects.put(LISTS, 'forgotten.sha256.gz', gzipSync(HASHED));
  mount = world.supervisor.temporaryFolder();
  const event = new KafkaEventBuilder();
  for (const offset of OFFSETS) {
    event.record('orders', 0, offset, {
      key: keyOf(offset),
      value: `record ${offset}`,
      timestamp: NOW,
      headers: headersOf(offset).map(([name, value]) => ({ [name]: [...value] })),
    });
  }
  await storeBatch(world, mount, event);
  await world.topics.create(['all', 'dropped', 'changed', 'compacted'], 1, KEEP);
  replayer = await world.replayer(mount, 'all', { ...REPLAYER, AWS_ENDPOINT_URL_S3: s3.endpoint });
});
afterAll(() => s3.close());

const replay = (payload: object) => replayer.invoke(payload) as Promise<Record<string, unknown>>;

test('what a topic gets has the choices, the tombstones and the headers that were asked for, and a dry run counts the same', async () => {
  const suppression = {
    keys: ALL.suppress.keys,
    sha256: createHash('sha256').update(gzipSync(HASHED)).digest('hex'),
    hashed: true,
    on_match: 'tombstone',
    size: 3,
  };
  expect(await replay({ ...ALL, dry_run: true })).toMatchObject({ ...COUNTS, published: 0, suppression });
  expect(await replay({ ...ALL, dry_run: false })).toMatchObject({
    ...COUNTS,
    done: true,
    published: SENT.length,
    suppression,
    progress: { totals: { ...COUNTS, suppression_sha256: suppression.sha256 } },
  });
  expect(Object.values(COUNTS).filter((count) => count === 0)).toHaveLength(1);
  expect((await world.topics.read('all')).map(({ content }) => content)).toEqual(
    SENT.map((offset) =>
      describeContent({
        key: keyOf(offset),
        value: isForgotten(offset) ? null : Buffer.from(`record ${offset}`),
        headers: [
          ['kind', Buffer.from(TYPES[offset % 3] ?? '')],
          ['from', Buffer.from(`orders+0+${offset}`)],
        ],
      }),
    ),
  );
});

test('a list of keys as they are leaves their records out', async () => {
  s3.objects.put(LISTS, 'forgotten.txt', '\ufeffcustomer-4\r\n\r\ncustomer-16\r\n');
  const payload = { dry_run: false, target_topic: 'dropped', suppress: { keys: `s3://${LISTS}/forgotten.txt` } };
  const left = OFFSETS.filter((offset) => !/^customer-(?:4|16)$/.test(String(keyOf(offset))));
  expect(await replay(payload)).toMatchObject({ done: true, published: left.length, dropped: LENGTH - left.length });
  const found = await world.topics.read('dropped');
  expect(found.map(({ content }) => Number(/value "record (\d+)"/.exec(content)?.[1]))).toEqual(left);
});

test('a list that changed between two invocations is refused, and nothing goes out', async () => {
  s3.objects.put(LISTS, 'changing.txt', 'customer-4\n');
  const payload = { dry_run: false, target_topic: 'changed', suppress: { keys: `s3://${LISTS}/changing.txt` } };
  const { cursor } = await replay({ ...payload, deadline_seconds: 0.001 });
  expect(cursor).toMatchObject({ suppression: expect.stringMatching(/^[0-9a-f]{64}$/) });
  const before = await world.topics.read('changed');
  s3.objects.put(LISTS, 'changing.txt', 'customer-4\ncustomer-8\n');
  await expect(replay({ ...payload, cursor })).rejects.toThrow(
    /is not the one that the replay was begun or asked for with/,
  );
  expect(await world.topics.read('changed')).toEqual(before);
});

test('a list that is not there, and one that cannot be, say what to do, and nothing goes out', async () => {
  s3.objects.put(LISTS, 'unclear.txt', HASHED);
  const asked = (name: string) =>
    replay({ dry_run: false, target_topic: 'compacted', suppress: { keys: `s3://${LISTS}/${name}` } });
  await expect(asked('none.txt')).rejects.toThrow(
    /the suppression list s3:\/\/lists\/none\.txt is not there, and nothing goes out without it/,
  );
  await expect(asked('unclear.txt')).rejects.toThrow(
    /line 1 may be a key or the SHA-256 of one; say which by "hashed"/,
  );
  expect(await world.topics.read('compacted')).toEqual([]);
});

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type LocalS3, startS3 } from '../../local/s3/s3-server';
import { KafkaEventBuilder } from '../handlers/support/events';
import { REPLAYER, storeBatch } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';
import { type Expected, fill, SOURCE } from './restored-topics/source';

const BUCKET = 'runs';
const ROOT_KEY = 'events/';

interface Prepared {
  readonly topic: string;
  readonly outcome: string;
  readonly id?: string;
  readonly partitions: number;
  readonly replication_factor: number;
  readonly config: Readonly<Record<string, string>>;
}

interface Answer {
  readonly done: boolean;
  readonly cursor: object | null;
  readonly topics: readonly Prepared[];
  readonly warnings?: readonly string[];
  readonly items: string;
  readonly request: object;
  readonly snapshot: string;
}

let world: World;
let mount: string;
let s3: LocalS3;
/** The key of the source's snapshot: tests take others to look at the target topics. */
let ofSource: string;
let expected: ReadonlyMap<string, readonly Expected[]>;

useWorld(
  async (started) => {
    world = started;
    mount = world.supervisor.temporaryFolder();
    s3 = await startS3([BUCKET]);
    const event = new KafkaEventBuilder();
    expected = fill(event);
    await storeBatch(world, mount, event);
    for (const [topic, { partitions, config }] of Object.entries(SOURCE)) {
      await world.topics.create([topic], partitions, config);
    }
    ({ snapshot: ofSource } = await invoke({ action: 'snapshot', topics: Object.keys(SOURCE) }));
  },
  { brokers: 3 },
);
afterAll(() => s3.close());

async function invoke(...payloads: readonly object[]): Promise<Answer> {
  const replayer = await world.replayer(mount, 'events-replay', {
    ...REPLAYER,
    ROOT_KEY,
    WORKFLOW_BUCKET: BUCKET,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
  });
  try {
    let answer: unknown;
    for (const payload of payloads) {
      answer = await replayer.invoke(payload);
    }
    return answer as Answer;
  } finally {
    await replayer.stop();
  }
}

const json = (key: string) => JSON.parse(String(s3.objects.get(BUCKET, key)?.body));

const likeSource = () => ({ dry_run: false, create_topic: 'like_source', snapshot: ofSource });

const restore = (payload: object) => invoke({ ...likeSource(), ...payload });

const planOf = (run: string, request: object) => ({ action: 'plan', run, concurrency: 10, request });

/** The topics of a prefix as a snapshot describes them. */
async function described(prefix: string): Promise<Record<string, Omit<Prepared, 'topic' | 'outcome'>>> {
  const { snapshot } = await invoke({ action: 'snapshot', topics: [`${prefix}*`] });
  const object = s3.objects.get(BUCKET, snapshot);
  const { topics } = JSON.parse(String(gunzipSync(object?.body ?? Buffer.alloc(0))));
  return Object.fromEntries(topics.map(({ name, ...topic }: { name: string }) => [name, topic]));
}

/** Reads the records of each topic back, partition by partition in the order of their offsets. */
async function readBack(prefix: string): Promise<ReadonlyMap<string, readonly Expected[]>> {
  const topics = new Map<string, readonly Expected[]>();
  for (const topic of Object.keys(SOURCE)) {
    const found = [...(await world.topics.read(`${prefix}${topic}`))];
    found.sort((a, b) => a.partition - b.partition || a.offset - b.offset);
    topics.set(
      topic,
      found.map(({ partition, timestamp, content }) => ({ partition, timestamp, content })),
    );
  }
  return topics;
}

function shapes(prefix: string, replicationFactor: number) {
  const id = expect.stringMatching(/^[0-9a-f-]{36}$/);
  return Object.fromEntries(
    Object.entries(SOURCE).map(([topic, shape]) => [
      `${prefix}${topic}`,
      { id, ...shape, replication_factor: replicationFactor },
    ]),
  );
}

function filesOnMount(): string[] {
  return readdirSync(mount, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${ROOT_KEY}${relative(mount, join(entry.parentPath, entry.name))}`);
}

describe('many topics in one replay, each to its own that is made like its source', () => {
  test('by one invocation: partitions, replicas, settings and each record are the same', async () => {
    const answer = await restore({ target_topic: 'single.{topic}' });
    expect(answer).toMatchObject({ done: true });
    expect(answer.topics.map(({ outcome }) => outcome)).toEqual(['made', 'made', 'made']);
    expect(await described('single.')).toEqual(shapes('single.', 3));
    expect(await readBack('single.')).toEqual(expected);
  });

  test('by an ordered run, whose folder tells which topics were made', async () => {
    const request = { ...likeSource(), target_topic: 'ordered.{topic}' };
    const { items } = await invoke(planOf('ordered', request));
    const { topics, snapshot, source_cluster: cluster } = json('runs/ordered/topics.json');
    expect(snapshot).toBe(ofSource);
    expect(snapshot).toContain(`snapshots/${cluster}/`);
    const made = await described('ordered.');
    expect(Object.fromEntries(topics.map(({ topic, id }: Prepared) => [topic, id]))).toEqual(
      Object.fromEntries(Object.entries(made).map(([topic, { id }]) => [topic, id])),
    );
    await invoke(...json(items));
    expect(await readBack('ordered.')).toEqual(expected);
  });

  test('by an unordered run, which makes them before its first part', async () => {
    const request = { ...likeSource(), target_topic: 'unordered.{topic}', ordered: false };
    const plan = await invoke(planOf('unordered', request));
    expect(await described('unordered.')).toEqual(shapes('unordered.', 3));
    await invoke({ ...plan.request, keys: filesOnMount() });
    expect(await readBack('unordered.')).toEqual(expected);
  });

  test('with what is said otherwise, and a second time as they are', async () => {
    const create_topic = { like_source: true, replication_factor: 1, omit_config: ['cleanup.policy'] };
    await restore({ target_topic: 'other.{topic}', create_topic, partitions: [0] });
    const topics = await described('other.');
    expect(topics['other.payments']).toMatchObject({ replication_factor: 1, config: { 'retention.ms': '-1' } });
    const again = await restore({ target_topic: 'other.{topic}', create_topic, partitions: [0] });
    expect(again.topics.map(({ outcome }) => outcome)).toEqual(['found', 'found', 'found']);
    expect(await described('other.')).toEqual(topics);
  });
});

test('a dry run tells what would be made, and makes nothing', async () => {
  const answer = await restore({ dry_run: true, target_topic: 'dry.{topic}' });
  expect(answer.topics).toMatchObject(
    Object.keys(SOURCE)
      .sort()
      .map((topic) => ({ topic: `dry.${topic}`, outcome: 'to_make', replication_factor: 3, ...SOURCE[topic] })),
  );
  expect(answer.warnings).toBeUndefined();
  expect(await described('dry.')).toEqual({});
});

test('topics that are made as it is said have these settings, and the replicas of the brokers', async () => {
  await invoke({
    dry_run: false,
    target_topic: 'all-of-them',
    create_topic: { partitions: 5, config: { 'retention.ms': -1 } },
  });
  expect(await described('all-of-them')).toMatchObject({
    'all-of-them': { partitions: 5, config: { 'retention.ms': '-1' } },
  });
  expect(await world.topics.read('all-of-them')).toHaveLength([...expected.values()].flat().length);
});

describe('nothing is made and nothing written where', () => {
  beforeAll(async () => {
    await world.topics.create(['differs.payments'], 4, { 'retention.ms': '-1', 'cleanup.policy': 'delete' });
    await world.topics.create(['collides_orders'], 1);
  });

  test.each<[string, string, object, RegExp]>([
    [
      'a topic that is there differs',
      'differs.',
      {},
      /the topic 'differs\.payments' has partitions 4 in place of 3, (replication factor \d in place of 3, )?cleanup\.policy 'delete' in place of 'compact,delete'/,
    ],
    [
      'two topics would go to one',
      'mixed.',
      { topic_mapping: { orders: 'mixed.payments' } },
      /the topics 'orders' and 'payments' would both go to 'mixed\.payments'/,
    ],
    [
      'the brokers do not take a setting',
      'set.',
      { create_topic: { like_source: true, config: { 'no.such.setting': '1' } } },
      /the cluster does not take no\.such\.setting '1'/,
    ],
    [
      'there are not enough brokers',
      'wide.',
      { create_topic: { like_source: true, replication_factor: 4 } },
      /INVALID_REPLICATION_FACTOR.*it was to have 1 partitions and replication factor 4/,
    ],
    [
      'a topic has a name that is one with another to Kafka',
      'collides.',
      {},
      /the topic 'collides\.orders' cannot be made: INVALID_TOPIC_EXCEPTION.*collides_orders/,
    ],
    [
      'there is no snapshot of the cluster',
      'elsewhere.',
      { snapshot: undefined, source_cluster: 'elsewhere' },
      /has no snapshot of the cluster 'elsewhere'/,
    ],
  ])('%s', async (_, prefix, payload, message) => {
    const before = await described(prefix);
    await expect(restore({ target_topic: `${prefix}{topic}`, ...payload })).rejects.toThrow(message);
    expect(await described(prefix)).toEqual(before);
    for (const topic of Object.keys(before)) {
      expect(await world.topics.read(topic)).toEqual([]);
    }
  });
});

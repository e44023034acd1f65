import { parseRequest } from '../../../../lambda-runtime/replayer/request/request';
import { toCursor } from '../../../../lambda-runtime/replayer/runs/cursor';
import { store } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { plan, runWorkflow } from '../../support/workflow';

const mount = useMount();

const ingested = (...topics: string[]) =>
  Promise.all(
    topics.flatMap((topic) =>
      [0, 1].map((offset) =>
        store(mount.root, { topic, partition: 2, offset, value: Buffer.from(`${topic} ${offset}`) }),
      ),
    ),
  );

const RESTORE = { dry_run: false, target_topic: 'restored.{topic}' };

const valuesOf = (publisher: MemoryPublisher) =>
  Object.fromEntries(
    [...publisher.byTopic].map(([topic, records]) => [topic, records.map(({ value }) => String(value))]).sort(),
  );

const RESTORED = {
  'restored.orders': ['orders 0', 'orders 1'],
  'restored.payments': ['payments 0', 'payments 1'],
};

test('each source topic goes to one of its own', async () => {
  await ingested('orders', 'payments');
  const publisher = new MemoryPublisher();
  await runReplay(mount.root, RESTORE, { publisher });
  expect(valuesOf(publisher)).toEqual(RESTORED);
});

test('the same is so in a workflow', async () => {
  await ingested('orders', 'payments');
  const publisher = new MemoryPublisher();
  await runWorkflow(mount.root, 'restore', RESTORE, { publisher, store: new MemoryStore() });
  expect(valuesOf(publisher)).toEqual(RESTORED);
});

test('a template that is the topic of the function counts where a payload names no topic', async () => {
  const request = parseRequest({}, 'restored.{topic}');
  expect(request.targetTopic).toBe('restored.{topic}');
});

test('a mapping goes before the template', async () => {
  await ingested('orders', 'payments');
  const publisher = new MemoryPublisher();
  await runReplay(mount.root, { ...RESTORE, topic_mapping: { orders: 'orders-copy' } }, { publisher });
  expect(Object.keys(valuesOf(publisher))).toEqual(['orders-copy', 'restored.payments']);
});

test('a topic too many has too few partitions, and nothing is published to any', async () => {
  await ingested('orders', 'payments');
  const publisher = new MemoryPublisher(12, { 'restored.payments': 2 });
  await expect(runReplay(mount.root, RESTORE, { publisher })).rejects.toThrow(
    "the topic 'restored.payments' has 2 partitions",
  );
  expect(publisher.batches).toEqual([]);
});

test('a cursor of one template does not belong to another', () => {
  const [one, other] = ['restored.{topic}', 'drill.{topic}'].map((target_topic) => {
    const request = parseRequest({ target_topic }, 'events-replay');
    return toCursor(request, new Map()).request;
  });
  expect(one).not.toBe(other);
});

test('the same topic, which only a template can mean for many, must be allowed', async () => {
  await ingested('orders', 'payments');
  const payload = { dry_run: false, target_topic: '{topic}' };
  await expect(runReplay(mount.root, payload)).rejects.toThrow('allow_same_topic');
  const publisher = new MemoryPublisher();
  await runReplay(mount.root, { ...payload, allow_same_topic: true }, { publisher });
  expect(Object.keys(valuesOf(publisher))).toEqual(['orders', 'payments']);
});

const LONG = 'o'.repeat(210);
const PREFIX = 'p'.repeat(40);

describe.each([
  [
    'two topics to one',
    ['orders', 'payments'],
    { ...RESTORE, topic_mapping: { orders: 'restored.payments' } },
    "the topics 'orders' and 'payments' would both go to 'restored.payments', by target_topic 'restored.{topic}' and topic_mapping",
  ],
  [
    'two topics to one, whichever of them is named first',
    ['orders', 'payments'],
    { ...RESTORE, topic_mapping: { payments: 'restored.orders' } },
    "the topics 'orders' and 'payments' would both go to 'restored.orders'",
  ],
  [
    'a topic to a name that is too long',
    ['orders', LONG],
    { dry_run: false, target_topic: `${PREFIX}{topic}` },
    `makes '${PREFIX}${LONG}' of the topic '${LONG}', which is 250 characters long and no name that Kafka takes`,
  ],
  [
    "a topic to one of Kafka's own",
    ['orders', 'offsets'],
    { dry_run: false, target_topic: '__consumer_{topic}' },
    "makes '__consumer_offsets' of the topic 'offsets', which is a topic that Kafka keeps for itself",
  ],
])('a template that sends %s', (_, topics, payload, problem) => {
  beforeEach(() => ingested(...topics));

  test('is refused before anything is connected to', async () => {
    await expect(runReplay(mount.root, payload)).rejects.toMatchObject({
      name: 'TargetRefused',
      message: expect.stringContaining(problem),
    });
  });

  test.each([true, false])('is refused by the plan of a workflow (ordered: %p)', async (ordered) => {
    const bucket = new MemoryStore();
    await expect(plan(mount.root, 'run', { ...payload, ordered }, { store: bucket })).rejects.toThrow(problem);
    expect(bucket.objects.size).toBe(0);
  });

  test('is warned of in a dry run', async () => {
    const answer = await runReplay(mount.root, { ...payload, dry_run: true });
    expect(answer).toMatchObject({ done: true, dry_run: true });
    expect(answer.warnings).toEqual([expect.stringContaining('a replay that is not dry would be refused: ')]);
  });
});

test('a mapping may send two topics to one, if it names both', async () => {
  await ingested('orders', 'payments', 'clicks');
  const publisher = new MemoryPublisher();
  const topic_mapping = { orders: 'money', payments: 'money' };
  await runReplay(mount.root, { ...RESTORE, topic_mapping }, { publisher });
  expect(publisher.byTopic.get('money')).toHaveLength(4);
  expect(publisher.byTopic.get('restored.clicks')).toHaveLength(2);
});

describe('a target that is no template', () => {
  const ALL = { dry_run: false, target_topic: 'all' };
  const warningsOf = async (payload: object) =>
    (await runReplay(mount.root, { ...ALL, ...payload }, { publisher: new MemoryPublisher() })).warnings;
  const MIXED =
    "records of the topics 'orders', 'payments' all go to 'all', where they are mixed; give a target_topic such as " +
    '"restored.{topic}" for a target each, or a topic_mapping that names each of them if that is meant';

  test('mixes several topics, and a warning says so, also in a dry run and of a workflow', async () => {
    await ingested('orders', 'payments');
    expect(await warningsOf({})).toEqual([MIXED]);
    expect(await warningsOf({ dry_run: true })).toEqual([MIXED]);
    expect(await warningsOf({ topic_mapping: { payments: 'all' } })).toEqual([MIXED]);
    const options = { publisher: new MemoryPublisher(), store: new MemoryStore() };
    const summary = await runWorkflow(mount.root, 'run', ALL, options);
    expect(summary.warnings).toEqual([MIXED]);
  });

  test('is not warned of where a mapping names each topic, and where there is one', async () => {
    await ingested('orders', 'payments');
    expect(await warningsOf({ topic_mapping: { payments: 'all', orders: 'all' } })).toBeUndefined();
    expect(await warningsOf({ topic_mapping: { payments: 'others' } })).toBeUndefined();
  });
});

describe('the plan of an unordered workflow', () => {
  beforeEach(() => ingested('orders', 'payments'));

  const unordered = (publisher: MemoryPublisher) =>
    plan(mount.root, 'run', { ...RESTORE, ordered: false }, { publisher, store: new MemoryStore() });

  test('finds the topics that the template stands for, and looks at each', async () => {
    await expect(unordered(new MemoryPublisher(12, { 'restored.orders': 1 }))).rejects.toThrow(
      "the topic 'restored.orders' has 1 partitions",
    );
    const publisher = new MemoryPublisher();
    expect(await unordered(publisher)).toMatchObject({ ordered: false });
    expect(publisher.closed).toBe(1);
  });

  test('leaves the template to the parts, which send each record to its topic', async () => {
    const publisher = new MemoryPublisher();
    const { request } = await unordered(publisher);
    expect(request).toMatchObject({ target_topic: 'restored.{topic}' });
  });
});

test.each([
  [
    'no name that Kafka takes',
    { target_topic: 'restored {topic}' },
    'target_topic is "restored {topic}"; give 1 to 249',
  ],
  ['another placeholder', { target_topic: '{partition}' }, 'target_topic is "{partition}"'],
  ["one of Kafka's own topics", { target_topic: '__consumer_offsets' }, 'target_topic is "__consumer_offsets"'],
  ['a template in a mapping', { topic_mapping: { orders: 'copy.{topic}' } }, 'topic_mapping is'],
  [
    'a template for files that tell no topic',
    { source_format: 'files', target_topic: 'restored.{topic}' },
    'target_topic \'restored.{topic}\' asks for the topic that records came from, which files of source_format "files" do not tell',
  ],
])('%s is refused', (_, payload, message) => {
  expect(() => parseRequest(payload, 'events-replay')).toThrow(message);
});

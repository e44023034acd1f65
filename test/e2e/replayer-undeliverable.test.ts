import { sizeAlone } from '../../lambda-runtime/kafka/record-size';
import { KafkaEventBuilder } from '../handlers/support/events';
import { REPLAYER, storeBatch } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

const LENGTH = 300;
const NOW = Date.now();
const KEEP = { 'retention.ms': '-1' };
const LARGE = { key: Buffer.from('key 31'), value: Buffer.alloc(3000, 'x'), headers: [] };
/** The offsets of partition 0 that some topic refuses. */
const [KEYLESS, FAR_AHEAD, TOO_LARGE] = [[7, 8, 250], [120], [31, 299]];

/**
 * The kinds of topics. Each is tried as a user who may read its settings, and as one who may not and learns of them by
 * being refused.
 */
const KINDS: readonly [
  kind: string,
  settings: Readonly<Record<string, string>>,
  refused: readonly number[],
  reason: RegExp,
][] = [
  ['compacted', { ...KEEP, 'cleanup.policy': 'compact' }, KEYLESS, /no key|INVALID_RECORD/],
  ['near-in-time', { ...KEEP, 'message.timestamp.after.max.ms': '3600000' }, FAR_AHEAD, /INVALID_TIMESTAMP/],
  ['small', { ...KEEP, 'max.message.bytes': `${sizeAlone(LARGE) - 1}` }, TOO_LARGE, /MESSAGE_TOO_LARGE/],
];
const OTHERS = { ...KEEP, 'message.timestamp.after.max.ms': String(2n ** 63n - 1n) };

interface Answer {
  readonly done: boolean;
  readonly cursor: unknown;
  readonly error_messages?: readonly string[];
}

let world: World;
let mount: string;

useWorld(async (started) => {
  world = started;
  mount = world.supervisor.temporaryFolder();
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < LENGTH; offset++) {
    event.record('orders', 0, offset, {
      key: KEYLESS.includes(offset) ? null : `key ${offset % 50}`,
      value: TOO_LARGE.includes(offset) ? LARGE.value : `record ${offset}`,
      timestamp: FAR_AHEAD.includes(offset) ? NOW + 7_200_000 : NOW,
    });
  }
  await storeBatch(world, mount, event);
  for (const [kind, settings] of KINDS) {
    const topics = [`${kind}-skip`, `${kind}-fail`, `${kind}-hidden`];
    await world.topics.create(topics, 1, { ...OTHERS, ...settings });
    await world.topics.forbid(`${kind}-hidden`, 'DESCRIBE_CONFIGS');
  }
  await world.topics.create(['by-key'], 3, { ...OTHERS, 'cleanup.policy': 'compact' });
  await world.topics.forbid('by-key', 'DESCRIBE_CONFIGS');
  await world.topics.create(['just-large-enough'], 1, { ...OTHERS, 'max.message.bytes': `${sizeAlone(LARGE)}` });
});

async function replay(topic: string, payload: object): Promise<Answer> {
  const replayer = await world.replayer(mount, topic, REPLAYER);
  try {
    return (await replayer.invoke({ dry_run: false, original_offset_header: 'from', ...payload })) as Answer;
  } finally {
    await replayer.stop();
  }
}

/** The offsets that the records had, by the header that a replay adds. */
async function publishedTo(topic: string): Promise<number[]> {
  const found = await world.topics.read(topic);
  return found.map(({ content }) => Number(/orders\+0\+(\d+)/.exec(content)?.[1]));
}

const all = (...refused: readonly number[]) =>
  Array.from({ length: LENGTH }, (_, offset) => offset).filter((offset) => !refused.includes(offset));

describe.each(KINDS)('a topic that is %s', (kind, _, refused, reason) => {
  test.each([
    ['its settings tell of them', 'skip'],
    ['nobody knew of them', 'hidden'],
  ])('gets all but the records that it never takes, in order and once, with "skip", where %s', async (__, suffix) => {
    const topic = `${kind}-${suffix}`;
    const answer = await replay(topic, { on_undeliverable: 'skip' });
    expect(answer).toMatchObject({
      done: true,
      published: LENGTH - refused.length,
      errors: refused.length,
      undeliverable: refused.length,
    });
    const [messages = []] = [answer.error_messages];
    expect(messages.map((message) => message.split(' ')[0])).toEqual(refused.map((offset) => `orders+0+${offset}`));
    for (const message of messages) {
      expect(message).toMatch(reason);
      expect(message).not.toContain('xxx');
    }
    expect(await publishedTo(topic)).toEqual(all(...refused));
  });

  test('gets what stands in front of the first of them otherwise, and the rest once it is allowed', async () => {
    const [first = 0] = refused;
    const topic = `${kind}-fail`;
    const answer = await replay(topic, {});
    expect(answer).toMatchObject({ done: false, published: first, errors: 1, undeliverable: 1 });
    expect(answer.error_messages?.[0]).toMatch(reason);
    const rest = await replay(topic, { on_undeliverable: 'skip', cursor: answer.cursor });
    expect(rest).toMatchObject({ done: true, undeliverable: refused.length });
    expect(await publishedTo(topic)).toEqual(all(...refused));
  });
});

test('the partitions of a topic that keys choose among each get all others once, in order', async () => {
  const answer = await replay('by-key', { on_undeliverable: 'skip', preserve_partition: false });
  expect(answer).toMatchObject({ done: true, published: LENGTH - KEYLESS.length, undeliverable: KEYLESS.length });
  const found = await world.topics.read('by-key');
  const offsets = [0, 1, 2].map((partition) =>
    found
      .filter((record) => record.partition === partition)
      .map(({ content }) => Number(/orders\+0\+(\d+)/.exec(content)?.[1])),
  );
  expect(offsets.every(({ length }) => length > 0)).toBe(true);
  expect(offsets).toEqual(offsets.map((one) => [...one].sort((a, b) => a - b)));
  expect(offsets.flat().sort((a, b) => a - b)).toEqual(all(...KEYLESS));
});

test('a record of exactly the largest size that a topic takes is published', async () => {
  const answer = await replay('just-large-enough', { original_offset_header: undefined });
  expect(answer).toMatchObject({ done: true, published: LENGTH, undeliverable: 0 });
});

import { KafkaEventBuilder } from '../handlers/support/events';
import { REPLAYER, storeBatch } from './replayer/recovery/stream';
import { useWorld } from './replayer/use-world';
import type { World } from './replayer/world';

const DAY = 86_400_000;
const LENGTH = 100;
const NOW = Date.now();
const OLD = NOW - 20 * DAY;
/** Two partitions of records from 20 days ago, and one of an hour ago. */
const BEGINNINGS = [OLD, OLD, NOW - DAY / 24];
const TARGETS = {
  defaults: {},
  expired: {},
  forever: { 'retention.ms': '-1' },
  arrival: { 'message.timestamp.type': 'LogAppendTime' },
  hidden: { 'retention.ms': '-1' },
  'read-only': { 'retention.ms': '-1' },
  unseen: { 'retention.ms': '-1' },
  'takes-no-old': { 'retention.ms': '-1', 'message.timestamp.before.max.ms': `${7 * DAY}` },
};

interface Answer {
  readonly done: boolean;
  readonly published: number;
  readonly oldest_timestamp: number | null;
  readonly warnings?: readonly string[];
}

let world: World;
let mount: string;

useWorld(async (started) => {
  world = started;
  mount = world.supervisor.temporaryFolder();
  const event = new KafkaEventBuilder();
  for (const [partition, beginning] of BEGINNINGS.entries()) {
    for (let offset = 0; offset < LENGTH; offset++) {
      event.record('orders', partition, offset, { key: `${offset}`, timestamp: beginning + offset });
    }
  }
  await storeBatch(world, mount, event);
  for (const [topic, settings] of Object.entries(TARGETS)) {
    await world.topics.create([topic], BEGINNINGS.length, settings);
  }
  await world.topics.forbid('hidden', 'DESCRIBE_CONFIGS');
  await world.topics.forbid('read-only', 'WRITE');
  await world.topics.forbid('unseen', 'DESCRIBE');
});

async function replay(topic: string, payload: object): Promise<Answer> {
  const replayer = await world.replayer(mount, topic, REPLAYER);
  try {
    return (await replayer.invoke(payload)) as Answer;
  } finally {
    await replayer.stop();
  }
}

test('a dry run tells the time of the oldest record', async () => {
  expect(await replay('defaults', { dry_run: true })).toMatchObject({
    done: true,
    oldest_timestamp: OLD,
  });
});

test('nothing is published that the topic would delete at once, until that is allowed', async () => {
  await expect(replay('defaults', { dry_run: false })).rejects.toThrow(
    /the oldest record that is known of orders\+[01].*deletes what is older than 7 days \(retention\.ms 604800000\).*"allow_expired": true/,
  );
  expect(await world.topics.read('defaults')).toEqual([]);
  const answer = await replay('expired', { dry_run: false, allow_expired: true });
  expect(answer).toMatchObject({ done: true, published: 3 * LENGTH });
});

test.each([
  ['does not keep times', 'defaults', { preserve_timestamp: false }],
  ['leaves the old records out', 'defaults', { from: NOW - DAY }],
  ['goes to a topic that keeps all', 'forever', {}],
])('what a replay publishes that %s is kept', async (_, topic, payload) => {
  const before = (await world.topics.read(topic)).length;
  const answer = await replay(topic, { dry_run: false, ...payload });
  expect(answer).toMatchObject({ done: true });
  expect(answer).not.toHaveProperty('warnings');
  expect(answer.published).toBeGreaterThan(0);
  expect(await world.topics.read(topic)).toHaveLength(before + answer.published);
});

test('a topic that goes by the time of arrival takes all, with a warning', async () => {
  const answer = await replay('arrival', { dry_run: false });
  expect(answer).toMatchObject({ done: true, published: 3 * LENGTH });
  expect(answer.warnings).toEqual([expect.stringContaining('LogAppendTime')]);
});

test('a topic that takes no old records is told of before anything is published', async () => {
  await expect(replay('takes-no-old', { dry_run: false, allow_expired: true })).rejects.toThrow(
    /INVALID_TIMESTAMP: .* before the last 7 days \(message\.timestamp\.before\.max\.ms 604800000\)/,
  );
  expect(await world.topics.read('takes-no-old')).toEqual([]);
});

test('a user who may not read the settings publishes all the same, with a warning that names the permission', async () => {
  const answer = await replay('hidden', { dry_run: false });
  expect(answer).toMatchObject({ done: true, published: 3 * LENGTH });
  expect(answer.warnings).toEqual([expect.stringContaining("allow the user DESCRIBE_CONFIGS on the topic 'hidden'")]);
});

test.each([
  [
    'write to the topic',
    'read-only',
    /sending to the topic 'read-only' failed: .*lacks the permission WRITE on the topic 'read-only'/,
  ],
  [
    'see the topic',
    'unseen',
    /the topic 'unseen' cannot be described: .*(lacks the permission DESCRIBE on the topic 'unseen'|UNKNOWN_TOPIC)/,
  ],
])('a user who may not %s is told which permission lacks', async (_, topic, problem) => {
  const outcome = await replay(topic, { dry_run: false }).then(
    (answer) => (answer as { error_messages?: readonly string[] }).error_messages?.join('\n'),
    String,
  );
  expect(outcome).toMatch(problem);
});

import { SettingsForbiddenError } from '../../../../lambda-runtime/kafka/publisher';
import type { TopicSettings } from '../../../../lambda-runtime/kafka/topic-settings';
import { store } from '../../support/files';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { HOUR, MORNING } from '../../support/records';
import { runReplay } from '../../support/replayer';
import { plan, runWorkflow } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
const DAY = 24 * HOUR;
const PUBLISH = { dry_run: false };
const WEEK: Partial<TopicSettings> = { deletes: true, retentionMs: 7 * DAY };
/** A clock that stands so many days behind the morning of the records. */
const atDay = (days: number) => ({ now: () => MORNING + days * DAY, sleep: async () => undefined });

function publisherTo(settings: Partial<TopicSettings>): MemoryPublisher {
  const publisher = new MemoryPublisher();
  publisher.settingsOf = () => settings;
  return publisher;
}

async function storeDays(partition: number, ...days: readonly number[]): Promise<void> {
  for (const [offset, day] of days.entries()) {
    await store(mount.root, { partition, offset, timestamp: MORNING + day * DAY, value: Buffer.from(`${offset}`) });
  }
}

describe('a topic that deletes what is older than a week', () => {
  test('gets nothing of a replay whose first records are older', async () => {
    await storeDays(0, 19);
    await storeDays(1, 0, 19);
    const publisher = publisherTo(WEEK);
    await expect(runReplay(mount.root, PUBLISH, { publisher, clock: atDay(20) })).rejects.toThrow(
      'nothing was published, because of the oldest record that is known of orders+1: its time is ' +
        "2026-04-13T07:30:00.000Z, and the topic 'orders-replay' deletes what is older than 7 days (retention.ms 604800000), " +
        'also what it has just acknowledged; raise retention.ms of the topic, or give "preserve_timestamp": false, a window ' +
        '(from) that leaves it out, or "allow_expired": true',
    );
    expect(publisher.batches).toEqual([]);
    expect(publisher.closed).toBe(1);
  });

  test('gets nothing either if the old record came late, and its directory tells of it', async () => {
    await storeDays(0, 19, 18, 0, 19);
    const publisher = publisherTo(WEEK);
    const replay = runReplay(mount.root, PUBLISH, { publisher, clock: atDay(20) });
    await expect(replay).rejects.toThrow('its time is 2026-04-13T07:30:00.000Z');
    expect(publisher.batches).toEqual([]);
  });

  test('gets the records in front of an old one that nobody knew of, and none behind it', async () => {
    const times = [19, 19, 19, 0, 19];
    const records = times.map((day, offset) => numbered(offset, { timestamp: MORNING + day * DAY }));
    for (const part of [records.slice(0, 2), records.slice(2)]) {
      await storeSegment(mount.root, part);
    }
    const publisher = publisherTo(WEEK);
    const answer = await runReplay(mount.root, PUBLISH, { publisher, clock: atDay(20) });
    expect(answer).toMatchObject({ done: false, published: 3, errors: 1, cursor: { next: { 'orders+0': 3 } } });
    expect(answer.error_messages?.[0]).toMatch(
      /^orders\+0\+3 was not published: its time is 2026-04-13T07:30:00\.000Z, and the topic .*"allow_expired": true$/,
    );
    expect(publisher.records).toHaveLength(3);
  });

  test.each([
    ['is told that they may', { allow_expired: true }, {}],
    ['does not keep times', { preserve_timestamp: false }, {}],
    ['has a window that leaves them out', { from: MORNING + 15 * DAY }, {}],
    ['begins behind them', { offsets: { '1': { from: 1 } } }, {}],
    ['goes to a topic that only compacts', {}, { deletes: false, compacts: true }],
    ['goes to a topic that keeps for ever', {}, { retentionMs: Number.POSITIVE_INFINITY }],
    ['goes to a topic that goes by the time of arrival', {}, { appendTime: true }],
  ])('takes all of a replay that %s', async (_, payload, settings) => {
    await storeDays(1, 0, 19);
    const publisher = publisherTo({ ...WEEK, ...settings });
    const answer = await runReplay(mount.root, { ...PUBLISH, ...payload }, { publisher, clock: atDay(20) });
    expect(answer).toMatchObject({ done: true, errors: 0, published: publisher.records.length });
    expect(publisher.records.length).toBeGreaterThan(0);
  });

  test('may be given what is older by an invocation that goes on with a cursor', async () => {
    const times = [19, 19, 0, 19];
    await storeSegment(mount.root, [numbered(0, { timestamp: MORNING + 19 * DAY })]);
    await storeSegment(
      mount.root,
      times.map((day, index) => numbered(index + 1, { timestamp: MORNING + day * DAY })),
    );
    const publisher = publisherTo(WEEK);
    const { cursor } = await runReplay(mount.root, PUBLISH, { publisher, clock: atDay(20) });
    const goOn = { ...PUBLISH, cursor, allow_expired: true };
    expect(await runReplay(mount.root, goOn, { publisher, clock: atDay(20) })).toMatchObject({ done: true, errors: 0 });
    expect(publisher.records).toHaveLength(5);
  });

  test('is seen by the plan of a workflow, before it writes anything', async () => {
    await storeDays(1, 0, 19);
    const objects = new MemoryStore();
    const options = { store: objects, publisher: publisherTo(WEEK), clock: atDay(20) };
    await expect(plan(mount.root, 'run', PUBLISH, options)).rejects.toThrow(
      'because of the oldest record that is known',
    );
    expect(objects.objects.size).toBe(0);
  });
});

test.each([
  [
    { beforeMaxMs: DAY },
    /the oldest record .*INVALID_TIMESTAMP: .* before the last 1 day \(message\.timestamp\.before\.max\.ms 86400000\)/,
  ],
  [
    { afterMaxMs: HOUR },
    /the newest record .*INVALID_TIMESTAMP: .* beyond the next 1 hour \(message\.timestamp\.after\.max\.ms 3600000\)/,
  ],
])('a topic that refuses times by %j gets nothing', async (settings, message) => {
  await storeDays(1, 19, 0);
  const publisher = publisherTo(settings);
  const replay = runReplay(mount.root, { ...PUBLISH, allow_expired: true }, { publisher, clock: atDay(10) });
  await expect(replay).rejects.toThrow(message);
  expect(publisher.batches).toEqual([]);
});

describe('a warning tells', () => {
  const warningsOf = async (settings: MemoryPublisher['settingsOf'], payload = {}) => {
    await storeDays(1, 0);
    const publisher = new MemoryPublisher();
    publisher.settingsOf = settings;
    const answer = await runReplay(mount.root, { ...PUBLISH, ...payload }, { publisher });
    expect(answer).toMatchObject({ done: true, published: 1 });
    return answer.warnings ?? [];
  };
  const forbidden = () => {
    throw new SettingsForbiddenError('TOPIC_AUTHORIZATION_FAILED');
  };

  test('which permission is missing to know the settings', async () => {
    expect(await warningsOf(forbidden)).toEqual([
      "nobody knows whether the topic 'orders-replay' keeps what is published to it: its settings cannot be read; allow the " +
        "user DESCRIBE_CONFIGS on the topic 'orders-replay' (with AWS IAM: kafka-cluster:DescribeTopicDynamicConfiguration)",
    ]);
  });

  test('what else stands in the way', async () => {
    const unsupported = () => {
      throw new Error('UNSUPPORTED_VERSION');
    };
    expect(await warningsOf(unsupported)).toEqual([expect.stringMatching(/cannot be read; UNSUPPORTED_VERSION$/)]);
  });

  test('that times are not kept, unless they are not to be kept', async () => {
    const appendTime = () => ({ appendTime: true });
    expect(await warningsOf(appendTime)).toEqual([expect.stringContaining('LogAppendTime')]);
    expect(await warningsOf(appendTime, { preserve_timestamp: false })).toEqual([]);
  });

  test('what compaction takes away', async () => {
    expect(await warningsOf(() => ({ compacts: true }))).toEqual([expect.stringContaining('cleanup.policy compact')]);
  });

  test('the same in the answer of a plan, and in the summary of its run', async () => {
    await storeDays(1, 0);
    const publisher = new MemoryPublisher();
    publisher.settingsOf = forbidden;
    const options = { store: new MemoryStore(), publisher };
    const warnings = [expect.stringContaining('DESCRIBE_CONFIGS')];
    expect(await plan(mount.root, 'run', { ...PUBLISH, ordered: false }, options)).toMatchObject({ warnings });
    expect(await plan(mount.root, 'run', PUBLISH, options)).toMatchObject({ warnings });
    expect(await runWorkflow(mount.root, 'run', PUBLISH, options)).toMatchObject({ done: true, warnings });
  });
});

describe('the oldest timestamp', () => {
  test('of a dry run is exact, also over several invocations, and of the records that the filters let through', async () => {
    await storeDays(1, 5, 3, 8, 1);
    await storeDays(2, 7);
    const { oldest_timestamp: oldest, cursor, ...first } = await runReplay(mount.root, {});
    expect([oldest, cursor, first.progress.totals.oldest_timestamp]).toEqual([MORNING + DAY, null, MORNING + DAY]);
    const filtered = await runReplay(mount.root, { offsets: { '1': { to: 3 } } });
    expect(filtered.oldest_timestamp).toBe(MORNING + 3 * DAY);
    const rest = await runReplay(mount.root, { partitions: [2] });
    expect(rest.oldest_timestamp).toBe(MORNING + 7 * DAY);
  });

  test('is null where no record tells its time', async () => {
    await store(mount.root, { timestamp: -1 });
    expect((await runReplay(mount.root, {})).oldest_timestamp).toBeNull();
    expect(await plan(mount.root, 'run', {}, { store: new MemoryStore() })).toMatchObject({ oldest_timestamp: null });
  });

  test('of a plan is that of the first file, or of the first directory, of any partition', async () => {
    await storeDays(1, 5, 8, 3, 8);
    await storeDays(2, 7);
    expect(await plan(mount.root, 'run', {}, { store: new MemoryStore() })).toMatchObject({
      oldest_timestamp: MORNING + 3 * DAY,
    });
  });

  test('of a workflow that is a dry run is in the totals of its summary', async () => {
    await storeDays(1, 5, 3, 8);
    await storeDays(2, 7);
    const summary = await runWorkflow(mount.root, 'run', {}, { store: new MemoryStore() });
    expect(summary.totals.oldest_timestamp).toBe(MORNING + 3 * DAY);
  });
});

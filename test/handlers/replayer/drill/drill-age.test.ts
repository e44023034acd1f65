import { createReplayerHandler } from '../../../../lambda-runtime/replayer/handler';
import { drillSuccessKey, drillWatchKey } from '../../../../src/contract/drill-keys';
import { aContext, embeddedValues } from '../../support/lambda';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { invoke } from '../../support/workflow';

const mount = useMount();
const DAY = 86_400;
const START = Date.parse('2026-04-01T04:00:00Z');

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

/** A look so many days after the first one. */
const look = (day: number, ...drills: string[]) => {
  const clock = { now: () => START + day * DAY * 1000, sleep: async () => undefined };
  return invoke(
    mount.root,
    { action: 'drill_age', drills: drills.length > 0 ? drills : ['Monthly'] },
    { store, clock },
  );
};
const succeed = (day: number, drill = 'Monthly') =>
  store.putJson(drillSuccessKey(drill), {
    format: 1,
    run: `run-${day}`,
    ended_at: new Date(START + day * DAY * 1000).toISOString(),
  });

test('a drill that has never succeeded has no age at the first look, and grows old from there', async () => {
  expect(await look(0)).toMatchObject({ seconds: 0, drills: [{ drill: 'Monthly', succeeded_at: null, run: null }] });
  expect(await look(40)).toMatchObject({ seconds: 40 * DAY, drills: [{ watched_since: '2026-04-01T04:00:00.000Z' }] });
});

test('a success makes it young again, and failures after it do not', async () => {
  await look(0);
  succeed(31);
  expect(await look(32)).toMatchObject({ seconds: DAY, drills: [{ run: 'run-31' }] });
  expect(await look(90)).toMatchObject({ seconds: 59 * DAY });
});

test('a success counts that was there before the first look', async () => {
  succeed(-10);
  expect(await look(0)).toMatchObject({ seconds: 10 * DAY });
});

test('of several drills the one counts whose success is longest ago', async () => {
  await look(0, 'Monthly', 'Weekly');
  succeed(20, 'Weekly');
  const answer = await look(21, 'Monthly', 'Weekly');
  expect(answer).toMatchObject({ seconds: 21 * DAY, drills: [{ seconds: 21 * DAY }, { seconds: DAY }] });
});

test('neither a success nor the first look is forgotten when its object expires, which is written anew by each look', async () => {
  await look(0);
  expect(store.json(drillWatchKey('Monthly'))).toMatchObject({ since: '2026-04-01T04:00:00.000Z', success: null });
  succeed(5);
  await look(6);
  store.objects.delete(drillSuccessKey('Monthly'));
  expect(await look(45)).toMatchObject({ seconds: 40 * DAY, drills: [{ run: 'run-5' }] });
});

test.each([{ format: 2, since: '2026-04-01T04:00:00Z' }, { format: 1 }, 'hello'])(
  'an object that cannot be read is an error and no new beginning: %j',
  async (content) => {
    store.putJson(drillWatchKey('Monthly'), content);
    await expect(look(50)).rejects.toThrow("s3://replays/drills/Monthly/watched.json has no time 'since'");
    expect(store.json(drillWatchKey('Monthly'))).toEqual(content);
  },
);

test.each([
  [undefined, 'needs drills'],
  [[], 'drills is []'],
  [['Monthly', ''], 'give a list of ids of drills'],
])('drills %j is refused', async (drills, problem) => {
  await expect(invoke(mount.root, { action: 'drill_age', drills }, { store })).rejects.toThrow(problem);
});

test('names that are no plain words have folders of their own', () => {
  expect(drillWatchKey('a b/../c')).toBe('drills/a%20b%2F..%2Fc/watched.json');
});

test('the handler sends the longest time as a metric of the function', async () => {
  const handler = createReplayerHandler(
    {
      MOUNT_PATH: mount.root,
      SIZE_CLASSES: '[{"name":"all","prefix":"all/"}]',
      METRICS_NAMESPACE: 'S3FilesDemo',
      MAX_FILES_IN_FLIGHT: '8',
      MAX_BYTES_IN_FLIGHT: '100000',
      TARGET_TOPIC: 'orders-replay',
    },
    { store: () => store },
  );
  store.putJson(drillSuccessKey('Monthly'), { format: 1, run: 'run-1', ended_at: '2026-04-01T04:00:00.000Z' });
  const answer = await handler({ action: 'drill_age', drills: ['Monthly', 'New'] }, aContext());
  const [line] = mount.printed.metrics();
  expect(line?._aws.CloudWatchMetrics[0]).toMatchObject({
    Namespace: 'S3FilesDemo',
    Dimensions: [['FunctionName']],
    Metrics: [{ Name: 'SecondsSinceDrill', Unit: 'Seconds' }],
  });
  const values = embeddedValues(mount.printed.metrics(), 'SecondsSinceDrill', { FunctionName: 'a-function' });
  expect(values).toEqual([(answer as { seconds: number }).seconds]);
  expect(values[0]).toBeGreaterThan(DAY);
});

import { drillSuccessKey } from '../../../../src/contract/drill-keys';
import { drillKey, verificationKey } from '../../../../src/contract/run-keys';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { MemoryTopics } from '../../support/memory-topics';
import { useMount } from '../../support/mount';
import { invoke } from '../../support/workflow';
import { ingested, ORDERS, PAYMENTS, snapshotOf } from '../topics/source';

const mount = useMount();
let store: MemoryStore;
let cluster: MemoryTopics;

const DRILL = {
  dry_run: false,
  target_topic: 'drill.{topic}',
  create_topic: 'like_source',
  verify: true,
  drill: 'Monthly',
};
const EXECUTION = 'arn:aws:states:eu-central-1:123456789012:execution:replay:monthly 2026-04-13T04:00:00Z';
const options = () => ({ store, admin: cluster.admin, publisher: new MemoryPublisher() });
const begin = (request: object = {}, execution = EXECUTION) =>
  invoke(
    mount.root,
    { action: 'plan', run: 'monthly', execution, concurrency: 10, request: { ...DRILL, ...request } },
    options(),
  );
const end = (outcome: object, execution = EXECUTION) =>
  invoke(mount.root, { action: 'end_drill', run: 'monthly', execution, outcome }, options());

beforeEach(async () => {
  store = new MemoryStore();
  cluster = new MemoryTopics();
  await ingested(mount.root, 'orders', 'payments');
  await snapshotOf(store, [ORDERS, PAYMENTS]);
});

describe('the plan of a drill', () => {
  test('writes down which topics it makes, and the workflow is told that it is one', async () => {
    expect(await begin()).toMatchObject({ drill: true, topics: { made: 2 } });
    expect(store.json(drillKey('monthly'))).toMatchObject({
      topics: ['drill.orders', 'drill.payments'],
      started_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
  });

  test('is refused where one of them is there, which would be deleted in the end, and makes none', async () => {
    cluster.add({ ...PAYMENTS, name: 'drill.payments' });
    await expect(begin()).rejects.toThrow("these are there already: 'drill.payments'");
    expect(cluster.made).toEqual([]);
    expect(store.objects.has(drillKey('monthly'))).toBe(false);
  });

  test('names the first of many that are there', async () => {
    const names = Array.from({ length: 12 }, (_, number) => `t${String(number).padStart(2, '0')}`);
    await ingested(mount.root, ...names);
    await snapshotOf(store, [ORDERS, PAYMENTS, ...names.map((name) => ({ ...ORDERS, name }))], 1);
    for (const name of names) {
      cluster.add({ ...ORDERS, name: `drill.${name}` });
    }
    await expect(begin()).rejects.toThrow("'drill.t00', 'drill.t01'");
    await expect(begin()).rejects.toThrow("'drill.t09' and 2 more; another drill may be under way");
  });

  test('is refused where another drill makes one of them at the same time, which it neither fills nor deletes', async () => {
    cluster.beforeMaking = ({ name, ...topic }) => {
      if (name === 'drill.payments') cluster.add({ name, ...topic });
    };
    await expect(begin()).rejects.toThrow(
      /these are there already: 'drill.payments'; another drill may be under way with them: wait for its end/,
    );
    expect(await end({ Error: 'TargetRefused', Cause: '{}' })).toMatchObject({ drilled: false });
    expect([...cluster.topics.keys()]).toEqual(['drill.payments']);
  });

  test('that is tried again does not take for its own what another one has made meanwhile', async () => {
    cluster.beforeMaking = () => {
      throw new Error('the broker is away');
    };
    await expect(begin()).rejects.toThrow('the broker is away');
    cluster.beforeMaking = () => undefined;
    cluster.add({ ...ORDERS, name: 'drill.orders' });
    await expect(begin()).rejects.toThrow("these are there already: 'drill.orders'");
    await end({ Error: 'TargetRefused', Cause: '{}' });
    expect([...cluster.topics.keys()]).toEqual(['drill.orders']);
  });

  test('that is tried again finds the topics that it has made itself', async () => {
    await begin();
    const before = store.json(drillKey('monthly'));
    expect(await begin()).toMatchObject({ topics: { found: 2 } });
    expect(store.json(drillKey('monthly'))).toEqual(before);
  });

  test.each([
    [{ create_topic: undefined }, 'give create_topic, or leave drill out'],
    [{ verify: false }, 'give verify, or leave drill out'],
    [{ resume: 'weekly' }, 'leave out resume'],
    [{ allow_empty: true }, 'leave out allow_empty'],
    [{ dry_run: true }, 'a dry run publishes nothing'],
    [{ ordered: false }, 'an unordered replay cannot be verified'],
  ])('is refused with %j', async (request, message) => {
    await expect(begin(request)).rejects.toThrow(message);
    expect(cluster.made).toEqual([]);
  });
});

describe('the end of a drill', () => {
  beforeEach(async () => {
    await begin();
  });

  test('whose topics can never be deleted fails, names them, and leaves evidence all the same', async () => {
    cluster.undeletable = "the user, or role, lacks the permission DELETE on the topic 'drill.orders'";
    store.putJson(verificationKey('monthly'), { verified: true, differences: { count: 0 } });
    const answer = await end({ verified: true, totals: { published: 4 } });
    const problem = `topics of the drill are left, delete them: ${cluster.undeletable}`;
    expect(answer).toMatchObject({ drilled: false, problem });
    expect(store.json(drillKey('monthly'))).toMatchObject({ succeeded: false, problem, ended_at: expect.any(String) });
    expect(await end({ Error: 'AccessRefused', Cause: 'no' })).toMatchObject({
      problem: expect.stringMatching(/^AccessRefused: no; topics of the drill are left/),
    });
  });

  test('that found no difference deletes the topics, and leaves evidence', async () => {
    store.putJson(verificationKey('monthly'), { verified: true, differences: { count: 0 } });
    const verification = { object: `s3://${store.bucket}/${verificationKey('monthly')}`, sha256: 'ab12' };
    const answer = await end({ verified: true, totals: { published: 4 }, verification });
    expect(answer).toMatchObject({ drilled: true, records: 4, differences: 0, verification });
    expect([...cluster.topics.keys()]).toEqual([]);
    expect(store.json(drillKey('monthly'))).toMatchObject({
      drill: 'Monthly',
      succeeded: true,
      topics: ['drill.orders', 'drill.payments'],
      seconds: expect.any(Number),
      ended_at: expect.any(String),
    });
  });

  test('that succeeded is kept by the name of the drill, outside of the folder of its run', async () => {
    const answer = await end({ verified: true, totals: { published: 4 } });
    expect(drillSuccessKey('Monthly')).toBe('drills/Monthly/succeeded.json');
    expect(store.json(drillSuccessKey('Monthly'))).toMatchObject({ run: 'monthly', ended_at: answer.ended_at });
  });

  test('that succeeded counts for no drill where it has no name', async () => {
    await end({});
    await begin({ drill: true }, 'by hand 2026');
    expect(await end({ verified: true, totals: { published: 4 } }, 'by hand 2026')).toMatchObject({ drilled: true });
    expect([...store.objects.keys()].filter((key) => key.startsWith('drills/'))).toEqual([]);
  });

  test('that found differences deletes the topics too, and says how many there were', async () => {
    store.putJson(verificationKey('monthly'), { verified: false, differences: { count: 3 } });
    const answer = await end({ verified: false, problem: '3 differences', totals: { published: 4 } });
    expect(answer).toMatchObject({ drilled: false, differences: 3, problem: '3 differences' });
    expect(store.objects.has(drillSuccessKey('Monthly'))).toBe(false);
    expect([...cluster.topics.keys()]).toEqual([]);
  });

  test('that came to no verification is no success, and tells why', async () => {
    const answer = await end({ done: false, empty: false, problem: '1 of 2 partitions were not replayed', totals: {} });
    expect(answer).toMatchObject({ drilled: false, differences: null, problem: '1 of 2 partitions were not replayed' });
    expect([...cluster.topics.keys()]).toEqual([]);
  });

  test('comes to the same when it is tried again', async () => {
    store.putJson(verificationKey('monthly'), { verified: true, differences: { count: 0 } });
    const { seconds: _first, ended_at: _at, ...before } = await end({ verified: true, totals: { published: 4 } });
    expect(await end({ verified: true, totals: { published: 4 } })).toMatchObject(before);
  });

  test('after a step that failed deletes the topics, and tells the error without its stack', async () => {
    const cause = JSON.stringify({ errorType: 'Error', errorMessage: 'the mount is away', trace: ['at …'] });
    const answer = await end({ Error: 'Error', Cause: cause });
    expect(answer).toMatchObject({ drilled: false, records: 0, problem: 'Error: the mount is away' });
    expect([...cluster.topics.keys()]).toEqual([]);
    expect(store.json(drillKey('monthly'))).toMatchObject({ succeeded: false, problem: 'Error: the mount is away' });
  });

  test('of an execution that has begun none deletes no topic, though one of its name had begun one', async () => {
    const answer = await end({ Error: 'TargetRefused', Cause: 'drill.orders is there already' }, 'another 2027');
    expect(answer).toMatchObject({
      drilled: false,
      evidence: null,
      problem: expect.stringContaining('is there already'),
    });
    expect(cluster.topics.size).toBe(2);
    expect(store.json(drillKey('monthly'))).not.toHaveProperty('ended_at');
  });
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { partitionVerificationKey, requestKey, summaryKey, verificationKey } from '../../../../src/contract/run-keys';
import { reachedAfter } from '../../support/deadline';
import { put, store as storeFile } from '../../support/files';
import { MemoryCluster } from '../../support/memory-cluster';
import { MemoryStore } from '../../support/memory-store';
import { filesBelow, useMount } from '../../support/mount';
import { MORNING } from '../../support/records';
import { invoke, runWorkflow, writeResults } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';
import { differencesOf, replayed, verify, verifyOnce, verifyPart } from './verified';

const mount = useMount();
const RUN = 'nightly-1';

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

async function storeOffsets(partition: number, offsets: readonly number[]): Promise<void> {
  await storeSegment(
    mount.root,
    offsets.map((offset) => numbered(offset, { partition, timestamp: MORNING + offset })),
  );
}

const upTo = (end: number) => Array.from({ length: end }, (_, offset) => offset);
// biome-ignore lint/suspicious/noExplicitAny: an object of the bucket
const read = (key: string) => store.json(key) as any;

describe('the proof of a run', () => {
  beforeEach(async () => {
    await storeOffsets(0, upTo(30));
    await storeOffsets(3, upTo(20));
  });

  test('names what was compared, with digests of all that it goes by', async () => {
    const topic = await replayed(mount.root, RUN, store, { from: MORNING });
    const answer = await verify(mount.root, { run: RUN }, topic, { store });
    expect(answer).toMatchObject({ verified: true, partitions: 2, expected: 50, sha256: expect.any(String) });
    const proof = read(verificationKey(RUN));
    const digestOf = (key: string) =>
      createHash('sha256')
        .update(String(store.objects.get(key)))
        .digest('hex');
    expect(proof).toMatchObject({
      run: RUN,
      verified: true,
      request: { run: RUN, request: { dry_run: false, from: MORNING }, target_topic: 'orders-replay' },
      request_sha256: digestOf(requestKey(RUN)),
      targets: [{ name: 'orders-replay', id: expect.any(String) }],
      totals: { published: 50 },
    });
    for (const { partition, object, sha256 } of proof.partitions) {
      expect([object, sha256]).toEqual([partitionVerificationKey(RUN, partition), digestOf(object)]);
    }
  });

  test('says that timestamps were not compared where the run was asked not to keep them', async () => {
    const topic = await replayed(mount.root, RUN, store, { preserve_timestamp: false });
    const { warnings } = await verify(mount.root, { run: RUN }, topic, { store });
    expect(warnings).toContainEqual(
      'orders+0: timestamps were not compared: the run was asked not to keep them (preserve_timestamp is false); this is no difference',
    );
  });

  test('has its own digest, which one command finds right', async () => {
    const topic = await replayed(mount.root, RUN, store, { key: 'a-key' });
    const { sha256 } = await verify(mount.root, { run: RUN }, topic, { store });
    const input = String(store.objects.get(verificationKey(RUN)));
    const command = `sed 's/,"sha256":"[0-9a-f]*"}$/}/' | sha256sum`;
    const found = execFileSync('sh', ['-c', command], { input }).toString();
    expect([found.slice(0, 64), read(verificationKey(RUN)).sha256]).toEqual([sha256, sha256]);
    const changed = execFileSync('sh', ['-c', command], {
      input: input.replace('"verified":true', '"verified":false'),
    });
    expect(changed.toString()).not.toContain(sha256);
  });

  test('has a hash of each partition that can be worked out by its documentation', async () => {
    const topic = await replayed(mount.root, RUN, store);
    await verify(mount.root, { run: RUN }, topic, { store });
    const hex = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
    let link = '0'.repeat(64);
    for (const offset of upTo(20)) {
      link = hex([link, hex('a-key'), hex(String(offset)), hex(''), String(MORNING + offset), ''].join('\n'));
    }
    const { expected, actual } = read(partitionVerificationKey(RUN, 'orders+3'));
    expect([expected.sha256, actual.sha256]).toEqual([link, link]);
  });

  test('holds no key and no value', async () => {
    const topic = await replayed(mount.root, RUN, store);
    topic.replace(
      0,
      topic.of(0).map((record) => ({ ...record, value: Buffer.from('secret'), key: Buffer.from('secret') })),
    );
    await verify(mount.root, { run: RUN }, topic, { store });
    for (const key of [verificationKey(RUN), partitionVerificationKey(RUN, 'orders+0')]) {
      expect(String(store.objects.get(key))).not.toMatch(/secret|a-key/);
    }
  });

  test('is the same whether invocations are cut or not', async () => {
    const topic = await replayed(mount.root, RUN, store);
    await verify(mount.root, { run: RUN }, topic, { store });
    const whole = read(partitionVerificationKey(RUN, 'orders+0'));
    let invocations = 0;
    let answer = await cut();
    while (!answer.done) {
      answer = await cut(answer.cursor);
    }
    expect(invocations).toBeGreaterThan(3);
    expect(read(partitionVerificationKey(RUN, 'orders+0'))).toEqual({ ...whole, invocations: expect.any(Number) });

    function cut(cursor: unknown = undefined) {
      invocations++;
      return verifyOnce(mount.root, { run: RUN, cursor: JSON.parse(JSON.stringify(cursor ?? null)) }, topic, {
        store,
        mostRecords: 4,
        deadline: reachedAfter(20),
      });
    }
  });
});

describe('what the files tell', () => {
  test('gaps between offsets are counted and named, and are no difference', async () => {
    await storeOffsets(0, [5, 6, 9, 10, 20]);
    const topic = await replayed(mount.root, RUN, store);
    const answer = await verify(mount.root, { run: RUN }, topic, { store });
    expect(answer).toMatchObject({ verified: true, gaps: 11 });
    expect(answer.warnings?.join()).toContain('11 offsets of the source are in no file, in 2 gaps');
    const { gaps } = read(partitionVerificationKey(RUN, 'orders+0')).source;
    expect(gaps).toEqual({
      ranges: 2,
      offsets: 11,
      first: [
        [7, 8],
        [11, 19],
      ],
    });
  });

  test('what filters leave out is not expected, and is counted', async () => {
    await storeOffsets(0, upTo(30));
    const topic = await replayed(mount.root, RUN, store, { from: MORNING + 10, to: MORNING + 12 });
    const answer = await verify(mount.root, { run: RUN }, topic, { store });
    expect(answer).toMatchObject({ verified: true, expected: 2 });
    expect(read(partitionVerificationKey(RUN, 'orders+0')).source).toMatchObject({ records: 30, filtered: 28 });
  });

  test('records that stand in several files are expected once', async () => {
    await storeOffsets(0, upTo(30));
    await storeOffsets(0, upTo(40).slice(20));
    const topic = await replayed(mount.root, RUN, store);
    const answer = await verify(mount.root, { run: RUN }, topic, { store });
    expect(answer).toMatchObject({ verified: true, expected: 40 });
    expect(read(partitionVerificationKey(RUN, 'orders+0')).source).toMatchObject({ copies: 10 });
  });

  test('a partition of which nothing went out has nothing to compare', async () => {
    await storeOffsets(0, upTo(3));
    const topic = await replayed(mount.root, RUN, store, { key: 'another', allow_empty: true });
    topic.add(0, { timestamp: 1, key: null, value: null, headers: [] });
    expect(await verify(mount.root, { run: RUN }, topic, { store })).toMatchObject({ verified: true, expected: 0 });
  });

  test('a file that is gone since makes a run unverified, unless it was to be passed by', async () => {
    await storeFile(mount.root, { offset: 1, partition: 0 });
    await storeFile(mount.root, { offset: 2, partition: 0 });
    const topic = await replayed(mount.root, RUN, store);
    const second = new MemoryStore();
    const passing = await replayed(mount.root, RUN, second, { on_unreadable: 'skip' });
    const [path = ''] = (await filesBelow(mount.root)).filter((each) => each.includes('0002'));
    rmSync(join(mount.root, path));
    const answer = await verify(mount.root, { run: RUN }, topic, { store });
    expect(differencesOf(answer)).toMatchObject({
      verified: false,
      kinds: { unreadable: 1 },
      first: { kind: 'unreadable', problem: expect.stringContaining('0002') },
    });
    passing.replace(0, passing.of(0).slice(0, 1));
    expect(await verify(mount.root, { run: RUN }, passing, { store: second })).toMatchObject({ verified: true });
  });
});

describe('a run that cannot be verified', () => {
  const topic = () => replayed(mount.root, 'another', store);

  test.each([
    [
      'is not there',
      { run: 'nobodys' },
      /^there is no plan of a run 'nobodys' \(s3:\/\/replays\/runs\/nobodys\/partitions.json\)/,
    ],
    [
      'has not been named',
      {},
      /^run is missing; give the name of an execution of the workflow that is to be verified$/,
    ],
    [
      'is cut by another cursor',
      { run: 'another', cursor: { next: 7 } },
      /^the cursor is not one that a verification gave/,
    ],
  ])('because it %s is refused', async (_, payload, message) => {
    await storeOffsets(0, upTo(3));
    await expect(verify(mount.root, payload, await topic(), { store })).rejects.toThrow(message);
  });

  test('because it has no such partition is refused', async () => {
    await storeOffsets(0, upTo(3));
    const topicOfRun = await topic();
    await expect(verifyPart(mount.root, { run: 'another', partition: 'orders+7' }, topicOfRun, store)).rejects.toThrow(
      /^the run 'another' has no partition 'orders\+7'; it has orders\+0$/,
    );
  });

  test('because it was a dry one is refused', async () => {
    await storeOffsets(0, upTo(3));
    await runWorkflow(mount.root, 'dry', { dry_run: true }, { store });
    await expect(verify(mount.root, { run: 'dry' }, await topic(), { store })).rejects.toThrow(
      "the run 'dry' was a dry one and has published nothing",
    );
  });

  test('because its topic is gone is refused', async () => {
    await storeOffsets(0, upTo(3));
    const other = await replayed(mount.root, RUN, store, { target_topic: 'elsewhere' });
    await expect(verify(mount.root, { run: RUN }, other, { store })).rejects.toThrow(
      "the topic 'elsewhere' is not in the cluster",
    );
  });

  test('by a cursor of another plan is refused', async () => {
    await storeOffsets(0, upTo(30));
    const target = await replayed(mount.root, RUN, store);
    const options = { store, mostRecords: 5, deadline: reachedAfter(12) };
    const { cursor } = await verifyOnce(mount.root, { run: RUN }, target, options);
    await replayed(mount.root, RUN, store, { offsets: { '0': { from: 1 } } });
    await expect(verifyOnce(mount.root, { run: RUN, cursor }, target, { store })).rejects.toThrow(
      'the cursor belongs to the verification of another run or plan',
    );
  });

  test('within its time fails, so that it is tried again', async () => {
    await storeOffsets(0, upTo(30));
    const target = await replayed(mount.root, RUN, store);
    await expect(verifyOnce(mount.root, { run: RUN }, target, { store, deadline: reachedAfter(0) })).rejects.toThrow(
      'the deadline came before any record was compared',
    );
  });
});

describe('the last step of a workflow that verifies', () => {
  test('puts together what was found, and adds it to the summary of the run', async () => {
    await storeOffsets(0, upTo(3));
    const topic = await replayed(mount.root, RUN, store);
    await verifyPart(mount.root, { run: RUN, partition: 'orders+0' }, topic, store);
    expect(store.objects.has(verificationKey(RUN))).toBe(false);
    const answer = await invoke(mount.root, { action: 'conclude', run: RUN, results: null }, { store });
    expect(answer).toMatchObject({ run: RUN, done: true, verified: true, totals: { published: 3 } });
    expect(read(summaryKey(RUN))).toMatchObject({ done: true, verified: true, cursor: null });
    expect(read(verificationKey(RUN)).verified).toBe(true);
  });

  test('tells of partitions that could not be compared, and why', async () => {
    await storeOffsets(0, upTo(3));
    await storeOffsets(3, upTo(3));
    const topic = await replayed(mount.root, RUN, store);
    await verifyPart(mount.root, { run: RUN, partition: 'orders+0' }, topic, store);
    const output = {
      partition: 'orders+3',
      done: false,
      error: 'AccessRefused',
      cause: 'READ on the topic',
      progress: null,
    };
    const executions = [{ Name: 'a', Status: 'SUCCEEDED', Output: JSON.stringify(output) }];
    const results = writeResults(store, RUN, { SUCCEEDED: [executions], FAILED: [], PENDING: [] });
    const answer = await invoke(mount.root, { action: 'conclude', run: RUN, results }, { store });
    expect(answer).toMatchObject({
      verified: false,
      problem: expect.stringMatching(/^1 of 2 partitions could not be compared \(orders\+3: READ on the topic\); s3:/),
    });
    expect(read(verificationKey(RUN)).unverified).toEqual([
      { partition: 'orders+3', error: 'AccessRefused', cause: 'READ on the topic' },
    ]);
  });

  test('takes no result of an earlier plan of the same name', async () => {
    await storeOffsets(0, upTo(3));
    const topic = await replayed(mount.root, RUN, store);
    await verifyPart(mount.root, { run: RUN, partition: 'orders+0' }, topic, store);
    const proof = read(partitionVerificationKey(RUN, 'orders+0'));
    store.putJson(partitionVerificationKey(RUN, 'orders+0'), { ...proof, plan: 'earlier' });
    const answer = await invoke(mount.root, { action: 'conclude', run: RUN, results: null }, { store });
    expect(answer).toMatchObject({ verified: false, problem: expect.stringContaining('there is no result of it') });
  });
});

test('the workflow is told whether to verify, and only where the run is done', async () => {
  await storeOffsets(0, upTo(3));
  const publisher = new MemoryCluster();
  const options = { store, publisher, admin: publisher.admin };
  const asked = await runWorkflow(mount.root, 'a', { dry_run: false, verify: true }, options);
  const unasked = await runWorkflow(mount.root, 'b', { dry_run: false }, { store, publisher });
  await put(mount.root, 'none/.keep', '');
  const nothing = { dry_run: false, verify: true, source_prefix: 'none/' };
  const empty = await runWorkflow(mount.root, 'c', nothing, { store, publisher });
  expect([asked.to_verify, unasked.to_verify, empty.to_verify]).toEqual([true, undefined, undefined]);
});

test.each([
  [{ verify: true }, /^verify compares what was published with the files, and a dry run publishes nothing/],
  [{ verify: true, dry_run: false, ordered: false }, /^an unordered replay cannot be verified/],
])('a workflow is refused that asks for %j', async (request, message) => {
  await expect(runWorkflow(mount.root, RUN, request, { store })).rejects.toThrow(message);
});

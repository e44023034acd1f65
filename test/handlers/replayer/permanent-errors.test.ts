import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PermanentError } from '../../../lambda-runtime/permanent-error';
import { createReplayerHandler } from '../../../lambda-runtime/replayer/handler';
import { partitionsKey } from '../../../src/contract/run-keys';
import { store } from '../support/files';
import { aContext } from '../support/lambda';
import { MemoryPublisher } from '../support/memory-publisher';
import { MemoryStore } from '../support/memory-store';
import { useMount } from '../support/mount';
import { MORNING } from '../support/records';

const mount = useMount();
const ENVIRONMENT = {
  SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
  METRICS_NAMESPACE: 'S3Files',
  MAX_FILES_IN_FLIGHT: '8',
  MAX_BYTES_IN_FLIGHT: '100000',
  TARGET_TOPIC: 'orders-replay',
};
const PUBLISH = { dry_run: false };

let publisher: MemoryPublisher;
let objects: MemoryStore;
beforeEach(() => {
  publisher = new MemoryPublisher(4);
  objects = new MemoryStore();
});

/** @returns the name by which Lambda tells the error to the workflow */
async function nameOf(payload: unknown, environment: Record<string, string> = {}): Promise<string> {
  try {
    const connect = async () => publisher;
    const given = { ...ENVIRONMENT, MOUNT_PATH: mount.root, ...environment };
    const handler = createReplayerHandler(given, { connect, store: () => objects });
    await handler(payload, aContext());
    return 'no error';
  } catch (error) {
    return (error as Error).name;
  }
}

/** Invokes the only part of a run until it is done or fails. */
async function nameOfPart(request: object): Promise<string> {
  await nameOf({ action: 'plan', run: 'run', concurrency: 1, request });
  const [part] = objects.json(partitionsKey('run')) as object[];
  const connect = async () => publisher;
  const handler = createReplayerHandler({ ...ENVIRONMENT, MOUNT_PATH: mount.root }, { connect, store: () => objects });
  try {
    await handler(part, aContext());
    return 'no error';
  } catch (error) {
    return (error as Error).name;
  }
}

const planOf = (request: object) => ({ action: 'plan', run: 'run', concurrency: 1, request });

test.each<[string, unknown]>([
  ['a key that there is not', { dryrun: true }],
  ['an action that there is not', { action: 'replay' }],
  ['a window without an end', { lookback_seconds: 1 }],
  ['a cursor of something else', { cursor: { version: 2 } }],
  ['a directory that there is not', { source_prefix: 'medium/' }],
  ['a plan of such a directory', planOf({ source_prefix: 'medium/' })],
  ['a plan with a cursor', planOf({ cursor: {} })],
  ['a plan that resumes what never ran', planOf({ resume: 'never' })],
  ['a plan without a name', { ...planOf({}), run: null }],
  ['a pace that cannot be kept', planOf({ speed: 1 })],
])('%s is an InvalidRequest', async (_, payload) => {
  await store(mount.root, { partition: 0 });
  await store(mount.root, { partition: 1 });
  expect(await nameOf(payload)).toBe('InvalidRequest');
});

test('a variable that cannot be is an InvalidConfiguration', async () => {
  expect(await nameOf({}, { TARGET_TOPIC: 'a/b' })).toBe('InvalidConfiguration');
});

describe('TargetRefused is the name where a target topic', () => {
  beforeEach(() => store(mount.root, { partition: 3 }));

  test('has too few partitions', async () => {
    publisher = new MemoryPublisher(1);
    expect(await nameOf(PUBLISH)).toBe('TargetRefused');
    expect(await nameOf(planOf(PUBLISH))).toBe('TargetRefused');
  });

  test('is the source', async () => {
    expect(await nameOf({ ...PUBLISH, target_topic: 'orders' })).toBe('TargetRefused');
  });

  test('would delete the records', async () => {
    publisher.settingsOf = () => ({ deletes: true, retentionMs: 1 });
    expect(Date.now()).toBeGreaterThan(MORNING);
    expect(await nameOf(planOf(PUBLISH))).toBe('TargetRefused');
  });
});

describe('a part of a workflow that comes no further', () => {
  test('is RecordRefused in front of a record that the topic never takes', async () => {
    await store(mount.root, { value: Buffer.alloc(1000) });
    publisher.settingsOf = () => ({ maxMessageBytes: 500 });
    expect(await nameOfPart(PUBLISH)).toBe('RecordRefused');
  });

  test('is RecordRefused at a file whose content is broken', async () => {
    const path = await store(mount.root, {});
    await writeFile(join(mount.root, path), '{"not": "an envelope"}');
    expect(await nameOfPart(PUBLISH)).toBe('RecordRefused');
  });

  test('may be tried again where the mount fails', async () => {
    await store(mount.root, {});
    const name = await nameOfPart({ ...PUBLISH, dry_run: true });
    expect(name).toBe('no error');
    const path = await store(mount.root, {});
    await nameOf(planOf(PUBLISH));
    await unlink(join(mount.root, path));
    const [part] = objects.json(partitionsKey('run')) as object[];
    expect(await nameOf(part)).toBe('Error');
  });

  test('may be tried again where a delivery failed', async () => {
    await store(mount.root, {});
    publisher.beforeAcknowledging = () => {
      throw new Error('the leader is gone');
    };
    expect(await nameOfPart(PUBLISH)).toBe('Error');
  });

  test('keeps the name of a delivery that is not permitted', async () => {
    await store(mount.root, {});
    publisher.beforeAcknowledging = () => {
      throw new PermanentError('AccessRefused', 'TOPIC_AUTHORIZATION_FAILED');
    };
    expect(await nameOfPart(PUBLISH)).toBe('AccessRefused');
  });
});

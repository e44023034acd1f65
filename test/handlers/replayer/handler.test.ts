import { join } from 'node:path';
import { createReplayerHandler } from '../../../lambda-runtime/replayer/handler';
import { partitionsKey } from '../../../src/contract/run-keys';
import { put, store } from '../support/files';
import { aContext, metricValues } from '../support/lambda';
import { MemoryPublisher } from '../support/memory-publisher';
import { MemoryStore } from '../support/memory-store';
import { useMount } from '../support/mount';
import { writeResults } from '../support/workflow';

const mount = useMount();

function environment(differences: Record<string, string> = {}) {
  return {
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":131072},{"name":"large","prefix":"large/"}]',
    METRICS_NAMESPACE: 'S3FilesDemo',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    TARGET_TOPIC: 'orders-replay',
    ...differences,
  };
}

test('a replay answers, and leaves metrics for each size class', async () => {
  await Promise.all(Array.from({ length: 130 }, (_, offset) => store(mount.root, { partition: 0, offset })));
  await store(mount.root, { partition: 0, offset: 130 }, { prefix: 'large/' });
  const publisher = new MemoryPublisher();
  const handler = createReplayerHandler(environment(), { connect: async () => publisher });
  const answer = await handler({ dry_run: false, target_topic: 'elsewhere' }, aContext());
  expect(answer).toMatchObject({ files_read: 131, published: 131, done: true, cursor: null });
  expect([...publisher.byTopic.keys()]).toEqual(['elsewhere']);

  const lines = mount.printed.metrics();
  expect(lines[0]?._aws.CloudWatchMetrics[0]?.Namespace).toBe('S3FilesDemo');
  expect(metricValues(lines, 'small', 'ReadLatencyMs')).toHaveLength(130);
  expect(metricValues(lines, 'large', 'ReadLatencyMs')).toHaveLength(1);
  expect(metricValues(lines, 'small', 'FilesRead')).toEqual([130]);
  expect(metricValues(lines, 'small', 'RecordsPublished')).toEqual([130]);
  expect(metricValues(lines, 'large', 'RecordsPublished')).toEqual([1]);
  expect(metricValues(lines, 'small', 'BytesRead')[0]).toBeGreaterThan(130);
});

test('a dry run needs neither credentials nor any of Kafka’s settings', async () => {
  await store(mount.root, { offset: 1 });
  const answer = await createReplayerHandler(environment())({}, aContext());
  expect(answer).toMatchObject({ dry_run: true, files_read: 1, published: 0, done: true });
});

test('a replay that publishes says which setting is missing', async () => {
  await store(mount.root, { offset: 1 });
  const replaying = createReplayerHandler(environment())({ dry_run: false }, aContext());
  await expect(replaying).rejects.toThrow('environment variable KAFKA_AUTHENTICATION is not set');
});

test('an authentication that is not known is named', async () => {
  await store(mount.root, { offset: 1 });
  const handler = createReplayerHandler(environment({ KAFKA_AUTHENTICATION: 'GSSAPI' }));
  await expect(handler({ dry_run: false }, aContext())).rejects.toThrow("KAFKA_AUTHENTICATION is 'GSSAPI'");
});

test('deadline_seconds cuts a replay short', async () => {
  await store(mount.root, { offset: 1 });
  // The first question is for the total; a second later the request's own limit is over.
  let asked = 0;
  const remaining = () => (asked++ === 0 ? 60_000 : 59_000);
  const answer = await createReplayerHandler(environment())({ deadline_seconds: 1 }, aContext(remaining));
  expect(answer).toMatchObject({ files_read: 0, done: false, cursor: { version: 1 } });
});

test('a mount that is not there is an error that names it', async () => {
  const gone = join(mount.root, 'gone');
  const handler = createReplayerHandler(environment({ MOUNT_PATH: gone }));
  await expect(handler({}, aContext())).rejects.toThrow(`the mount ${gone} is not there`);
});

test('a wrong payload is an error', async () => {
  await expect(createReplayerHandler(environment())({ dryrun: true }, aContext())).rejects.toThrow(
    "unknown key 'dryrun'",
  );
});

test('a target topic that cannot be one fails when the function starts', () => {
  expect(() => createReplayerHandler(environment({ TARGET_TOPIC: 'a/b' }))).toThrow("TARGET_TOPIC is 'a/b'");
});

test('files of others are replayed without being asked for where the construct says so, and the workflow plans them', async () => {
  await put(mount.root, 'topics/orders/partition=0/orders+0+0000000000.json', '1\n2\n');
  await store(mount.root, { offset: 1 });
  const bucket = new MemoryStore();
  const handler = createReplayerHandler(environment({ SOURCE_FORMAT: '"confluent"' }), { store: () => bucket });
  expect(await handler({}, aContext())).toMatchObject({ matched: 2, skipped: 1, done: true });
  expect(await handler({ source_format: 's3files' }, aContext())).toMatchObject({ matched: 1, skipped: 1, done: true });

  const plan = await handler({ action: 'plan', run: 'run-1', concurrency: 1, request: {} }, aContext());
  expect(plan).toMatchObject({ partitions: 1, skipped: 1 });
  const [item] = bucket.json(partitionsKey('run-1')) as unknown[];
  const part = { partition: 'orders+0', done: true, ...(await handler(item, aContext())) };
  expect(part).toMatchObject({ matched: 2, done: true });
  const results = writeResults(bucket, 'run-1', {
    SUCCEEDED: [[{ Name: 'child-0', Status: 'SUCCEEDED', Output: JSON.stringify(part) }]],
    FAILED: [],
    PENDING: [],
  });
  const summary = await handler({ action: 'summarize', run: 'run-1', request: {}, plan, results }, aContext());
  expect(summary).toMatchObject({ done: true, totals: { matched: 2 } });
});

test.each([
  ['"kafka"', 'SOURCE_FORMAT is "kafka"; give "s3files"'],
  ['{"pattern":"(a"}', 'SOURCE_FORMAT: the pattern cannot be used'],
  ['{', 'SOURCE_FORMAT is "{"; give'],
])('a source format %s fails when the function starts', (setting, problem) => {
  expect(() => createReplayerHandler(environment({ SOURCE_FORMAT: setting }))).toThrow(problem);
});

test('the steps of a workflow are taken one after the other', async () => {
  await store(mount.root, { offset: 1 });
  const bucket = new MemoryStore();
  const handler = createReplayerHandler(environment(), { store: () => bucket });
  const payload = { run: 'run-1', concurrency: 1, request: {} };
  expect(await handler({ action: 'plan', ...payload }, aContext())).toMatchObject({ partitions: 1 });
  const [item] = bucket.json(partitionsKey('run-1')) as unknown[];
  expect(await handler(item, aContext())).toMatchObject({ files_read: 1, done: true });
  const plan = { ordered: true, partitions: 0, skipped: 0, filtered: 0, unknown_time: 0, errors: 0 };
  const summary = await handler({ action: 'summarize', run: 'run-1', request: {}, plan, results: null }, aContext());
  expect(summary).toMatchObject({ done: true });
  expect(mount.printed.logs().map(({ message }) => message)).toEqual(['planned', 'replayed', 'summarized']);
});

test('a step of a workflow needs its bucket, and a replay does not', async () => {
  const handler = createReplayerHandler(environment());
  for (const payload of [
    { action: 'plan', run: 'a', concurrency: 1, request: {} },
    { action: 'summarize', run: 'a', request: {}, plan: { ordered: false }, results: null },
    { manifest: 'a' },
  ]) {
    await expect(handler(payload, aContext())).rejects.toThrow('this function has no bucket of a workflow');
  }
  expect(await handler({ action: null }, aContext())).toMatchObject({ done: true });
});

test('an action that there is not is refused', async () => {
  const handler = createReplayerHandler(environment());
  await expect(handler({ action: 'replay' }, aContext())).rejects.toThrow('action is "replay"; give "snapshot"');
});

test('a root key that is no directory fails when the function starts', () => {
  expect(() => createReplayerHandler(environment({ ROOT_KEY: 'events' }))).toThrow("ROOT_KEY is 'events'");
});

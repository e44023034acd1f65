import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import { createReplayerHandler } from '../../lambda-runtime/replayer/handler';
import { KafkaToS3FilesIngest } from '../../src';
import { Pipeline } from '../constructs/replayer/replayers';
import { KafkaEventBuilder } from '../handlers/support/events';
import { store } from '../handlers/support/files';
import { aContext, capturePrinted } from '../handlers/support/lambda';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { filesBelow, useMount } from '../handlers/support/mount';
import { runQuery } from './logs-insights';

const mount = useMount();

interface Saved {
  readonly Name: string;
  readonly QueryString: string;
  readonly LogGroupNames: unknown[];
}

/** The queries of a construct, by the last part of their names. */
function queriesOf(construct: 'Ingest' | 'Replayer'): Record<string, Saved> {
  const given = new Pipeline();
  const { vpc, cluster, accessPoint, stack } = given;
  const made =
    construct === 'Ingest'
      ? new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster, accessPoint, topic: 'orders' })
      : given.replayer();
  expect(made.saveLogQueries()).toEqual(made.saveLogQueries());
  const saved = Object.values(Template.fromStack(stack).findResources('AWS::Logs::QueryDefinition'));
  const logGroup = stack.resolve(made.logGroup.logGroupName);
  return Object.fromEntries(
    saved.map(({ Properties }) => {
      expect(Properties.LogGroupNames).toEqual([logGroup]);
      const [place, name] = Properties.Name.split(/\/(?=[^/]+$)/);
      expect(place).toBe(`Stack/${construct}`);
      return [name, Properties];
    }),
  );
}

const ENVIRONMENT = {
  SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":100},{"name":"large","prefix":"large/"}]',
  METRICS_NAMESPACE: 'S3Files',
  MAX_FILES_IN_FLIGHT: '8',
  MAX_BYTES_IN_FLIGHT: '100000',
};

/** All lines that a handler printed, as CloudWatch Logs has them. */
function printed(): Record<string, unknown>[] {
  return [...mount.printed.logs(), ...mount.printed.metrics()];
}

async function ingest(event: KafkaEventBuilder): Promise<unknown> {
  const handler = createIngestHandler({
    ...ENVIRONMENT,
    MOUNT_PATH: mount.root,
    LAYOUT: '{"type":"perRecord","shards":1}',
    RECORD_FORMAT: '{"type":"envelope"}',
  });
  return handler(event.build(), aContext());
}

async function replay(payload: Record<string, unknown> = {}): Promise<unknown> {
  const handler = createReplayerHandler(
    { ...ENVIRONMENT, MOUNT_PATH: mount.root, TARGET_TOPIC: 'orders-replay' },
    { connect: async () => new MemoryPublisher() },
  );
  return handler({ dry_run: false, ...payload }, aContext());
}

test('nothing is saved unasked', () => {
  const given = new Pipeline();
  given.replayer();
  Template.fromStack(given.stack).resourceCountIs('AWS::Logs::QueryDefinition', 0);
});

describe("the ingest's log", () => {
  test('tells failures by partition, those without a class too', async () => {
    await writeFile(join(mount.root, 'large'), 'in the way');
    const event = new KafkaEventBuilder();
    for (let offset = 5; offset < 75; offset++) {
      event.record('orders', 1, offset, { value: 'x'.repeat(200) });
    }
    event.record('orders', 0, 1).raw('orders-2', { topic: 'orders', partition: 2, offset: 9, value: '%' });
    await ingest(event);
    expect(runQuery(queriesOf('Ingest')['Failures by partition']?.QueryString ?? '', printed())).toEqual([
      { topic: 'orders', partition: 1, failed: 70, set_aside: 0, from_offset: 5, to_offset: 74 },
      { topic: 'orders', partition: 2, failed: 0, set_aside: 1, from_offset: 9, to_offset: 9 },
    ]);
  });

  test('tells the slowest file of each batch', async () => {
    await ingest(new KafkaEventBuilder().record('orders', 0, 1));
    await ingest(new KafkaEventBuilder().record('orders', 0, 2).record('orders', 0, 3));
    const found = runQuery(queriesOf('Ingest')['Slowest files']?.QueryString ?? '', printed());
    expect(found).toHaveLength(2);
    const files = await filesBelow(mount.root);
    for (const { slowest_path, slowest_ms } of found) {
      expect(files).toContain(slowest_path);
      expect(slowest_ms).toBeGreaterThan(0);
    }
    expect(found[0]?.slowest_ms).toBeGreaterThanOrEqual(Number(found[1]?.slowest_ms));
  });

  test('tells the history of one record: it failed, came again and was written', async () => {
    const event = () => new KafkaEventBuilder().record('orders', 0, 41).record('orders', 0, 42).record('orders', 1, 42);
    await writeFile(join(mount.root, 'small'), 'in the way');
    await ingest(event());
    const failed = printed();
    mount.printed = capturePrinted();
    await rm(join(mount.root, 'small'));
    await ingest(event());
    const found = runQuery(queriesOf('Ingest')['History of a record']?.QueryString ?? '', [...failed, ...printed()]);
    expect(found.every(({ topic, partition }) => topic === 'orders' && partition === 0)).toBe(true);
    expect(found.map(({ message, RecordsFailed, RecordsWritten }) => [message, RecordsFailed, RecordsWritten])).toEqual(
      [
        ['record not written', undefined, undefined],
        [undefined, 2, undefined],
        [undefined, undefined, 2],
      ],
    );
  });

  test('has one line of each batch, which says how much it was and nothing of what', async () => {
    const secret = { key: 'secret', value: 'secret', headers: [{ h: [...Buffer.from('secret')] }] };
    await ingest(new KafkaEventBuilder().record('orders', 0, 7, secret).record('orders', 0, 9).record('orders', 3, 2));
    expect(mount.printed.logs()).toEqual([
      expect.objectContaining({
        ...{ level: 'INFO', message: 'batch ingested', records: 3, failed: 0, set_aside: 0, files: 3 },
        bytes: expect.any(Number),
        milliseconds: expect.any(Number),
        slowest_path: expect.stringMatching(/^small\//),
        partitions: { 'orders-0': { from: 7, to: 9, records: 2 }, 'orders-3': { from: 2, to: 2, records: 1 } },
      }),
    ]);
    expect(JSON.stringify(printed())).not.toMatch(/secret|c2VjcmV0/);
  });
});

describe("the replayer's log", () => {
  test('tells failures by partition', async () => {
    await store(mount.root, { partition: 3, offset: 5 });
    await writeFile(join(mount.root, (await filesBelow(mount.root))[0] ?? ''), '{');
    await store(mount.root, { partition: 4, offset: 6 });
    await replay();
    expect(runQuery(queriesOf('Replayer')['Failures by partition']?.QueryString ?? '', printed())).toEqual([
      { topic: 'orders', partition: 3, failed: 1, set_aside: 0, from_offset: 5, to_offset: 5 },
    ]);
  });

  test('tells the slowest file, and the history of a record that was published', async () => {
    await store(mount.root, { partition: 0, offset: 42 });
    await replay();
    const { 'Slowest files': slowest, 'History of a record': history } = queriesOf('Replayer');
    expect(runQuery(slowest?.QueryString ?? '', printed())).toEqual([
      expect.objectContaining({ slowest_path: (await filesBelow(mount.root))[0], slowest_ms: expect.any(Number) }),
    ]);
    const ofRecord = history?.QueryString.replace('my-topic', 'orders') ?? '';
    expect(runQuery(ofRecord, printed())).toEqual([
      expect.objectContaining({ RecordsPublished: 1, first_offset: 42, last_offset: 42 }),
    ]);
  });

  test('has one line of each invocation', async () => {
    await Promise.all([3, 4].map((partition) => store(mount.root, { partition, offset: 1 })));
    await replay({ source_prefix: 'small/' });
    expect(mount.printed.logs()).toEqual([
      expect.objectContaining({
        ...{ level: 'INFO', message: 'replayed', source_prefix: 'small/', target_topic: 'orders-replay' },
        ...{ files_read: 2, published: 2, partitions: 2, done: true },
        bytes_read: expect.any(Number),
        milliseconds: expect.any(Number),
      }),
    ]);
  });
});

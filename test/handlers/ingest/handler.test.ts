import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../support/events';
import { aContext, metricValues } from '../support/lambda';
import { contentsBelow, filesBelow, useMount } from '../support/mount';
import { MORNING } from '../support/records';

const mount = useMount();

function environment(differences: Record<string, string> = {}) {
  return {
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: JSON.stringify([
      { name: 'small', prefix: 'small/', sizeLessThan: 100 },
      { name: 'large', prefix: 'large/', sizeLessThan: 10_000 },
    ]),
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '1000',
    LAYOUT: '{"type":"perRecord","shards":1}',
    RECORD_FORMAT: '{"type":"value","extension":".json"}',
    ...differences,
  };
}

function ingest(event: KafkaEventBuilder, differences: Record<string, string> = {}, remaining?: () => number) {
  return createIngestHandler(environment(differences))(event.build(), aContext(remaining));
}

/** Unwritable records are reported, as other failures are; unwritable.test.ts tells what else becomes of them. */
const RETRY = { UNWRITABLE_RECORDS: 'RETRY' };

function failures(...partitions: [partition: string, offset: number][]) {
  return { batchItemFailures: partitions.map(([partition, offset]) => ({ itemIdentifier: { partition, offset } })) };
}

function smallPath(offset: number, partition = 0): string {
  return `small/2026/04/13/07/orders+${partition}/orders+${partition}+${String(offset).padStart(20, '0')}.json`;
}

/** Puts a directory where the record's file should be: no rename succeeds there, whoever runs the test. */
async function obstruct(path: string): Promise<void> {
  await mkdir(join(mount.root, path, 'in the way'), { recursive: true });
}

test('every record becomes a file of its own, by size, hour, partition and offset', async () => {
  const event = new KafkaEventBuilder()
    .record('orders', 0, 7, { value: 'seven' })
    .record('orders', 1, 8, { value: 'x'.repeat(100) })
    .record('orders', 1, 9, { value: Buffer.alloc(0), timestamp: -1 });
  expect(await ingest(event)).toEqual(failures());
  expect(await contentsBelow(mount.root)).toEqual({
    [smallPath(7)]: 'seven',
    'large/2026/04/13/07/orders+1/orders+1+00000000000000000008.json': 'x'.repeat(100),
    'small/unknown-time/orders+1/orders+1+00000000000000000009.json': '',
  });
});

test('shards spread the records of a partition', async () => {
  const event = new KafkaEventBuilder();
  [0, 1, 2, 3].forEach((offset) => {
    event.record('orders', 0, offset);
  });
  await ingest(event, { LAYOUT: '{"type":"perRecord","shards":3}' });
  expect((await filesBelow(mount.root)).map((path) => dirname(path).slice(-1))).toEqual(['0', '0', '1', '2']);
});

test('a null value becomes an empty .tombstone file', async () => {
  await ingest(new KafkaEventBuilder().record('orders', 0, 7, { value: null }));
  expect(await contentsBelow(mount.root)).toEqual({ [smallPath(7).replace('.json', '.tombstone')]: '' });
});

test('an envelope is written where the configuration asks for one', async () => {
  const event = new KafkaEventBuilder().record('orders', 0, 7, { value: null, headers: [{ h: [-1] }] });
  await ingest(event, { RECORD_FORMAT: '{"type":"envelope"}' });
  const [[path, content] = []] = Object.entries(await contentsBelow(mount.root));
  expect(path).toBe(smallPath(7).replace('.json', '.record.json'));
  expect(JSON.parse(content ?? '')).toMatchObject({ value: null, headers: [{ name: 'h', value: { base64: '/w==' } }] });
});

test('files are compressed where the configuration asks for it, but for tombstones', async () => {
  const event = new KafkaEventBuilder()
    .record('orders', 0, 7, { value: 'seven' })
    .record('orders', 0, 8, { value: null });
  await ingest(event, { COMPRESSION: 'GZIP' });
  expect(await filesBelow(mount.root)).toEqual([`${smallPath(7)}.gz`, smallPath(8).replace('.json', '.tombstone')]);
  expect(gunzipSync(await readFile(join(mount.root, `${smallPath(7)}.gz`))).toString()).toBe('seven');
});

test('a class goes by the size of the value, whatever its compressed size', async () => {
  await ingest(new KafkaEventBuilder().record('orders', 0, 7, { value: 'x'.repeat(100) }), { COMPRESSION: 'GZIP' });
  expect(await filesBelow(mount.root)).toEqual([`${smallPath(7).replace('small', 'large')}.gz`]);
});

test.each(['perRecord', 'segments'])(
  'records without a value are passed over where that is asked for (%s)',
  async (type) => {
    const event = new KafkaEventBuilder().record('orders', 0, 7, { value: null }).record('orders', 0, 8);
    const answer = await ingest(event, {
      TOMBSTONES: 'SKIP',
      LAYOUT: JSON.stringify({ type, shards: 1, maxBytes: 1000 }),
      RECORD_FORMAT: '{"type":"envelope"}',
    });
    expect(answer).toEqual(failures());
    expect(await filesBelow(mount.root)).toEqual([expect.stringMatching(/0000008(\+1)?\.rec/)]);
    expect(metricValues(mount.printed.metrics(), 'small', 'RecordsWritten')).toEqual([1]);
    expect(metricValues(mount.printed.metrics(), 'unclassified', 'RecordsFailed')).toEqual([]);
  },
);

test('bytes that are no UTF-8 stand in the file as they were', async () => {
  const value = Buffer.from([0xff, 0x00, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x0d, 0x0a]);
  await ingest(new KafkaEventBuilder().record('orders', 0, 7, { value }));
  expect(await readFile(join(mount.root, smallPath(7)))).toEqual(value);
});

test('a key and a header name directories, and nothing leads out of the mount', async () => {
  const directories = [{ by: 'header', name: 'tenant' }, { by: 'key' }];
  const event = new KafkaEventBuilder().record('orders', 0, 7, {
    key: '../../etc/passwd',
    headers: [{ tenant: [...Buffer.from('..')] }],
  });
  await ingest(event, { LAYOUT: JSON.stringify({ type: 'perRecord', shards: 1, directories }) });
  expect(await filesBelow(mount.root)).toEqual([
    'small/%2E./%2E.%2F..%2Fetc%2Fpasswd/orders+0+00000000000000000007.json',
  ]);
});

test('a redelivered record rewrites its own file', async () => {
  const event = new KafkaEventBuilder().record('orders', 0, 7).record('orders', 0, 8);
  await ingest(event);
  const before = await contentsBelow(mount.root);
  expect(await ingest(event)).toEqual(failures());
  expect(await contentsBelow(mount.root)).toEqual(before);
});

test('the same record twice in one batch ends as one file', async () => {
  await ingest(new KafkaEventBuilder().record('orders', 0, 7).record('orders', 0, 7));
  expect(await filesBelow(mount.root)).toEqual([smallPath(7)]);
});

test('of a share group each failed record is reported, since those that are not named are not delivered again', async () => {
  await obstruct(smallPath(8));
  await obstruct(smallPath(6));
  await obstruct(smallPath(3, 2));
  const event = new KafkaEventBuilder();
  for (const offset of [5, 8, 6, 7]) {
    event.record('orders', 0, offset);
  }
  event.record('orders', 2, 3);
  expect(await ingest(event, { BATCH_ANSWER: 'EACH' })).toEqual({
    batchItemFailures: [
      { itemIdentifier: { partition: 'orders-0', offset: 8 } },
      { itemIdentifier: { partition: 'orders-0', offset: 6 } },
      { itemIdentifier: { partition: 'orders-2', offset: 3 } },
    ],
  });
});

test('of each partition the lowest failed offset is reported, and all else stands', async () => {
  await obstruct(smallPath(8));
  await obstruct(smallPath(6));
  await obstruct(smallPath(3, 2));
  const event = new KafkaEventBuilder();
  for (const offset of [5, 8, 6, 7]) {
    event.record('orders', 0, offset);
  }
  event.record('orders', 1, 1).record('orders', 2, 3);
  expect(await ingest(event)).toEqual(failures(['orders-0', 6], ['orders-2', 3]));
  expect(await filesBelow(mount.root)).toEqual([smallPath(5), smallPath(7), smallPath(1, 1)]);
});

describe('where Lambda takes no partial answer', () => {
  const WHOLE = { BATCH_ANSWER: 'NOTHING' };

  test('records that fail fail the batch, once all others are written', async () => {
    await obstruct(smallPath(6));
    await obstruct(smallPath(9));
    const event = new KafkaEventBuilder();
    for (const offset of [5, 6, 7, 8, 9, 10]) {
      event.record('orders', 0, offset);
    }
    await expect(ingest(event, WHOLE)).rejects.toThrow(
      /^2 of 6 records were not written, and Lambda takes no partial answer here, .* the first is offset 6 of "orders-0": \S/,
    );
    expect(await filesBelow(mount.root)).toEqual([5, 7, 8, 10].map((offset) => smallPath(offset)));
    expect(metricValues(mount.printed.metrics(), 'small', 'RecordsFailed')).toEqual([2]);
    expect(metricValues(mount.printed.metrics(), 'small', 'FilesWritten')).toEqual([4]);
  });

  test('a deadline that comes before the end fails the batch', async () => {
    const event = new KafkaEventBuilder().record('orders', 0, 7);
    let asked = 0;
    const remaining = () => (asked++ === 0 ? 60_000 : 6_000);
    await expect(ingest(event, WHOLE, remaining)).rejects.toThrow('the deadline came before it was written');
  });

  test('a batch that is written is answered', async () => {
    expect(await ingest(new KafkaEventBuilder().record('orders', 0, 7), WHOLE)).toEqual(failures());
  });
});

test('a failed record is logged with its code and path, and counted', async () => {
  await writeFile(join(mount.root, 'small'), 'a file where the directory should be');
  expect(await ingest(new KafkaEventBuilder().record('orders', 0, 7))).toEqual(failures(['orders-0', 7]));
  expect(mount.printed.logs()).toContainEqual(
    expect.objectContaining({
      level: 'ERROR',
      topic: 'orders',
      partition: 0,
      offset: 7,
      code: 'ENOTDIR',
      path: smallPath(7),
    }),
  );
  expect(metricValues(mount.printed.metrics(), 'small', 'RecordsFailed')).toEqual([1]);
});

test('the log never holds a key, a value or a header', async () => {
  await writeFile(join(mount.root, 'small'), 'in the way');
  const event = new KafkaEventBuilder()
    .record('orders', 0, 7, {
      key: 'secret-key',
      value: 'secret-value',
      headers: [{ h: [...Buffer.from('secret-h')] }],
    })
    .raw('orders-0', { topic: 'orders', partition: 0, offset: 8, value: 'secret-value' });
  await ingest(event);
  expect(JSON.stringify(mount.printed.logs())).not.toContain('secret');
});

test('thousands of failures are logged by the first of them and a total', async () => {
  await writeFile(join(mount.root, 'small'), 'in the way');
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < 2000; offset++) {
    event.record('orders', 0, offset);
  }
  expect(await ingest(event)).toEqual(failures(['orders-0', 0]));
  expect(mount.printed.logs()).toHaveLength(52);
  expect(mount.printed.logs().at(-2)).toMatchObject({ records: 2000, failed: 2000 });
});

test.each([
  ['an illegal topic', { topic: '../../etc' }],
  ['a bad value', { value: '%%%%' }],
])('a record with %s fails alone', async (_, differences) => {
  const bad = { topic: 'orders', partition: 0, offset: 8, timestamp: MORNING, key: null, value: 'eA==', headers: [] };
  const event = new KafkaEventBuilder().record('orders', 0, 7).raw('orders-0', { ...bad, ...differences });
  expect(await ingest(event.record('orders', 0, 9), RETRY)).toEqual(failures(['orders-0', 8]));
  expect(await filesBelow(mount.root)).toEqual([smallPath(7), smallPath(9)]);
  expect(metricValues(mount.printed.metrics(), 'unclassified', 'RecordsFailed')).toEqual([1]);
});

test('a value too big for every class fails alone', async () => {
  const event = new KafkaEventBuilder().record('orders', 0, 7, { value: 'x'.repeat(10_000) }).record('orders', 0, 8);
  expect(await ingest(event, RETRY)).toEqual(failures(['orders-0', 7]));
  expect(mount.printed.logs()[0]?.problem).toContain('10000 bytes');
});

test('a topic whose file name would be too long fails alone', async () => {
  const event = new KafkaEventBuilder().record('t'.repeat(240), 0, 7).record('orders', 0, 8);
  expect(await ingest(event, RETRY)).toEqual(failures([`${'t'.repeat(240)}-0`, 7]));
  expect(await filesBelow(mount.root)).toEqual([smallPath(8)]);
});

test('a record without an offset fails the batch before anything is written', async () => {
  const event = new KafkaEventBuilder().record('orders', 0, 7).raw('orders-0', { topic: 'orders', partition: 0 });
  await expect(ingest(event)).rejects.toThrow('no usable offset');
  expect(await filesBelow(mount.root)).toEqual([]);
});

test('an event that is not from Kafka fails', async () => {
  await expect(ingest(new KafkaEventBuilder('aws:kinesis'))).rejects.toThrow('not a Kafka event');
});

test('an empty batch is answered with no failures', async () => {
  expect(await ingest(new KafkaEventBuilder())).toEqual(failures());
});

test('a mount that is not there is an error, and is not made', async () => {
  await rm(mount.root, { recursive: true });
  await expect(ingest(new KafkaEventBuilder().record('orders', 0, 7))).rejects.toThrow(
    `the mount ${mount.root} is not there`,
  );
  await expect(stat(mount.root)).rejects.toThrow('ENOENT');
});

test('a file in place of the mount is an error', async () => {
  await writeFile(join(mount.root, 'file'), '');
  const event = new KafkaEventBuilder().record('orders', 0, 7);
  await expect(ingest(event, { MOUNT_PATH: join(mount.root, 'file') })).rejects.toThrow('is not a directory');
});

test('at the deadline nothing new is started, and what is left is reported', async () => {
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < 20; offset++) {
    event.record('orders', 0, offset);
  }
  // The first question is for the total; then each is asked before a write.
  let asked = 0;
  const remaining = () => (asked++ <= 5 ? 60_000 : 6_000);
  expect(await ingest(event, {}, remaining)).toEqual(failures(['orders-0', 5]));
  expect(await filesBelow(mount.root)).toEqual([0, 1, 2, 3, 4].map((offset) => smallPath(offset)));
});

test('250 records are 250 latencies', async () => {
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < 250; offset++) {
    event.record('orders', 0, offset, { value: 'four' });
  }
  await ingest(event);
  const lines = mount.printed.metrics();
  expect(metricValues(lines, 'small', 'WriteLatencyMs')).toHaveLength(250);
  expect(metricValues(lines, 'small', 'FilesWritten')).toEqual([250]);
  expect(metricValues(lines, 'small', 'BytesWritten')).toEqual([1000]);
  expect(await filesBelow(mount.root)).toHaveLength(250);
});

test.each([
  ['MOUNT_PATH', '', 'MOUNT_PATH is not set'],
  ['SIZE_CLASSES', 'small', 'SIZE_CLASSES is not JSON: small'],
  ['LAYOUT', '{"type":"segments"}', 'layout {"type":"segments"} is unknown'],
  ['RECORD_FORMAT', '{}', 'record format {} is unknown'],
  ['MAX_FILES_IN_FLIGHT', '0', "MAX_FILES_IN_FLIGHT is '0'"],
  ['MAX_BYTES_IN_FLIGHT', 'lots', "MAX_BYTES_IN_FLIGHT is 'lots'"],
  ['METRICS_NAMESPACE', '', 'METRICS_NAMESPACE is not set'],
  ['COMPRESSION', 'LZ4', "COMPRESSION is 'LZ4'; give one of NONE, GZIP, ZSTD"],
  ['BATCH_ANSWER', 'some', "BATCH_ANSWER is 'some'; give one of LOWEST, EACH, NOTHING"],
  ['TOMBSTONES', 'NO', "TOMBSTONES is 'NO'; give one of WRITE, SKIP"],
  ['UNWRITABLE_RECORDS', 'DROP', "UNWRITABLE_RECORDS is 'DROP'; give one of SET_ASIDE, RETRY"],
])('a wrong %s fails when the function starts', (name, value, message) => {
  expect(() => createIngestHandler(environment({ [name]: value }))).toThrow(message);
});

test('segments of values alone fail when the function starts', () => {
  expect(() => createIngestHandler(environment({ LAYOUT: '{"type":"segments","maxBytes":1000}' }))).toThrow(
    'segments hold whole records',
  );
});

import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseFileName } from '../../../lambda-runtime/files/names';
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { decodeSegment } from '../../../lambda-runtime/records/segment';
import { type EventRecordOptions, KafkaEventBuilder } from '../support/events';
import { aContext, metricValues } from '../support/lambda';
import { filesBelow, useMount } from '../support/mount';
import { HOUR, MORNING } from '../support/records';

const mount = useMount();

function ingest(event: KafkaEventBuilder, layout: Record<string, unknown> = {}, environment = {}) {
  const handler = createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":100},{"name":"large","prefix":"large/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    LAYOUT: JSON.stringify({ type: 'segments', maxBytes: 100_000, ...layout }),
    RECORD_FORMAT: '{"type":"envelope"}',
    ...environment,
  });
  return handler(event.build(), aContext());
}

function batch(offsets: readonly number[], options?: EventRecordOptions): KafkaEventBuilder {
  const event = new KafkaEventBuilder();
  for (const offset of offsets) {
    event.record('orders', 0, offset, options);
  }
  return event;
}

function segmentPath(first: number, last: number, directory = 'small/2026/04/13/07/orders+0'): string {
  return `${directory}/${segmentName(first, last, Number(directory.slice(-1)))}`;
}

/** The path of a segment that lacks some offsets between its first and its last. */
function pathWithGaps(...offsets: [number, ...number[]]): string {
  const hash = createHash('sha256')
    .update(offsets.map((offset) => `${offset},`).join(''))
    .digest('hex')
    .slice(0, 16);
  const [first, last] = [offsets[0], offsets.at(-1) ?? 0];
  return segmentPath(first, last).replace(`+${last - first + 1}.`, `+${offsets.length}+${hash}.`);
}

function segmentName(first: number, last: number, partition: number): string {
  const [from, to] = [first, last].map((offset) => String(offset).padStart(20, '0'));
  return `orders+${partition}+${from}+${to}+${last - first + 1}.records.ndjson`;
}

/** The offsets that each segment holds. */
async function offsetsBelow(): Promise<Record<string, number[]>> {
  const found: Record<string, number[]> = {};
  for (const path of await filesBelow(mount.root)) {
    const named = parseFileName(path.split('/').at(-1) ?? '');
    if (named?.type !== 'segment') {
      throw new Error(`${path} is no segment`);
    }
    const { span, extension } = named;
    const bytes = await readFile(join(mount.root, path));
    found[path] = Array.from(decodeSegment(span, { extension, bytes }), ({ offset }) => offset);
  }
  return found;
}

/** Unwritable records are reported, as other failures are; unwritable.test.ts tells what else becomes of them. */
const RETRY = { UNWRITABLE_RECORDS: 'RETRY' };

function failures(...partitions: [partition: string, offset: number][]) {
  return { batchItemFailures: partitions.map(([partition, offset]) => ({ itemIdentifier: { partition, offset } })) };
}

test('the records of a batch are one file for each class, directory and partition', async () => {
  const event = batch([5, 7])
    .record('orders', 0, 6, { value: 'x'.repeat(100) })
    .record('orders', 0, 8, { timestamp: MORNING + HOUR })
    .record('orders', 1, 5);
  expect(await ingest(event)).toEqual(failures());
  expect(await offsetsBelow()).toEqual({
    [pathWithGaps(5, 7)]: [5, 7],
    [segmentPath(6, 6, 'large/2026/04/13/07/orders+0')]: [6],
    [segmentPath(8, 8, 'small/2026/04/13/08/orders+0')]: [8],
    [segmentPath(5, 5, 'small/2026/04/13/07/orders+1')]: [5],
  });
});

test('partitions that share a directory have segments of their own', async () => {
  const event = batch([5]).record('orders', 1, 6);
  await ingest(event, { directories: [] });
  expect(await offsetsBelow()).toEqual({
    [`small/${segmentName(5, 5, 0)}`]: [5],
    [`small/${segmentName(6, 6, 1)}`]: [6],
  });
});

test('a segment holds its records by offset, in whatever order they came', async () => {
  await ingest(batch([7, 5, 6]));
  expect(await offsetsBelow()).toEqual({ [segmentPath(5, 7)]: [5, 6, 7] });
});

test('a segment is cut before the line that would make it too long, and a longer line stands alone', async () => {
  const [line = 0] = await lengthsOf(batch([1], { value: 'x'.repeat(50) }));
  const event = batch([1, 2, 3, 4], { value: 'x'.repeat(50) }).record('orders', 0, 5, { value: '' });
  await ingest(event, { maxBytes: 2 * line });
  expect(Object.values(await offsetsBelow())).toEqual([[1, 2], [3, 4], [5]]);
  await removeAll();
  await ingest(event, { maxBytes: line - 1 });
  expect(Object.values(await offsetsBelow())).toEqual([[1], [2], [3], [4], [5]]);
});

/** The lengths of the segments that a batch is written to. */
async function lengthsOf(event: KafkaEventBuilder): Promise<number[]> {
  await ingest(event);
  const contents = (await filesBelow(mount.root)).map((path) => readFile(join(mount.root, path)));
  const lengths = (await Promise.all(contents)).map(({ length }) => length);
  await removeAll();
  return lengths;
}

async function removeAll(): Promise<void> {
  await rm(join(mount.root, 'small'), { recursive: true });
}

test('a record that cannot be read fails alone: the segment holds the others', async () => {
  const event = batch([5, 6])
    .raw('orders-0', { topic: 'orders', partition: 0, offset: 7, value: '%' })
    .record('orders', 0, 8);
  expect(await ingest(event, {}, RETRY)).toEqual(failures(['orders-0', 7]));
  expect(await offsetsBelow()).toEqual({ [pathWithGaps(5, 6, 8)]: [5, 6, 8] });
  expect(mount.printed.logs()[0]).toMatchObject({ offset: 7, problem: 'the value is not base64' });
});

test('a segment that fails fails all its records, and the others stand', async () => {
  await mkdir(join(mount.root, segmentPath(6, 7), 'in the way'), { recursive: true });
  const event = batch([6, 7])
    .record('orders', 0, 5, { value: 'x'.repeat(100) })
    .record('orders', 1, 1);
  expect(await ingest(event)).toEqual(failures(['orders-0', 6]));
  expect(await offsetsBelow()).toEqual({
    [segmentPath(5, 5, 'large/2026/04/13/07/orders+0')]: [5],
    [segmentPath(1, 1, 'small/2026/04/13/07/orders+1')]: [1],
  });
  expect(metricValues(mount.printed.metrics(), 'small', 'RecordsFailed')).toEqual([2]);
});

test('a segment whose name would be too long fails alone', async () => {
  const topic = 't'.repeat(210);
  const event = batch([5]).record(topic, 0, 1).record(topic, 0, 2);
  expect(await ingest(event, {}, RETRY)).toEqual(failures([`${topic}-0`, 1]));
  expect(await filesBelow(mount.root)).toEqual([segmentPath(5, 5)]);
});

test('files and records are counted apart', async () => {
  await ingest(batch([5, 6, 7]));
  const [bytes] = await lengthsOf(batch([5, 6, 7]));
  expect(metricValues(mount.printed.metrics(), 'small', 'FilesWritten')).toEqual([1, 1]);
  expect(metricValues(mount.printed.metrics(), 'small', 'RecordsWritten')).toEqual([3, 3]);
  expect(metricValues(mount.printed.metrics(), 'small', 'BytesWritten')).toEqual([bytes, bytes]);
});

test('a compressed segment says so by its name', async () => {
  await ingest(batch([5, 6]), {}, { COMPRESSION: 'GZIP' });
  expect(await offsetsBelow()).toEqual({ [`${segmentPath(5, 6)}.gz`]: [5, 6] });
});

test('a batch of which only a part is delivered again overlaps, and no record is lost', async () => {
  await ingest(batch([5, 6, 7]));
  await ingest(batch([6, 7, 8]));
  expect(await offsetsBelow()).toEqual({ [segmentPath(5, 7)]: [5, 6, 7], [segmentPath(6, 8)]: [6, 7, 8] });
});

test('batches whose first and last records are the same have a segment each, unless they hold the same records', async () => {
  await ingest(batch([10, 15, 20]));
  await ingest(batch([10, 20]));
  await ingest(batch([20, 10, 15]));
  await ingest(batch([10, 16, 20]));
  expect(await offsetsBelow()).toEqual({
    [pathWithGaps(10, 15, 20)]: [10, 15, 20],
    [pathWithGaps(10, 20)]: [10, 20],
    [pathWithGaps(10, 16, 20)]: [10, 16, 20],
  });
});

test('a record that comes twice in one batch stands in its segment once', async () => {
  expect(await ingest(batch([5, 6, 6, 7]))).toEqual(failures());
  expect(await offsetsBelow()).toEqual({ [segmentPath(5, 7)]: [5, 6, 7] });
});

import { constants } from 'node:fs';
import fs, { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../support/events';
import { ERRORS, type ErrorName, failOperations, pathOf } from '../support/faults';
import { aContext, capturePrinted, embeddedValues, metricValues } from '../support/lambda';
import { MemoryPublisher } from '../support/memory-publisher';
import { contentsBelow, filesBelow, useMount } from '../support/mount';
import { runReplay } from '../support/replayer';
import { aside, asideBelow, EACH_LAYOUT, GOOD, ingestInto, LAYOUTS, type LayoutName, NONE } from './set-aside';

const mount = useMount();

const ingest = (layout: LayoutName, event: KafkaEventBuilder, differences: Record<string, string> = {}) =>
  ingestInto(mount.root, layout, event, differences);
function failed(offset: number, partition = 'orders-0') {
  return { batchItemFailures: [{ itemIdentifier: { partition, offset } }] };
}

/** The offsets 0 to 99, of which one can never be written. */
function oneAmongMany(bad: Record<string, unknown>): KafkaEventBuilder {
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < 100; offset++) {
    event.raw('orders-0', { ...GOOD, offset, ...(offset === 42 && bad) });
  }
  return event;
}

const NEVER_WRITABLE: [string, Record<string, unknown>, string][] = [
  ['a value that is not base64', { value: '%%%%' }, 'the value is not base64'],
  ['a key that is not base64', { key: '&&&&' }, 'the key is not base64'],
  ['a topic that leads elsewhere', { topic: '../../etc' }, 'topic "../../etc" is not a name that Kafka accepts'],
  ['no topic', { topic: undefined }, 'topic undefined is not a name that Kafka accepts'],
  ['no partition', { partition: -1 }, 'partition -1 is not a whole number of at least 0'],
  ['headers of another shape', { headers: {} }, 'headers are not an array'],
  [
    'a value beyond every class',
    { value: Buffer.alloc(1000).toString('base64') },
    'the value has 1000 bytes, and every',
  ],
  ['a topic too long for a name', { topic: 't'.repeat(249) }, 'a file or directory would have a name of'],
];
const EACH_CASE = EACH_LAYOUT.flatMap((layout) => NEVER_WRITABLE.map((row) => [layout, ...row] as const));

describe.each(EACH_CASE)('%s: one record among 100 with %s', (layout, _, bad, problem) => {
  test('is set aside as it was delivered, and nothing waits for it', async () => {
    expect(await ingest(layout, oneAmongMany(bad))).toEqual(NONE);
    const contents = await contentsBelow(mount.root);
    expect(await asideBelow(mount.root)).toEqual([aside(42)]);
    expect(JSON.parse(contents[aside(42)] ?? '')).toEqual({
      reason: expect.stringContaining(problem),
      record: JSON.parse(JSON.stringify({ ...GOOD, offset: 42, ...bad })),
    });

    // The others are all there, and what was set aside is neither replayed nor taken for a file of somebody else.
    const publisher = new MemoryPublisher();
    const replayed = await runReplay(mount.root, { dry_run: false }, { publisher });
    expect(replayed).toMatchObject({ published: 99, errors: 0, skipped: 0, done: true });

    await ingest(layout, oneAmongMany(bad));
    expect(await contentsBelow(mount.root)).toEqual(contents);
  });

  test('comes again where that is asked for, and is set aside nowhere', async () => {
    expect(await ingest(layout, oneAmongMany(bad), { UNWRITABLE_RECORDS: 'RETRY' })).toEqual(failed(42));
    expect(await asideBelow(mount.root)).toEqual([]);
    expect(mount.printed.logs()[0]).toMatchObject({ message: 'record not written', offset: 42 });
    expect(metricValues(mount.printed.metrics(), 'unclassified', 'RecordsUnwritable')).toEqual([]);
  });
});

test.each(EACH_LAYOUT)('%s: it is counted by class and over all classes, and is no failure', async (layout) => {
  const event = oneAmongMany({ value: '%' }).record('t'.repeat(249), 0, 1);
  expect(await ingest(layout, event)).toEqual(NONE);
  const lines = mount.printed.metrics();
  expect(metricValues(lines, 'unclassified', 'RecordsUnwritable')).toEqual([1]);
  expect(metricValues(lines, 'small', 'RecordsUnwritable')).toEqual([1]);
  expect(embeddedValues(lines, 'RecordsUnwritable', { FunctionName: 'a-function' })).toEqual([1, 1]);
  expect(metricValues(lines, 'unclassified', 'RecordsFailed')).toEqual([]);
  expect(metricValues(lines, 'small', 'RecordsWritten')).toEqual([99]);
});

test.each(EACH_LAYOUT)('%s: where Lambda takes no partial answer, the batch succeeds', async (layout) => {
  const whole = { BATCH_ANSWER: 'NOTHING' };
  expect(await ingest(layout, oneAmongMany({ value: '%' }), whole)).toEqual(NONE);
  expect(await asideBelow(mount.root)).toEqual([aside(42)]);
});

test.each<[string, Record<string, unknown>, string]>([
  ['no timestamp', { timestamp: undefined }, 'unwritable/unknown-time/orders+0'],
  ['a timestamp that is text', { timestamp: '2026' }, 'unwritable/unknown-time/orders+0'],
  ['an absurd timestamp', { timestamp: 1e300 }, 'unwritable/unknown-time/orders+0'],
  ['a timestamp', { timestamp: Date.UTC(2031, 0, 2, 23, 59) }, 'unwritable/2031/01/02/orders+0'],
])('the day is that of the record, not of the clock: %s', async (_, differences, directory) => {
  await ingest(
    'perRecord',
    new KafkaEventBuilder().raw('orders-0', { ...GOOD, offset: 7, value: '%', ...differences }),
  );
  expect(await filesBelow(mount.root)).toEqual([aside(7, directory)]);
});

test.each([
  ['../../etc/passwd-0', '%2E.%2F..%2Fetc%2Fpasswd+0'],
  ['.hidden-0', '%2Ehidden+0'],
  ['orders', 'orders+no-partition'],
  ['-', 'empty-topic+empty-partition'],
  ['a-b-12', 'a-b+12'],
  ['orders-../..', 'orders+%2E.%2F..'],
  ['o\0+/-1\n', 'o%00%2B%2F+1%0A'],
])('the names are safe whatever partition the event names: %j', async (key, place) => {
  const event = new KafkaEventBuilder().raw(key, { ...GOOD, offset: 7, value: '%' });
  expect(await ingest('perRecord', event)).toEqual(NONE);
  expect(await filesBelow(mount.root)).toEqual([aside(7, `unwritable/2026/04/13/${place}`)]);
});

test('topics that are too long have names of their own', async () => {
  const event = new KafkaEventBuilder();
  for (const last of ['a', 'b']) {
    event.record(`${'t'.repeat(3000)}${last}`, 0, 7);
  }
  expect(await ingest('perRecord', event)).toEqual(NONE);
  const paths = await asideBelow(mount.root);
  expect(paths).toHaveLength(2);
  expect(Math.max(...paths.flatMap((path) => path.split('/').map(({ length }) => length)))).toBeLessThan(256);
});

describe.each(EACH_LAYOUT)('%s: where the file system refuses', (layout) => {
  function refuse(operation: 'mkdir' | 'open' | 'rename', code: string): void {
    const operations = fs as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
    const original = operations[operation];
    jest.spyOn(operations, operation).mockImplementation(async (...args) => {
      // A directory is opened by itself: its name is looked up, and nothing is given one.
      const isLookUp = operation === 'open' && (Number(args[1]) & constants.O_CREAT) === 0;
      if (pathOf(args.at(operation === 'rename' ? 1 : 0)).includes('/small/') && !isLookUp) {
        throw Object.assign(new Error(`${code}: injected`), { code, syscall: operation });
      }
      return original?.(...args);
    });
  }

  const event = () => new KafkaEventBuilder().record('orders', 0, 1).record('orders', 0, 2);

  test.each([
    ['mkdir', 'ENAMETOOLONG'],
    ['open', 'ENAMETOOLONG'],
    ['rename', 'ENAMETOOLONG'],
    ['mkdir', 'EINVAL'],
    ['open', 'EINVAL'],
    ['rename', 'EINVAL'],
  ] as const)('a name (%s: %s), its records are set aside, with the same reason each time', async (operation, code) => {
    refuse(operation, code);
    expect(await ingest(layout, event())).toEqual(NONE);
    const contents = await contentsBelow(mount.root);
    expect(Object.keys(contents)).toEqual([aside(1), aside(2)]);
    expect(JSON.parse(contents[aside(1)] ?? '').reason).toBe(
      `the file system refuses the name of its file or directory (${code})`,
    );
    await ingest(layout, event());
    expect(await contentsBelow(mount.root)).toEqual(contents);
  });

  test.each([
    ['open', 'ENOENT'],
    ['open', 'ETIMEDOUT'],
    ['open', 'EROFS'],
    ['open', 'EISDIR'],
    ['open', 'ELOOP'],
    ['open', 'ENOMEM'],
    ['open', 'EPERM'],
  ] as const)('something that may pass (%s: %s), its records come again', async (operation, code) => {
    refuse(operation, code);
    expect(await ingest(layout, event())).toEqual(failed(1));
    expect(await asideBelow(mount.root)).toEqual([]);
  });

  test('something that may pass (the name of a directory is looked up: EINVAL), its records come again', async () => {
    const open = fs.open;
    jest.spyOn(fs, 'open').mockImplementation(async (...args) => {
      if (typeof args[1] === 'number' && pathOf(args[0]).endsWith('/small')) {
        throw Object.assign(new Error('EINVAL: injected'), { code: 'EINVAL', syscall: 'open' });
      }
      return open(...args);
    });
    expect(await ingest(layout, event())).toEqual(failed(1));
    expect(await asideBelow(mount.root)).toEqual([]);
  });

  test.each(ERRORS)('something that may pass (write: %s), its records come again', async (error) => {
    failOperations('write', error, /\/small\//);
    expect(await ingest(layout, event())).toEqual(failed(1));
    expect(await asideBelow(mount.root)).toEqual([]);
  });
});

describe.each(EACH_LAYOUT)('%s: where a record cannot even be set aside', (layout) => {
  test.each<ErrorName>(['ENOSPC', 'EIO', 'ESTALE'])('it is reported, and all else stands (%s)', async (error) => {
    failOperations('write', error, /\/unwritable\//);
    expect(await ingest(layout, oneAmongMany({ value: '%' }))).toEqual(failed(42));
    expect(await asideBelow(mount.root)).toEqual([]);
    expect(mount.printed.logs()[0]).toMatchObject({
      message: 'record not written',
      offset: 42,
      code: error,
      path: aside(42),
      problem: expect.stringMatching(/^the value is not base64; and it could not be set aside: .*injected/),
    });
    expect(metricValues(mount.printed.metrics(), 'unclassified', 'RecordsFailed')).toEqual([1]);
    expect(metricValues(mount.printed.metrics(), 'unclassified', 'RecordsUnwritable')).toEqual([]);

    jest.restoreAllMocks();
    mount.printed = capturePrinted();
    expect(await ingest(layout, oneAmongMany({ value: '%' }))).toEqual(NONE);
    expect(await asideBelow(mount.root)).toEqual([aside(42)]);
  });

  test('a link in place of the directory leads nowhere: it is reported', async () => {
    const elsewhere = join(mount.root, 'elsewhere');
    await mkdir(elsewhere);
    await fs.symlink(elsewhere, join(mount.root, 'unwritable'));
    expect(await ingest(layout, oneAmongMany({ value: '%' }))).toEqual(failed(42));
    expect(await fs.readdir(elsewhere)).toEqual([]);
  });

  test('a file in place of the directory: it is reported', async () => {
    await writeFile(join(mount.root, 'unwritable'), 'in the way');
    expect(await ingest(layout, oneAmongMany({ value: '%' }))).toEqual(failed(42));
  });

  test('a root directory so long that no key fits: it is reported', async () => {
    const event = new KafkaEventBuilder().raw('orders-0', { ...GOOD, offset: 7, value: '%' });
    expect(await ingest(layout, event, { ROOT_KEY: `${'r'.repeat(1000)}/` })).toEqual(failed(7));
    expect(await filesBelow(mount.root)).toEqual([]);
  });
});

test.each(EACH_LAYOUT)('%s: what the deadline comes before is reported, never acknowledged', async (layout) => {
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < 20; offset++) {
    event.raw('orders-0', { ...GOOD, offset, value: '%' });
  }
  let asked = 0;
  const handler = createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '1000',
    LAYOUT: JSON.stringify(LAYOUTS[layout]),
    RECORD_FORMAT: '{"type":"envelope"}',
  });
  const context = aContext(() => (asked++ <= 5 ? 60_000 : 6_000));
  expect(await handler(event.build(), context)).toEqual(failed(5));
  expect(await asideBelow(mount.root)).toEqual([0, 1, 2, 3, 4].map((offset) => aside(offset)));
});

test('the log holds no key, value or header of it, and cuts what it quotes', async () => {
  const secret = 'secret'.repeat(500);
  const layout = { type: 'perRecord', shards: 1, directories: Array.from({ length: 12 }, () => ({ by: 'key' })) };
  const event = new KafkaEventBuilder()
    .record('orders', 0, 7, { key: secret, value: secret, headers: [{ h: [...Buffer.from(secret)] }] })
    .raw('orders-0', { ...GOOD, offset: 8, topic: '/'.repeat(5_000_000) });
  expect(await ingest('perRecord', event, { LAYOUT: JSON.stringify(layout) })).toEqual(NONE);
  expect(await asideBelow(mount.root)).toEqual([aside(7), aside(8)]);
  const printed = JSON.stringify(mount.printed.logs());
  expect(printed).not.toContain('secret');
  expect(printed.length).toBeLessThan(5_000);
});

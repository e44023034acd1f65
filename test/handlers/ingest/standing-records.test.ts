import fs, { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIngestHandler, type IngestHandler } from '../../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../support/events';
import { ERRORS, failOperations, pathOf } from '../support/faults';
import { aContext, capturePrinted, metricValues } from '../support/lambda';
import { contentsBelow, useMount } from '../support/mount';

const mount = useMount();

const LAYOUTS = {
  perRecord: { type: 'perRecord', shards: 4 },
  segments: { type: 'segments', maxBytes: 300 },
};
type LayoutName = keyof typeof LAYOUTS;
const EACH_LAYOUT = Object.keys(LAYOUTS) as LayoutName[];
const NONE = { batchItemFailures: [] };
const AGAIN = { batchItemFailures: [{ itemIdentifier: { partition: 'orders-0', offset: 3 } }] };

function handlerOf(layout: LayoutName, differences: Record<string, string> = {}): IngestHandler {
  return createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/","sizeLessThan":100},{"name":"large","prefix":"large/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    LAYOUT: JSON.stringify(LAYOUTS[layout]),
    RECORD_FORMAT: '{"type":"envelope"}',
    ...differences,
  });
}

/** The offsets from 0 to 19, of which offset 3 is the only large one. @param from the offset from which they come again */
function batch(from = 0, value = 'small'): unknown {
  const event = new KafkaEventBuilder();
  for (let offset = from; offset < 20; offset++) {
    event.record('orders', 0, offset, { value: offset === 3 ? 'x'.repeat(200) : value });
  }
  return event.build();
}

/** The paths to which the handler gives files their final names, from now on. */
function namesGiven(): string[] {
  const names: string[] = [];
  const rename = fs.rename;
  jest.spyOn(fs, 'rename').mockImplementation(async (from, to) => {
    names.push(pathOf(to).slice(mount.root.length + 1));
    return rename(from, to);
  });
  return names;
}

/** One record cannot be written for a while; all others stand. */
async function failOnce(handler: IngestHandler): Promise<Record<string, string>> {
  failOperations('write', 'EACCES', /\/large\//);
  expect(await handler(batch(), aContext())).toEqual(AGAIN);
  jest.restoreAllMocks();
  mount.printed = capturePrinted();
  return contentsBelow(mount.root);
}

describe.each(EACH_LAYOUT)('%s: records that come again because of one that failed', (layout) => {
  test.each(ERRORS)('are not written again while it fails (%s), and are not counted again', async (error) => {
    const handler = handlerOf(layout);
    const before = await failOnce(handler);
    failOperations('write', error, /\/large\//);
    const names = namesGiven();
    expect(await handler(batch(3), aContext())).toEqual(AGAIN);
    expect(names).toEqual([]);
    expect(await contentsBelow(mount.root)).toEqual(before);
    expect(metricValues(mount.printed.metrics(), 'small', 'RecordsWritten')).toEqual([]);

    jest.restoreAllMocks();
    const afterwards = namesGiven();
    expect(await handler(batch(3), aContext())).toEqual(NONE);
    expect(afterwards).toEqual([expect.stringMatching(/^large\//)]);
    expect(await contentsBelow(mount.root)).toMatchObject(before);
  });

  test('are written again where their file is gone', async () => {
    const handler = handlerOf(layout);
    const before = await failOnce(handler);
    await Promise.all(Object.keys(before).map((path) => rm(join(mount.root, path))));
    expect(await handler(batch(3), aContext())).toEqual(NONE);
    const offsets = Object.values(await contentsBelow(mount.root)).flatMap((text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).offset),
    );
    expect(offsets.sort((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, index) => index + 3));
  });

  test('are written again where something else stands in their place', async () => {
    const handler = handlerOf(layout);
    const before = await failOnce(handler);
    const [path = ''] = Object.keys(before).filter((name) => name.includes('0000000012'));
    await writeFile(join(mount.root, path), 'cut');
    expect(await handler(batch(3), aContext())).toEqual(NONE);
    const contents = Object.values(await contentsBelow(mount.root)).join('\n');
    expect(contents).toContain('"offset":12,');
  });

  test('are written if they are others, as those of a topic that was made anew', async () => {
    const handler = handlerOf(layout);
    await failOnce(handler);
    expect(await handler(batch(3, 'SMALL'), aContext())).toEqual(NONE);
    const contents = Object.values(await contentsBelow(mount.root)).join('\n');
    expect(contents.match(/"value":"SMALL"/g)).toHaveLength(16);
  });

  test('are written again by another sandbox, to the same effect', async () => {
    const before = await failOnce(handlerOf(layout));
    expect(await handlerOf(layout)(batch(3), aContext())).toEqual(NONE);
    expect(await contentsBelow(mount.root)).toMatchObject(before);
  });

  test('are remembered where Lambda delivers all of the batch again', async () => {
    const handler = handlerOf(layout, { BATCH_ANSWER: 'NOTHING' });
    failOperations('write', 'EACCES', /\/large\//);
    await expect(handler(batch(), aContext())).rejects.toThrow('the whole batch fails');
    jest.restoreAllMocks();
    const names = namesGiven();
    expect(await handler(batch(), aContext())).toEqual(NONE);
    expect(names).toEqual([expect.stringMatching(/^large\//)]);
  });

  test('that were set aside are neither set aside nor counted a second time', async () => {
    const handler = handlerOf(layout);
    const event = () => new KafkaEventBuilder().record('orders', 0, 3, { value: 'x'.repeat(200) });
    const bad = { topic: 'orders', partition: 0, offset: 7, timestamp: 0, value: '%' };
    failOperations('write', 'EACCES', /\/large\//);
    expect(await handler(event().raw('orders-0', bad).build(), aContext())).toEqual(AGAIN);
    expect(metricValues(mount.printed.metrics(), 'unclassified', 'RecordsUnwritable')).toEqual([1]);
    mount.printed = capturePrinted();
    const names = namesGiven();
    expect(await handler(event().raw('orders-0', bad).build(), aContext())).toEqual(AGAIN);
    expect(names).toEqual([]);
    expect(metricValues(mount.printed.metrics(), 'unclassified', 'RecordsUnwritable')).toEqual([]);
  });
});

test('a batch without a failure is remembered by nobody', async () => {
  const handler = handlerOf('perRecord');
  expect(await handler(batch(), aContext())).toEqual(NONE);
  const names = namesGiven();
  expect(await handler(batch(), aContext())).toEqual(NONE);
  expect(names).toHaveLength(20);
});

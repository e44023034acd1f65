import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../support/events';
import { ERRORS, failOperations, limitWrites, OPERATIONS } from '../support/faults';
import { aContext, capturePrinted } from '../support/lambda';
import { contentsBelow, filesBelow, useMount } from '../support/mount';

const mount = useMount();

const LAYOUTS = {
  perRecord: { type: 'perRecord', shards: 4 },
  segments: { type: 'segments', maxBytes: 100_000, directories: [{ by: 'key' }] },
};

/** Offsets 0 to 7 of two partitions; a record's key is its shard. */
function ingest(layout: keyof typeof LAYOUTS) {
  const event = new KafkaEventBuilder();
  for (let offset = 0; offset < 8; offset++) {
    event
      .record('orders', 0, offset, { key: String(offset % 4) })
      .record('orders', 1, offset, { key: String(offset % 4) });
  }
  const handler = createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    LAYOUT: JSON.stringify(LAYOUTS[layout]),
    RECORD_FORMAT: '{"type":"envelope"}',
  });
  return handler(event.build(), aContext());
}

function failures(...partitions: [partition: string, offset: number][]) {
  return { batchItemFailures: partitions.map(([partition, offset]) => ({ itemIdentifier: { partition, offset } })) };
}

const CASES = OPERATIONS.flatMap((operation) => ERRORS.map((error) => [operation, error] as const));

test.each(CASES)(
  'where %s fails with %s, the records of that directory come again, and all others stand',
  async (operation, error) => {
    failOperations(operation, error, /\/orders\+1\/2(\/|$)/);
    expect(await ingest('perRecord')).toEqual(failures(['orders-1', 2]));
    const offsets = (await filesBelow(mount.root)).map((path) =>
      path.match(/orders\+(\d)\/\d\/orders\+\d\+0*(\d)\.record\.json$/)?.slice(1),
    );
    const expected = [0, 1].flatMap((partition) =>
      [0, 4, 1, 5, 2, 6, 3, 7]
        .filter((offset) => partition === 0 || offset % 4 !== 2)
        .map((offset) => [String(partition), String(offset)]),
    );
    expect(offsets).toEqual(expected);
    expect(mount.printed.logs()).toContainEqual(
      expect.objectContaining({ topic: 'orders', partition: 1, offset: 2, code: error }),
    );
  },
);

test.each(CASES)(
  'where %s fails with %s, the records of that segment come again, and other segments stand',
  async (operation, error) => {
    failOperations(operation, error, /\/small\/2(\/|$)/);
    expect(await ingest('segments')).toEqual(failures(['orders-0', 2], ['orders-1', 2]));
    const segments = (await filesBelow(mount.root)).map((path) =>
      path
        .match(/^small\/(\d)\/orders\+(\d)\+0*(\d)\+0*(\d)\+\d(?:\+[0-9a-f]{16})?\.records\.ndjson$/)
        ?.slice(1)
        .join(),
    );
    expect(segments).toEqual(
      ['0', '1', '3'].flatMap((key) => [0, 1].map((partition) => `${key},${partition},${key},${Number(key) + 4}`)),
    );
  },
);

test('what failed is written when it comes again', async () => {
  failOperations('rename', 'ENOSPC', /orders\+1/);
  expect(await ingest('perRecord')).toEqual(failures(['orders-1', 0]));
  jest.restoreAllMocks();
  mount.printed = capturePrinted();
  expect(await ingest('perRecord')).toEqual(failures());
  expect(await filesBelow(mount.root)).toHaveLength(16);
});

test('a temporary file that cannot even be removed does not hide what went wrong first', async () => {
  failOperations('rename', 'EDQUOT', /orders\+1\+0*2\.record/);
  failOperations('unlink', 'EIO', /./);
  expect(await ingest('perRecord')).toEqual(failures(['orders-1', 2]));
  expect(mount.printed.logs()[0]).toMatchObject({ code: 'EDQUOT' });
  expect(Object.keys(await contentsBelow(mount.root)).filter((path) => path.includes('/.'))).toHaveLength(1);
});

test('a write that takes only a part is gone on with', async () => {
  limitWrites(10);
  expect(await ingest('perRecord')).toEqual(failures());
  for (const content of Object.values(await contentsBelow(mount.root))) {
    expect(JSON.parse(content)).toMatchObject({ topic: 'orders' });
  }
});

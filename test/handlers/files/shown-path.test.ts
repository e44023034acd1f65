import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseLayout, recordPath } from '../../../lambda-runtime/files/layout';
import { shownPath } from '../../../lambda-runtime/files/shown-path';
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { KafkaEventBuilder } from '../support/events';
import { failOperations } from '../support/faults';
import { aContext } from '../support/lambda';
import { RecordedLog } from '../support/log';
import { useMount } from '../support/mount';
import { aRecord, MORNING } from '../support/records';
import { runReplay } from '../support/replayer';

const mount = useMount();

const TIME = { by: 'time', unit: 'HOUR', timeZone: 'UTC' };
const KEYED = { type: 'perRecord', shards: 4, directories: [{ by: 'header', name: 'tenant' }, TIME, { by: 'key' }] };
const FIELDS = {
  ...KEYED,
  directories: [
    { by: 'field', path: 'id' },
    { ...TIME, hive: true },
    { by: 'field', path: 'at' },
  ],
};
const NAMED = { ...KEYED, name: '{key}+{header:tenant}+{topic}+{partition}+{offset}' };

test.each([
  'small/2026/04/13/07/orders+3/03/orders+3+00000000000000000001.record.json',
  'small/2026/04/13/07/15/orders+3/orders+3+00000000000000000001+00000000000000000009+9.records.ndjson.gz',
  'small/unknown-time/orders+3/3/orders+3+00000000000000000001.bin.zst',
  'small/2026/04/13/',
  'small/year=2026/month=04/day=13/hour=07/orders+3/orders+3+00000000000000000001.record.json',
  'small/year=2026/month=04/day=13/',
  'unwritable/2026/04/13/orders+0/orders+0+00000000000000000042.unwritable.json',
  'small/notes.txt',
  'notes.txt',
])('%s is shown as it is', (path) => {
  expect(shownPath(path)).toBe(path);
});

test.each([
  [
    'small/acme/2026/04/13/07/orders+3/orders+3+00000000000000000001.json',
    'small/*/2026/04/13/07/orders+3/orders+3+00000000000000000001.json',
  ],
  ['small/2026/2026/04/13/orders+3+00000000000000000001.json', 'small/*/*/*/*/orders+3+00000000000000000001.json'],
  [
    'small/2026/04/13/acme/7/orders+3+00000000000000000001.json',
    'small/2026/04/13/*/*/orders+3+00000000000000000001.json',
  ],
  ['small/acme+orders+3+00000000000000000001.json', 'small/*+orders+3+00000000000000000001.json'],
  ['small/acme/', 'small/*/'],
  [
    'small/acme/year=2026/month=04/day=13/hour=07/minute=30/12/orders+3+00000000000000000001.json',
    'small/*/year=2026/month=04/day=13/hour=07/minute=30/*/orders+3+00000000000000000001.json',
  ],
  ['small/year=2026/month=04/orders+3+00000000000000000001.json', 'small/*/*/orders+3+00000000000000000001.json'],
])('%s is shown as %s', (path, shown) => {
  expect(shownPath(path)).toBe(shown);
});

test('a key or a header that a layout puts into paths is never shown', () => {
  const secret = fc.stringMatching(/^[a-z0-9 /%._=@-]{6,40}$/).map((text) => `secret${text}`);
  fc.assert(
    fc.property(secret, secret, fc.constantFrom(KEYED, NAMED, FIELDS), fc.nat(), (key, tenant, layout, offset) => {
      const record = aRecord({
        offset,
        key: Buffer.from(key),
        headers: [{ name: 'tenant', value: Buffer.from(tenant) }],
        timestamp: MORNING,
        value: Buffer.from(JSON.stringify({ id: key, at: tenant })),
      });
      const parsed = parseLayout(layout);
      if (parsed.type !== 'perRecord') throw new Error('it was a file a record');
      const path = recordPath('small/', parsed, record, '.record.json');
      expect(path).toContain('secret');
      expect(shownPath(path)).not.toContain('secret');
      expect(shownPath(path)).toContain(`orders+${record.partition}+`);
    }),
  );
});

test.each([KEYED, NAMED])('neither the ingest nor a replay tells of a key in a path (%#)', async (layout) => {
  const handler = createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '100000',
    LAYOUT: JSON.stringify(layout),
    RECORD_FORMAT: '{"type":"envelope"}',
  });
  const headers = [{ tenant: [...Buffer.from('secret-tenant')] }];
  const event = new KafkaEventBuilder().record('orders', 0, 1, { key: 'secret-key', headers }).build();
  failOperations('mkdir', 'EACCES', /secret/);
  expect(await handler(event, aContext())).toMatchObject({ batchItemFailures: [{}] });
  jest.restoreAllMocks();
  expect(await handler(event, aContext())).toEqual({ batchItemFailures: [] });

  const paths = (await readdir(mount.root, { recursive: true })).filter((path) => path.endsWith('.json'));
  for (const path of paths) await writeFile(join(mount.root, path), '{');
  const log = new RecordedLog();
  const answer = await runReplay(mount.root, {}, { log });
  expect(answer).toMatchObject({ errors: 1 });
  expect(JSON.stringify([answer, log.lines, mount.printed.logs()])).not.toContain('secret');
});

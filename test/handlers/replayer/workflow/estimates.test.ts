import type { Payload } from '../../../../src/contract/payload';
import { put, store as storeFile } from '../../support/files';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { plan } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();

const planned = (request: Payload) => plan(mount.root, 'run-1', request, { store: new MemoryStore() });

test('a plan counts the records of segments by their names, and those alone that lie in the offsets asked for', async () => {
  await storeSegment(
    mount.root,
    [0, 1, 2, 3, 4, 7].map((offset) => numbered(offset)),
  );
  await storeFile(mount.root, { partition: 0, offset: 8 });
  expect(await planned({})).toMatchObject({ files: 2, records: 7 });
  expect(await planned({ offsets: { 0: { from: 2, to: 4 } } })).toMatchObject({ files: 1, records: 2 });
});

test('the bytes of many files are calculated by some that are spread over all of them', async () => {
  const offsets = Array.from({ length: 400 }, (_, offset) => offset);
  const value = (offset: number) => Buffer.alloc(offset < 200 ? 100 : 300);
  await Promise.all(
    offsets.map((offset) =>
      storeFile(
        mount.root,
        { partition: 0, offset, value: value(offset) },
        { format: { type: 'value', extension: '.bin' } },
      ),
    ),
  );
  expect(await planned({})).toMatchObject({ files: 400, bytes: 400 * 200 });
});

test('the names of files of others do not tell the number of records', async () => {
  await put(mount.root, 'others/a.ndjson', '{}\n');
  expect(await planned({ source_format: 'files', source_prefix: 'others/', target_topic: 'copy' })).toMatchObject({
    records: null,
    bytes: 3,
  });
});

test('nothing to replay has no records and no bytes', async () => {
  expect(await planned({})).toMatchObject({ files: 0, records: 0, bytes: 0 });
});

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIngestHandler } from '../../../lambda-runtime/ingest/handler';
import { aContext } from '../../handlers/support/lambda';
import { filesBelow, useMount } from '../../handlers/support/mount';
import { checkReplay } from './check';
import { ALL_STORED } from './functions';
import { eventsOf } from './records';

const mount = useMount();
/** Node.js 20, on which tests may run, has no Zstandard. */
const READABLE = ALL_STORED.filter(({ environment }) => environment.COMPRESSION !== 'ZSTD');
const GOOD = { lost: 0, torn: 0, twice: 0, escaped: 0 };

/** @returns the path of the first file that has the word in its name */
async function stored(environment: Readonly<Record<string, string>>, word = 'orders'): Promise<string> {
  const handler = createIngestHandler({
    MOUNT_PATH: mount.root,
    SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
    METRICS_NAMESPACE: 'S3Files',
    MAX_FILES_IN_FLIGHT: '8',
    MAX_BYTES_IN_FLIGHT: '1000000',
    ...environment,
  });
  for (const event of eventsOf('orders', 0, 10, 5)) await handler(event, aContext());
  const found = (await filesBelow(mount.root)).find((path) => path.includes(word));
  if (found === undefined) throw new Error(`no file has '${word}' in its name`);
  return join(mount.root, found);
}

test.each(READABLE)('what stands whole is counted as such: $name', async ({ environment }) => {
  await stored(environment);
  expect(await checkReplay(mount.root, new Map([['orders', 10]]))).toEqual(GOOD);
});

test.each(READABLE)('a file that is gone is counted as lost records: $name', async ({ environment, name }) => {
  await rm(await stored(environment));
  const lost = name.startsWith('files') ? 1 : 5;
  expect(await checkReplay(mount.root, new Map([['orders', 10]]))).toEqual({ ...GOOD, lost });
});

test('a file with half of its content is counted as torn', async () => {
  await writeFile(await stored(ALL_STORED[0].environment), '{"topic":"orders","part');
  const counts = await checkReplay(mount.root, new Map([['orders', 10]]));
  expect(counts.torn).toBeGreaterThan(0);
  expect(counts.lost).toBeGreaterThan(0);
});

test('what was never delivered is counted as torn', async () => {
  await stored(ALL_STORED[0].environment);
  expect(await checkReplay(mount.root, new Map([['orders', 9]]))).toEqual({ ...GOOD, torn: 2 });
});

import { createIngestHandler } from '../../lambda-runtime/ingest/handler';
import { SlowMount } from '../../local/slow-mount/slow-mount';
import { whatSlowMountLacks } from '../../local/slow-mount/slow-mount-program';
import { KafkaEventBuilder } from '../handlers/support/events';
import { aContext, capturePrinted } from '../handlers/support/lambda';
import { runReplay } from '../handlers/support/replayer';

const FILES = 200;
/** small, the year, month, day and hour, the partition, and its 4 shards. */
const DIRECTORIES = 10;

const lacking = whatSlowMountLacks();

/** A lookup is a round trip where the kernel does not know the name yet; all of these were counted before handles, too. */
(lacking === undefined ? describe : describe.skip)(`round trips${lacking ? ` (skipped: ${lacking})` : ''}`, () => {
  let mount: SlowMount;

  beforeAll(async () => {
    mount = await SlowMount.start({ scale: 0 });
  });
  beforeEach(() => {
    capturePrinted();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => mount?.stop());

  async function ingest(from: number) {
    const event = new KafkaEventBuilder();
    for (let offset = from; offset < from + FILES; offset++) {
      event.record('orders', 0, offset);
    }
    const handler = createIngestHandler({
      MOUNT_PATH: mount.path,
      SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
      METRICS_NAMESPACE: 'S3Files',
      MAX_FILES_IN_FLIGHT: '16',
      MAX_BYTES_IN_FLIGHT: '1000000',
      LAYOUT: '{"type":"perRecord","shards":4}',
      RECORD_FORMAT: '{"type":"envelope"}',
    });
    await mount.reset();
    expect(await handler(event.build(), aContext())).toEqual({ batchItemFailures: [] });
    return (await mount.counters()).operations;
  }

  const asked = (operations: Record<string, number>) =>
    Object.fromEntries(Object.entries(operations).filter(([, count]) => count > 0));

  test('of a file that is written: its two names, and one each to create, write, close and rename it', async () => {
    const first = { lookup: 2 * FILES + 2 * DIRECTORIES, mkdir: DIRECTORIES };
    const all = { create: FILES, write: FILES, commit: FILES, rename: FILES };
    const { lookup, mkdir, ...others } = asked(await ingest(0));
    expect(others).toEqual(all);
    expect(mkdir).toBe(first.mkdir);
    expect(lookup).toBeLessThanOrEqual(first.lookup);
    await mount.makeCold();
    const { lookup: again, ...rest } = asked(await ingest(FILES));
    expect(rest).toEqual(all);
    expect(again).toBeLessThanOrEqual(2 * FILES + DIRECTORIES);
  });

  test('of a file that is read: its name, and one each to open, read and close it', async () => {
    await ingest(0);
    await ingest(FILES);
    await mount.makeCold();
    await mount.reset();
    expect(await runReplay(mount.path, {})).toMatchObject({ matched: 2 * FILES, done: true });
    const { lookup, readdir, ...others } = asked((await mount.counters()).operations);
    expect(others).toEqual({ open: 2 * FILES, read: 2 * FILES, close: 2 * FILES });
    expect(lookup).toBeLessThanOrEqual(2 * FILES + DIRECTORIES);
    expect(readdir).toBe(DIRECTORIES + 1);
  });
});

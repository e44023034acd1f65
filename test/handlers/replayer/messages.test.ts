import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { createReplayerHandler } from '../../../lambda-runtime/replayer/handler';
import { put, store } from '../support/files';
import { aContext } from '../support/lambda';
import { MemoryPublisher } from '../support/memory-publisher';
import { useMount } from '../support/mount';
import { numbered, storeSegment } from './store-segment';

const mount = useMount();

const MOST_ANSWERED = 256 * 1024;
const MOST_LOGGED = 100_000;
const SECRET = 'the-content-of-a-record';

async function answerOf(payload: Record<string, unknown>): Promise<string> {
  const handler = createReplayerHandler(
    {
      MOUNT_PATH: mount.root,
      SIZE_CLASSES: '[{"name":"small","prefix":"small/"}]',
      METRICS_NAMESPACE: 'S3Files',
      MAX_FILES_IN_FLIGHT: '16',
      MAX_BYTES_IN_FLIGHT: '10000000',
      TARGET_TOPIC: 'orders-replay',
    },
    { connect: async () => new MemoryPublisher(1000) },
  );
  return JSON.stringify(await handler(payload, aContext()));
}

const REQUESTS: [string, Record<string, unknown>][] = [
  ['in a dry run', { dry_run: true }],
  ['with skip', { dry_run: false, on_unreadable: 'skip' }],
  ['with fail', { dry_run: false }],
];

describe.each(REQUESTS)('hundreds of broken files of long paths, %s', (_, payload) => {
  const FILES = 200;

  test('leave the answer and the log short', async () => {
    const deep = Array.from({ length: 3 }, (__, depth) => String(depth).repeat(250)).join('/');
    await Promise.all(
      Array.from({ length: FILES }, async (__, partition) => {
        const path = await store(mount.root, { partition, offset: 7 }, { prefix: `small/${deep}/` });
        await truncate(join(mount.root, path), 20);
      }),
    );
    const answer = await answerOf(payload);
    expect(JSON.parse(answer)).toMatchObject({ errors: FILES });
    // The positions of so many partitions are in every answer, whatever their files hold.
    const { cursor: _cursor, progress: _progress, ...rest } = JSON.parse(answer);
    expect(JSON.stringify(rest).length).toBeLessThan(20_000);
    expect(answer.length).toBeLessThan(MOST_ANSWERED);
    const logs = mount.printed.logs();
    expect(logs.filter(({ message }) => message === 'not replayed')).toHaveLength(50);
    expect(logs).toContainEqual(expect.objectContaining({ message: 'not replayed in full', problems: FILES }));
    expect(JSON.stringify(logs).length).toBeLessThan(MOST_LOGGED);
  });
});

const envelope = (differences: object) =>
  JSON.stringify({
    ...{ topic: 'orders', partition: 0, offset: 5, timestamp: 1, timestampType: 'CREATE_TIME' },
    ...{ key: SECRET, value: SECRET, headers: [{ name: SECRET, value: SECRET }] },
    ...differences,
  });

const BROKEN: [string, string | Buffer][] = [
  ['a header of 5 MB that has no value', envelope({ headers: [{ name: SECRET.repeat(200_000) }] })],
  ['a key that is neither text nor base64', envelope({ key: { [SECRET]: SECRET } })],
  ['a value that is no base64', envelope({ value: { base64: `${SECRET}!` } })],
  ['a time that is text', envelope({ timestamp: SECRET })],
  ['a topic that is none', envelope({ topic: `${SECRET}/` })],
  ['JSON that is cut off', envelope({}).slice(0, -10)],
  ['text that is no JSON', `${SECRET} ${SECRET}`],
  ['a line that is no object', JSON.stringify(SECRET)],
];

describe.each(BROKEN)('a file with %s', (_, content) => {
  test.each(REQUESTS)('is named %s, and nothing that it holds is told', async (__, payload) => {
    await put(mount.root, await store(mount.root, numbered(5)), content);
    const line = Buffer.concat([Buffer.from(content), Buffer.from('\n')]);
    await storeSegment(mount.root, [numbered(5, { partition: 1 })], { damage: () => line });
    const answer = await answerOf(payload);
    expect(JSON.parse(answer)).toMatchObject({ errors: 2 });
    expect(answer.length).toBeLessThan(4000);
    const told = answer + JSON.stringify(mount.printed.logs());
    expect(told).not.toContain(SECRET);
    expect(told.length).toBeLessThan(10_000);
  });
});

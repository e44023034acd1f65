import { mkdir, symlink, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { manifestKey } from '../../../../src/contract/run-keys';
import { NO_DEADLINE } from '../../support/deadline';
import { failOperations } from '../../support/faults';
import { put, store as storeFile } from '../../support/files';
import { RecordedLog } from '../../support/log';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { MORNING } from '../../support/records';
import { runReplay } from '../../support/replayer';
import { plan, runChild } from '../../support/workflow';

const mount = useMount();
let store: MemoryStore;
let publisher: MemoryPublisher;

beforeEach(() => {
  store = new MemoryStore(7);
  publisher = new MemoryPublisher();
});

const PUBLISH = { dry_run: false };
const MANIFEST = manifestKey('run-1', 'orders+3');

describe('by a manifest', () => {
  test('those files are replayed that it names, and no other', async () => {
    await storeFile(mount.root, { offset: 1 });
    await storeFile(mount.root, { offset: 2 });
    await plan(mount.root, 'run-1', PUBLISH, { store, publisher });
    await storeFile(mount.root, { offset: 3 });
    const answer = await runReplay(mount.root, { ...PUBLISH, manifest: MANIFEST }, { store, publisher });
    expect(publisher.valuesOf(3)).toEqual(['1', '2']);
    expect(answer).toMatchObject({ done: true, published: 2, progress: { next: { 'orders+3': 3 } } });
  });

  test('a replay of another request is refused', async () => {
    await storeFile(mount.root, { offset: 1 });
    await plan(mount.root, 'run-1', {}, { store });
    await expect(runReplay(mount.root, { key: 'a', manifest: MANIFEST }, { store })).rejects.toThrow(
      `the manifest s3://replays/${MANIFEST} cannot be used: it was made for another request`,
    );
  });

  test.each([
    ['is not there', undefined, 'there is no manifest s3://replays/'],
    ['is empty', gzipSync(''), 'its first line does not say what it belongs to'],
    ['is something else', gzipSync('["a"]\n'), 'its first line does not say what it belongs to'],
    ['is no JSON', gzipSync('hello\n'), 'cannot be used'],
    ['is not compressed', Buffer.from('{}\n'), 'incorrect header check'],
    ['is cut off', gzipSync('{"version":1}\n').subarray(0, -9), 'unexpected end of file'],
  ])('that %s nothing is replayed', async (_, bytes, message) => {
    if (bytes !== undefined) {
      store.objects.set(MANIFEST, bytes);
    }
    await expect(runReplay(mount.root, { manifest: MANIFEST }, { store })).rejects.toThrow(message);
  });

  test.each([['../outside/'], ['small/../../outside/'], ['./']])('no file in %j is read', async (directory) => {
    const path = await storeFile(mount.root, { offset: 1 });
    await plan(mount.root, 'run-1', {}, { store });
    const lines = gunzipSync(store.objects.get(MANIFEST) ?? '').toString();
    const elsewhere = `${directory}${path.slice(path.lastIndexOf('/') + 1)}`;
    store.objects.set(MANIFEST, gzipSync(lines.replace(path, elsewhere)));
    await expect(runReplay(mount.root, { manifest: MANIFEST }, { store })).rejects.toThrow(
      `it has ${JSON.stringify(elsewhere)} where a file's path should be`,
    );
  });

  test('directories of any name come back as they were', async () => {
    await storeFile(mount.root, { offset: 1 }, { prefix: 'small/Zoë "\n\\/' });
    await plan(mount.root, 'run-1', {}, { store });
    expect(await runReplay(mount.root, { manifest: MANIFEST }, { store })).toMatchObject({ files_read: 1, errors: 0 });
  });
});

describe('by keys', () => {
  test('those files are replayed, in the order of their offsets', async () => {
    const paths = await Promise.all([2, 1, 3].map((offset) => storeFile(mount.root, { offset })));
    await storeFile(mount.root, { offset: 4 });
    const keys = paths.map((path) => `events/${path}`);
    const answer = await runReplay(mount.root, { ...PUBLISH, keys }, { publisher });
    expect(publisher.valuesOf(3)).toEqual(['1', '2', '3']);
    expect(answer).toMatchObject({ done: true, skipped: 0 });
  });

  test('hidden names and directories are passed by, foreign ones counted and named', async () => {
    const path = await storeFile(mount.root, { offset: 1 });
    const name = path.slice(path.lastIndexOf('/') + 1);
    const log = new RecordedLog();
    const silent = ['events/', 'events/small/', `events/.s3files/${name}`, 'events/small/.a.tmp', `events/../${name}`];
    const foreign = [`else/${path}`, path, 'events/small/notes.txt', `events/small//${name}`, `events/\0/${name}`];
    const keys = [`events/${path}`, ...silent, ...foreign];
    const answer = await runReplay(mount.root, { keys }, { log });
    expect(answer).toMatchObject({ files_read: 1, matched: 1, skipped: 5, progress: { totals: { skipped: 5 } } });
    const [warning] = log.lines.filter(({ level }) => level === 'warn');
    expect(warning?.first).toEqual(
      expect.arrayContaining([
        `else/*${path.slice('small'.length)}`,
        path,
        'small/notes.txt',
        `small/*/${name}`,
        `\0/${name}`,
      ]),
    );
  });

  test('what is not below the prefix of the request is foreign', async () => {
    const path = await storeFile(mount.root, { offset: 1 });
    const answer = await runReplay(mount.root, { source_prefix: 'large', keys: [`events/${path}`] });
    expect(answer).toMatchObject({ files_read: 0, skipped: 1, done: true });
  });

  test('no link is followed, be it a file or a directory', async () => {
    const path = await storeFile(mount.root, { offset: 1 });
    const name = path.slice(path.lastIndexOf('/') + 1);
    await mkdir(join(mount.root, 'links'));
    await symlink(join(mount.root, path), join(mount.root, 'links', name));
    await symlink(dirname(join(mount.root, path)), join(mount.root, 'linked'));
    const keys = [`events/links/${name}`, `events/linked/${name}`];
    expect(await runReplay(mount.root, { keys })).toMatchObject({ files_read: 0, skipped: 2 });
  });

  test('keys whose names are too long or cannot be looked at, and links that lead around, leave the others be', async () => {
    const path = await storeFile(mount.root, { offset: 1 });
    const name = path.slice(path.lastIndexOf('/') + 1);
    const closed = await storeFile(mount.root, { offset: 1 }, { prefix: 'closed/' });
    failOperations('open', 'EACCES', /closed/);
    await symlink('around', join(mount.root, 'around'));
    const keys = [path, `small/${'x'.repeat(300)}`, `around/${path}`, `${'y'.repeat(300)}/${name}`, closed];
    const answer = await runReplay(mount.root, { keys: keys.map((key) => `events/${key}`) });
    // The two that cannot be looked at are copies of the record that was read.
    expect(answer).toMatchObject({ files_read: 1, matched: 1, skipped: 4, done: true });
  });

  test('a file that went meanwhile is named', async () => {
    const path = await storeFile(mount.root, { offset: 1 });
    await unlink(join(mount.root, path));
    const answer = await runReplay(mount.root, { keys: [`events/${path}`, `events/gone/${path}`] });
    expect(answer).toMatchObject({ files_read: 0, errors: 2, done: true });
    expect(answer.error_messages).toEqual([
      expect.stringContaining(`gone/*${path.slice('small'.length)}`),
      expect.stringContaining(path),
    ]);
  });
});

describe('the progress', () => {
  test('is added up over the invocations', async () => {
    await Promise.all(
      [0, 1, 2, 3, 4].map((offset) => storeFile(mount.root, { offset, key: Buffer.from(`${offset % 2}`) })),
    );
    await put(mount.root, 'notes.txt', '');
    const limits = { maxFiles: 1, maxBytes: 1 };
    let cursor: unknown = null;
    let invocations = 0;
    for (let done = false; !done; invocations++) {
      let asked = 0;
      const deadline = { ...NO_DEADLINE, reached: () => asked++ >= 2 };
      const answer = await runReplay(mount.root, { ...PUBLISH, key: '0', cursor }, { publisher, deadline, limits });
      ({ done, cursor } = answer);
      expect(answer.progress.totals.invocations).toBe(invocations + 1);
      expect(answer.progress).toEqual(
        done
          ? {
              next: { 'orders+3': 5 },
              totals: {
                invocations: invocations + 1,
                files_read: 5,
                bytes_read: expect.any(Number),
                matched: 3,
                filtered: 2,
                unknown_time: 0,
                unknown_key: 0,
                header_collisions: 0,
                excluded: 0,
                dropped: 0,
                tombstoned: 0,
                published: 3,
                errors: 0,
                undeliverable: 0,
                skipped: 1,
                oldest_timestamp: MORNING,
              },
            }
          : { next: answer.cursor?.next, totals: answer.cursor?.totals },
      );
    }
    expect(invocations).toBeGreaterThan(1);
  });

  test('begins to count with a cursor that does not tell', async () => {
    await storeFile(mount.root, { offset: 1 });
    const { totals: _, ...cursor } = await cutShort();
    expect((await runReplay(mount.root, { cursor })).progress.totals).toMatchObject({ invocations: 1, files_read: 1 });
  });

  test.each([['text'], [{ published: -1 }], [{ errors: 'none' }]])('that is %j is refused', async (totals) => {
    await storeFile(mount.root, { offset: 1 });
    const cursor = { ...(await cutShort()), totals };
    await expect(runReplay(mount.root, { cursor })).rejects.toThrow('the cursor has no usable totals');
  });

  test('counts what was passed by as errors, and not what may still be delivered', async () => {
    const damaged = await storeFile(mount.root, { offset: 1 });
    await put(mount.root, damaged, '{');
    await storeFile(mount.root, { offset: 2 });
    expect((await runReplay(mount.root, {})).progress.totals).toMatchObject({ errors: 1, matched: 1 });
    const skipping = { ...PUBLISH, on_unreadable: 'skip' };
    expect((await runReplay(mount.root, skipping, { publisher })).progress.totals).toMatchObject({
      errors: 1,
      published: 1,
    });
    const failed = await runReplay(mount.root, PUBLISH, { publisher });
    expect(failed).toMatchObject({ done: false, errors: 1, progress: { totals: { errors: 0 } } });
    publisher.beforeAcknowledging = () => {
      throw new Error('the leader is gone');
    };
    expect((await runReplay(mount.root, skipping, { publisher })).progress.totals).toMatchObject({
      errors: 1,
      published: 0,
    });
  });

  async function cutShort() {
    const { cursor } = await runReplay(mount.root, {}, { deadline: { ...NO_DEADLINE, reached: () => true } });
    return { ...cursor };
  }
});

describe('a child that comes to nothing more', () => {
  test('throws the first reason, after an invocation that told how far it came', async () => {
    await Promise.all([0, 1, 2].map((offset) => storeFile(mount.root, { offset })));
    await plan(mount.root, 'run-1', PUBLISH, { store, publisher });
    publisher.beforeAcknowledging = (batch) => {
      if (batch.some(({ value }) => Number(value) >= 2)) {
        throw new Error('the leader is gone');
      }
    };
    publisher.mostBatchBytes = 200; // one record a batch
    const item = { ...PUBLISH, manifest: MANIFEST };
    expect(await runReplay(mount.root, item, { store, publisher })).toMatchObject({
      done: false,
      published: 2,
      errors: 1,
    });
    expect(await runChild(mount.root, item, { store, publisher })).toMatchObject({
      done: false,
      cause: expect.stringContaining('was not delivered: the leader is gone'),
      progress: { next: { 'orders+3': 2 }, totals: { published: 2 } },
    });
  });

  test('throws where the deadline came before anything', async () => {
    const keys = [`events/${await storeFile(mount.root, { offset: 1 })}`];
    const deadline = { ...NO_DEADLINE, reached: () => true };
    await expect(runReplay(mount.root, { keys }, { deadline })).rejects.toThrow('the deadline came before any record');
  });

  test('does not throw while it has to wait', async () => {
    const keys = [`events/${await storeFile(mount.root, { offset: 1 })}`];
    const { cursor } = await runReplay(mount.root, PUBLISH, {
      publisher,
      deadline: { ...NO_DEADLINE, reached: () => true },
    });
    const later = { ...cursor, pace: { records: Date.now() + 1e6, bytes: 0 } };
    const answer = await runReplay(
      mount.root,
      { ...PUBLISH, keys, cursor: later, rate_limit_per_second: 1 },
      { publisher },
    );
    expect(answer).toMatchObject({ done: false, published: 0 });
    expect(answer.wait_seconds).toBeGreaterThan(500);
  });
});

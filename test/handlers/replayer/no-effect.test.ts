import { put, store } from '../support/files';
import { MemoryPublisher } from '../support/memory-publisher';
import { MemoryStore } from '../support/memory-store';
import { useMount } from '../support/mount';
import { HOUR, MORNING } from '../support/records';
import { runReplay } from '../support/replayer';
import { runWorkflow } from '../support/workflow';
import { numbered, storeSegment } from './store-segment';

const mount = useMount();
const RAW = { format: { type: 'value', extension: '.json' } } as const;
const DAY = { from: '2026-04-13', to: '2026-04-14' };
const NOTHING = /so that nothing was replayed; give "allow_empty": true/;

async function replayed(payload: Record<string, unknown>) {
  const publisher = new MemoryPublisher();
  const answer = await runReplay(mount.root, { dry_run: false, ...payload }, { publisher });
  return { answer, values: publisher.valuesOf(0) };
}

/** One raw file in each of four hours, from 07:00 UTC on. */
async function storeRawHours(): Promise<void> {
  for (const offset of [0, 1, 2, 3]) {
    await store(mount.root, numbered(offset, { timestamp: MORNING + offset * HOUR }), RAW);
  }
}

describe('a window of time over raw files', () => {
  test('goes by the hour of their directories, and says so', async () => {
    await storeRawHours();
    const { answer, values } = await replayed({ from: MORNING + HOUR, to: MORNING + 2 * HOUR + 1 });
    expect(values).toEqual(['1', '2']);
    expect(answer).toMatchObject({ files_read: 2, matched: 2, filtered: 2, unknown_time: 0 });
    expect(answer.warnings).toEqual([
      '2 raw files hold no time of their own; they are replayed because the hour that their directory is named after, in UTC, touches the window',
    ]);
  });

  test('does not read those whose directories tell no time, and is not taken for a success', async () => {
    await store(mount.root, numbered(0, { timestamp: null }), RAW);
    const { answer } = await replayed(DAY);
    expect(answer).toMatchObject({ files_read: 0, published: 0, unknown_time: 1, done: true });
    expect(answer.warnings).toEqual([
      expect.stringMatching(/^1 raw files were not opened: they hold no time/),
      expect.stringMatching(NOTHING),
    ]);
  });

  test('takes a raw copy in the place of an envelope that is broken, by the same rule', async () => {
    const envelope = await store(mount.root, numbered(0));
    await put(mount.root, envelope, '{');
    await store(mount.root, numbered(0), RAW);
    expect((await replayed(DAY)).values).toEqual(['0']);
    expect((await replayed({ from: '2026-04-14' })).values).toEqual([]);
  });

  test('counts a record once that stands in an envelope and in a raw file', async () => {
    await store(mount.root, numbered(0));
    await store(mount.root, numbered(0), { ...RAW, prefix: 'large/' });
    expect((await replayed(DAY)).answer).toMatchObject({ matched: 1, filtered: 0, skipped: 1 });
    expect((await replayed({ key: 'nobody' })).answer).toMatchObject({ matched: 0, filtered: 1 });
  });
});

describe('a filter that raw files cannot match', () => {
  test.each([
    ['key', { key: 'a' }],
    ['header', { header: { name: 'a', value: 'b' } }],
  ])('opens none of them for a %s, and says so', async (name, filter) => {
    await storeRawHours();
    const { answer } = await replayed(filter);
    expect(answer).toMatchObject({ files_read: 0, filtered: 4, matched: 0 });
    expect(answer.warnings).toEqual([
      expect.stringMatching(`4 raw files were not opened: .* '${name}' can match none of them`),
      expect.stringMatching(NOTHING),
    ]);
  });
});

describe('a replay that replays nothing says why', () => {
  test.each([
    ['there is no file', () => mount.root, /^there are no files on the mount/],
    ['files are not ours', () => put(mount.root, 'notes.txt', ''), /^none of the 1 files on the mount.*'notes.txt'/],
  ])('where %s', async (_, prepare, expected) => {
    await prepare();
    expect((await replayed({})).answer.warnings).toEqual([
      expect.stringMatching(expected),
      expect.stringMatching(/^no record was found on the mount/),
    ]);
  });

  test('where the partitions or offsets that are asked for have no file', async () => {
    await store(mount.root, numbered(0));
    await store(mount.root, numbered(0, { partition: 7 }));
    const { answer } = await replayed({ partitions: [99, 98] });
    expect(answer.warnings?.[0]).toBe('no file on the mount is of partition 98, 99; there are files of partition 0, 7');
    const half = await replayed({ partitions: [7, 8], offsets: { 5: { from: 1 } } });
    expect(half.answer.warnings).toEqual([
      'no file on the mount is of partition 5, 8; there are files of partition 0, 7',
    ]);
    expect(half.answer.matched).toBe(1);
  });

  test('where no record matches, by the names of the filters alone', async () => {
    await storeSegment(mount.root, [numbered(0), numbered(1)]);
    const { answer } = await replayed({ key: 'secret-7f' });
    expect(answer.warnings).toEqual([
      expect.stringMatching(/^none of 2 records matched on the mount \(asked for by key\)/),
    ]);
    expect(JSON.stringify(answer)).not.toContain('secret-7f');
  });

  test('unless that is allowed', async () => {
    await storeSegment(mount.root, [numbered(0)]);
    const { answer } = await replayed({ key: 'nobody', allow_empty: true });
    expect(answer).not.toHaveProperty('warnings');
    expect(answer.done).toBe(true);
  });

  test('and one that replays something does not', async () => {
    await storeSegment(mount.root, [numbered(0)]);
    expect((await replayed({ partitions: [0], ...DAY })).answer).not.toHaveProperty('warnings');
  });

  test('a later invocation does not say that nothing matched where an earlier one has published', async () => {
    await storeSegment(mount.root, [numbered(0), numbered(1)]);
    const cursor = { ...(await unfinished()).cursor, next: { 'orders+0': 2 }, totals: { matched: 2 } };
    const { answer } = await replayed({ cursor });
    expect(answer).toMatchObject({ matched: 0, done: true });
    expect(answer).not.toHaveProperty('warnings');
  });
});

/** The answer of a replay whose first record was not taken. */
function unfinished() {
  const publisher = new MemoryPublisher();
  publisher.beforeAcknowledging = () => {
    throw new Error('gone');
  };
  return runReplay(mount.root, { dry_run: false }, { publisher });
}

describe('a workflow that replays nothing', () => {
  const run = (payload: Record<string, unknown>, name = 'first') =>
    runWorkflow(mount.root, name, { dry_run: false, ...payload }, { store: bucket, publisher: new MemoryPublisher() });
  let bucket: MemoryStore;
  beforeEach(() => {
    bucket = new MemoryStore();
  });

  test('is empty, with the warnings of its plan', async () => {
    await storeRawHours();
    const summary = await run({ key: 'a' });
    expect(summary).toMatchObject({ done: true, empty: true, partitions: 0, totals: { matched: 0, filtered: 4 } });
    expect(summary.warnings).toHaveLength(2);
    expect(summary.problem).toMatch(/can match none of them; none of 4 records matched/);
  });

  test('is empty as well if its parts have found out', async () => {
    await storeSegment(mount.root, [numbered(0), numbered(1)]);
    expect(await run({ key: 'nobody' })).toMatchObject({
      done: true,
      empty: true,
      partitions: 1,
      problem: expect.stringMatching(/^none of 2 records matched/),
    });
  });

  test('is a success if that is allowed', async () => {
    expect(await run({ allow_empty: true })).toMatchObject({ done: true, empty: false });
  });
});

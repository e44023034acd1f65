import { parseRequest } from '../../../../lambda-runtime/replayer/request/request';
import { fingerprint } from '../../../../lambda-runtime/replayer/runs/cursor';
import { beginningKey, summaryKey } from '../../../../src/contract/run-keys';
import { store } from '../../support/files';
import { MemoryLists } from '../../support/memory-lists';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { invoke, plan, runChild, runWorkflow, summarizeRun, writeResults } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
const LIST = 's3://lists/forgotten.txt';
const RAW = { format: { type: 'value', extension: '.json' } } as const;

const bucket = (lines: string) => {
  const made = new MemoryLists();
  made.put(LIST, lines);
  return made;
};

/** Records of two partitions whose keys are a, b, c and none, in turn. */
async function storeKeyed(): Promise<void> {
  for (const partition of [0, 1]) {
    await storeSegment(
      mount.root,
      ['a', 'b', 'c', null].map((key, offset) =>
        numbered(offset, { partition, key: key === null ? null : Buffer.from(key) }),
      ),
    );
  }
}

const DROPPED = { suppress: { keys: LIST } };

test('the answer tells the list, and how often it was used', async () => {
  await storeKeyed();
  const lists = bucket('a\nc\nz\n');
  const publisher = new MemoryPublisher();
  const answer = await runReplay(mount.root, { dry_run: false, ...DROPPED }, { publisher, lists: lists.lists() });
  expect(publisher.valuesOf(0)).toEqual(['1', '3']);
  expect(answer).toMatchObject({
    matched: 4,
    dropped: 4,
    tombstoned: 0,
    unknown_key: 2,
    published: 4,
    suppression: { keys: LIST, sha256: lists.digestOf(LIST), hashed: false, on_match: 'drop', size: 3 },
    warnings: ["2 of the records that went out have no key, so that 'suppress' could leave none of them out by it"],
  });
  expect(answer.progress.totals).toMatchObject({ dropped: 4, suppression_sha256: lists.digestOf(LIST) });
});

test('a tombstone has the key, the headers and the time of the record, and no value', async () => {
  const headers = [
    { name: 'trace', value: Buffer.from('1') },
    { name: 'type', value: null },
  ];
  await storeSegment(mount.root, [
    numbered(1, { key: Buffer.from('a'), headers }),
    numbered(2, { key: Buffer.from('b') }),
  ]);
  const publisher = new MemoryPublisher();
  const payload = { dry_run: false, suppress: { keys: LIST, on_match: 'tombstone' }, strip_headers: ['trace'] };
  const answer = await runReplay(mount.root, payload, { publisher, lists: bucket('a').lists() });
  const [tombstone, record] = publisher.records;
  expect(tombstone).toEqual({
    ...record,
    key: Buffer.from('a'),
    value: null,
    headers: [{ name: 'type', value: null }],
  });
  expect(answer).toMatchObject({ matched: 2, published: 2, tombstoned: 1, dropped: 0 });
});

test('raw files are told of, as nothing of them is suppressed', async () => {
  await store(mount.root, numbered(1, { key: Buffer.from('a') }), RAW);
  const publisher = new MemoryPublisher();
  const answer = await runReplay(
    mount.root,
    { dry_run: false, ...DROPPED, exclude: { headers: [{ name: 'x' }] } },
    { publisher, lists: bucket('a').lists() },
  );
  expect(publisher.records).toHaveLength(1);
  expect(answer.warnings).toEqual([
    "1 raw files hold values without keys and headers: nothing of them is left out by 'exclude' or 'suppress'",
    "1 of the records that went out have no key, so that 'exclude' or 'suppress' could leave none of them out by it",
  ]);
});

test('raw files are not opened where only some keys or headers are asked for', async () => {
  await store(mount.root, numbered(1), RAW);
  const answer = await runReplay(mount.root, { only: { key_prefixes: ['a'] }, allow_empty: true });
  expect(answer).toMatchObject({ files_read: 0, filtered: 1, matched: 0 });
  expect(answer.warnings).toEqual([
    "1 raw files were not opened: they hold values without keys and headers, so that 'only' can match none of them",
  ]);
});

test('a record that stands in a raw file too is judged by the file that has its key', async () => {
  await store(mount.root, numbered(1, { key: Buffer.from('a') }), RAW);
  await store(mount.root, numbered(1, { key: Buffer.from('a') }));
  const publisher = new MemoryPublisher();
  const payload = { dry_run: false, allow_empty: true, ...DROPPED };
  const answer = await runReplay(mount.root, payload, { publisher, lists: bucket('a').lists() });
  expect(publisher.records).toEqual([]);
  expect(answer).toMatchObject({ dropped: 1, unknown_key: 0 });
});

test('a list without keys, and lines with blanks or that are several, are warned of', async () => {
  await storeKeyed();
  const replayed = async (lines: string) =>
    (await runReplay(mount.root, DROPPED, { lists: bucket(lines).lists() })).warnings?.[0];
  expect(await replayed('\n')).toBe(`the suppression list ${LIST} has no keys, so that it suppresses nothing`);
  expect(await replayed('a \n')).toBe(
    `1 lines of the suppression list ${LIST} begin or end with a blank or a quotation mark, which is taken for a part of the key`,
  );
  const mixed = `1 lines of the suppression list ${LIST} have a carriage return or a zero byte inside, so that they are probably several keys or no UTF-8`;
  expect(await replayed('a\rb\r')).toContain(mixed);
  expect(await replayed(Buffer.from('ab', 'utf16le').toString('latin1'))).toContain(mixed);
  expect(await replayed('a\r\n')).not.toContain('suppression list');
});

test('a replay of which all is suppressed says so', async () => {
  await storeSegment(mount.root, [numbered(1, { key: Buffer.from('a') })]);
  const answer = await runReplay(mount.root, { ...DROPPED, exclude: { keys: ['b'] } }, { lists: bucket('a').lists() });
  expect(answer.warnings).toEqual([
    'none of 1 records matched and was not left out (0 excluded, 1 dropped) on the mount (asked for by exclude, suppress), so that nothing was replayed; give "allow_empty": true where that is to be expected',
  ]);
});

test('a list that changed between two invocations is refused before anything goes out', async () => {
  await storeKeyed();
  const lists = bucket('a\n');
  const before = lists.digestOf(LIST);
  const publisher = new MemoryPublisher();
  publisher.beforeAcknowledging = () => {
    throw new Error('gone');
  };
  const payload = { dry_run: false, ...DROPPED };
  const { cursor } = await runReplay(mount.root, payload, { publisher, lists: lists.lists() });
  expect(cursor).toMatchObject({ suppression: before });
  publisher.beforeAcknowledging = () => undefined;
  lists.put(LIST, 'a\nb\n');
  const going = runReplay(mount.root, { ...payload, cursor }, { publisher, lists: lists.lists() });
  await expect(going).rejects.toThrow(
    `the suppression list ${LIST} is not the one that the replay was begun or asked for with: its SHA-256 was ${before} and is ${lists.digestOf(LIST)}`,
  );
  await expect(going).rejects.toMatchObject({ name: 'InvalidRequest' });
  expect(publisher.records).toEqual([]);
  lists.put(LIST, 'a\n');
  await runReplay(mount.root, { ...payload, cursor }, { publisher, lists: lists.lists() });
  expect(publisher.valuesOf(0)).toEqual(['1', '2', '3']);
});

test('a workflow is bound to the list that it was planned with, in its parts and in its evidence', async () => {
  await storeKeyed();
  const [lists, runs, publisher] = [bucket('b\n'), new MemoryStore(), new MemoryPublisher()];
  const sha256 = lists.digestOf(LIST);
  const options = { store: runs, publisher, lists: lists.lists() };
  const request = { dry_run: false, ...DROPPED };
  const summary = await runWorkflow(mount.root, 'once', request, options);
  const suppression = { keys: LIST, sha256, hashed: false, on_match: 'drop', size: 1 };
  expect([publisher.valuesOf(0), publisher.valuesOf(1)]).toEqual([
    ['0', '2', '3'],
    ['0', '2', '3'],
  ]);
  expect(summary).toMatchObject({
    done: true,
    suppression,
    totals: { dropped: 2, unknown_key: 2, suppression_sha256: sha256 },
  });
  expect(summary.warnings).toEqual([expect.stringContaining('2 of the records that went out have no key')]);
  expect(runs.json(summaryKey('once'))).toMatchObject({ suppression });
  expect(runs.json(beginningKey('once'))).toMatchObject({ suppression: sha256 });
});

test('a part of a workflow refuses a list that changed since the plan, and the run goes on once the list is back', async () => {
  await storeKeyed();
  const [lists, runs, publisher] = [bucket('b\n'), new MemoryStore(), new MemoryPublisher()];
  const options = { store: runs, publisher, lists: lists.lists() };
  const request = { dry_run: false, ...DROPPED };
  const planned = await plan(mount.root, 'first', request, options);
  const items = runs.json(planned.items) as Record<string, unknown>[];
  expect(items[0]).toMatchObject({ suppress: { keys: LIST, on_match: 'drop', sha256: lists.digestOf(LIST) } });
  const first = await runChild(mount.root, items[0] ?? {}, options);
  lists.put(LIST, 'b\nc\n');
  const second = await runChild(mount.root, items[1] ?? {}, options);
  expect(first).toMatchObject({ done: true });
  expect(second).toMatchObject({ done: false, cause: expect.stringContaining('nothing goes out by two lists') });
  expect([publisher.valuesOf(0), publisher.valuesOf(1)]).toEqual([['0', '2', '3'], []]);

  const executions = [first, second].map((output, index) => ({
    Name: `child-${index}`,
    Status: 'SUCCEEDED',
    Output: JSON.stringify(output),
  }));
  const results = writeResults(runs, 'first', { SUCCEEDED: [executions], FAILED: [], PENDING: [] });
  const summary = await summarizeRun(mount.root, { run: 'first', request, plan: planned, results }, runs);
  expect(summary).toMatchObject({
    done: false,
    failed_count: 1,
    suppression: { sha256: items[0]?.suppress && (items[0].suppress as { sha256: string }).sha256 },
  });

  const resumed = { ...request, resume: 'first' };
  await expect(runWorkflow(mount.root, 'second', resumed, options)).rejects.toThrow(
    /the execution 'first' cannot be resumed: the suppression list .* is not the one that the replay was begun/,
  );
  lists.put(LIST, 'b\n');
  expect(await runWorkflow(mount.root, 'third', resumed, options)).toMatchObject({
    done: true,
    totals: { dropped: 1 },
  });
  expect([publisher.valuesOf(0), publisher.valuesOf(1)]).toEqual([
    ['0', '2', '3'],
    ['0', '2', '3'],
  ]);
});

test('the batches of an unordered workflow are bound to the list, too', async () => {
  await storeKeyed();
  const [lists, publisher] = [bucket('b\n'), new MemoryPublisher()];
  const options = { store: new MemoryStore(), publisher, lists: lists.lists() };
  const planned = await plan(mount.root, 'once', { dry_run: false, ordered: false, ...DROPPED }, options);
  expect(planned).toMatchObject({
    suppression: { sha256: lists.digestOf(LIST) },
    request: { suppress: { keys: LIST, on_match: 'drop', sha256: lists.digestOf(LIST) } },
  });
  lists.put(LIST, 'c\n');
  await expect(invoke(mount.root, { ...planned.request, keys: ['events/small/a'] }, options)).rejects.toThrow(
    'nothing goes out by two lists',
  );
  expect(publisher.records).toEqual([]);
});

test('cursors of requests that ask for nothing new are those of earlier versions', () => {
  const payload = {
    key: 'a',
    header: { name: 'tenant', value: 'acme' },
    partitions: [1],
    original_offset_header: 'from',
  };
  expect(fingerprint(parseRequest(payload, 'events-replay'))).toBe('ec56c6e16cfcc815');
});

test('whatever changes what goes out is part of the fingerprint', () => {
  const requests = [
    {},
    { strip_headers: ['a'] },
    { rename_headers: { a: 'b' } },
    { only: { keys: ['a'] } },
    { exclude: { keys: ['a'] } },
    { only: { key_prefixes: ['a'] } },
  ];
  const prints = requests.map((payload) => fingerprint(parseRequest(payload, 'events-replay')));
  expect(new Set(prints).size).toBe(requests.length);
});

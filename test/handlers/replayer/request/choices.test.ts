import type { KafkaRecord, RecordHeader } from '../../../../lambda-runtime/records/record';
import type { HeaderChoice, RecordChoice } from '../../../../src/contract/record-choice';
import { MemoryPublisher } from '../../support/memory-publisher';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();

const header = (name: string, value: string | Buffer | null): RecordHeader => ({
  name,
  value: value === null ? null : Buffer.from(value),
});

async function values(records: readonly KafkaRecord[], payload: Record<string, unknown>): Promise<string[]> {
  await storeSegment(mount.root, records);
  const publisher = new MemoryPublisher();
  await runReplay(mount.root, { dry_run: false, allow_empty: true, ...payload }, { publisher });
  return publisher.records.map(({ value }) => String(value));
}

const KEYED = ['a', 'ab', 'b', '', 'ä', null].map((key, offset) =>
  numbered(offset, { key: key === null ? null : Buffer.from(key) }),
);

test.each<[string, RecordChoice, string[]]>([
  ['keys', { keys: ['a', 'ä', ''] }, ['0', '3', '4']],
  ['beginnings of keys', { key_prefixes: ['a'] }, ['0', '1']],
  ['keys or beginnings of keys', { keys: ['b'], key_prefixes: ['a'] }, ['0', '1', '2']],
])('records are taken, or left out, by %s; those without a key are taken by none', async (_, choice, chosen) => {
  expect(await values(KEYED, { only: choice })).toEqual(chosen);
  expect(await values(KEYED, { exclude: choice })).toEqual(
    ['0', '1', '2', '3', '4', '5'].filter((value) => !chosen.includes(value)),
  );
});

const HEADED = [
  [header('type', 'order.paid')],
  [header('type', 'order')],
  [header('type', null)],
  [header('kind', 'order.paid')],
  [header('type', Buffer.from([0xff, 0xfe]))],
  [header('kind', 'x'), header('type', 'x'), header('type', 'order.sent')],
  [],
].map((headers, offset) => numbered(offset, { headers, key: Buffer.from(String(offset % 2)) }));

test.each<[string, readonly HeaderChoice[], string[]]>([
  ['a name', [{ name: 'type' }], ['0', '1', '2', '4', '5']],
  ['a value', [{ name: 'type', value: 'order' }], ['1']],
  ['a pattern of the whole value', [{ name: 'type', pattern: 'order\\.\\w+' }], ['0', '5']],
  ['a pattern that takes any text', [{ name: 'type', pattern: '.*' }], ['0', '1', '5']],
  ['one of several', [{ name: 'kind' }, { name: 'type', pattern: '.*paid' }], ['0', '3', '5']],
])('records are taken, or left out, by headers of %s', async (_, headers, chosen) => {
  expect(await values(HEADED, { only: { headers } })).toEqual(chosen);
  expect(await values(HEADED, { exclude: { headers } })).toEqual(
    ['0', '1', '2', '3', '4', '5', '6'].filter((value) => !chosen.includes(value)),
  );
});

test('only takes what has one of the keys and one of the headers; exclude leaves out what has either', async () => {
  const choice = { keys: ['1'], headers: [{ name: 'kind' }] };
  expect(await values(HEADED, { only: choice })).toEqual(['3', '5']);
  expect(await values(HEADED, { exclude: choice })).toEqual(['0', '2', '4', '6']);
  expect(await values(HEADED, { only: { keys: ['1'] }, header: { name: 'type', value: 'order' } })).toEqual(['1']);
});

test('headers are taken away and renamed in their places, with their doubles, and the original offset is added behind', async () => {
  const headers = [header('a', '1'), header('b', null), header('a', '2'), header('c', '3'), header('d', '4')];
  await storeSegment(mount.root, [numbered(7, { headers })]);
  const publisher = new MemoryPublisher();
  const changes = {
    strip_headers: ['b', 'x'],
    rename_headers: { a: 'd', d: 'a', y: 'z' },
    original_offset_header: 'b',
  };
  await runReplay(mount.root, { dry_run: false, ...changes }, { publisher });
  expect(publisher.records[0]?.headers).toEqual([
    header('d', '1'),
    header('d', '2'),
    header('c', '3'),
    header('a', '4'),
    header('b', 'orders+0+7'),
  ]);
});

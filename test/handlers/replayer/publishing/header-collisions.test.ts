import type { RecordHeader } from '../../../../lambda-runtime/records/record';
import { MemoryPublisher } from '../../support/memory-publisher';
import { MemoryStore } from '../../support/memory-store';
import { useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { runWorkflow } from '../../support/workflow';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
let publisher: MemoryPublisher;

const header = (name: string, value: string): RecordHeader => ({ name, value: Buffer.from(value) });
const sent = () => publisher.records.map(({ headers }) => headers.map(({ name, value }) => `${name}=${value}`));

beforeEach(async () => {
  publisher = new MemoryPublisher();
  const headers = [
    [header('type', 'paid'), header('kind', 'order')],
    [header('type', 'sent')],
    [header('kind', 'order')],
    [header('kind', 'order'), header('kind', 'invoice'), header('type', 'paid')],
    [header('origin', 'orders+0+17')],
  ];
  await storeSegment(
    mount.root,
    headers.map((each, offset) => numbered(offset, { headers: each })),
  );
});

const RENAMED = { rename_headers: { type: 'kind' } };

test('a header that is given a name which the record has already goes out beside it, and a warning tells of how many', async () => {
  const answer = await runReplay(mount.root, { dry_run: false, ...RENAMED }, { publisher });
  expect(sent()).toEqual([
    ['kind=paid', 'kind=order'],
    ['kind=sent'],
    ['kind=order'],
    ['kind=order', 'kind=invoice', 'kind=paid'],
    ['origin=orders+0+17'],
  ]);
  expect(answer).toMatchObject({ header_collisions: 2, progress: { totals: { header_collisions: 2 } } });
  expect(answer.warnings).toEqual([
    "2 of the records that went out have a header of a name that they had already, by 'rename_headers': both go out, and who looks the name up may find either; give another name, or take the one that they had away by strip_headers",
  ]);
});

test('so does one that is added', async () => {
  const answer = await runReplay(mount.root, { dry_run: true, original_offset_header: 'origin' }, { publisher });
  expect(answer).toMatchObject({ header_collisions: 1 });
  expect(answer.warnings).toEqual([
    expect.stringMatching(/^1 of the records that would go out have .* by 'original_offset_header': both/),
  ]);
});

test.each([
  ['the one that they had is taken away', { ...RENAMED, strip_headers: ['kind'] }],
  ['both are renamed', { rename_headers: { type: 'kind', kind: 'type' } }],
  ['no record has the name', { rename_headers: { type: 'sort' }, original_offset_header: 'from' }],
  ['a record had two of one name from the beginning', { strip_headers: ['type'] }],
])('nothing is said where %s', async (_, payload) => {
  const answer = await runReplay(mount.root, { dry_run: false, ...payload }, { publisher });
  expect(answer.header_collisions).toBe(0);
  expect(answer.warnings).toBeUndefined();
});

test('records that the filters leave out are not counted', async () => {
  const answer = await runReplay(mount.root, { offsets: { '0': { from: 1, to: 3 } }, ...RENAMED }, { publisher });
  expect(answer).toMatchObject({ matched: 2, header_collisions: 0 });
});

test('a workflow adds them up', async () => {
  await storeSegment(mount.root, [numbered(0, { partition: 1, headers: [header('type', 'a'), header('kind', 'b')] })]);
  const store = new MemoryStore();
  const summary = await runWorkflow(mount.root, 'run', { dry_run: false, ...RENAMED }, { store, publisher });
  expect(summary).toMatchObject({ done: true, totals: { header_collisions: 3 } });
  expect(summary.warnings).toEqual([expect.stringMatching(/^3 of the records that went out have a header/)]);
});

import fc from 'fast-check';
import type { KafkaRecord, RecordHeader } from '../../../../lambda-runtime/records/record';
import { sha256 } from '../../../../lambda-runtime/replayer/suppression/key-set';
import type { HeaderChoice, RecordChoice } from '../../../../src/contract/record-choice';
import { MemoryLists } from '../../support/memory-lists';
import { MemoryPublisher } from '../../support/memory-publisher';
import { temporaryMount, useMount } from '../../support/mount';
import { runReplay } from '../../support/replayer';
import { numbered, storeSegment } from '../store-segment';

const mount = useMount();
const LIST = 's3://lists/forgotten.txt';

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

const KEY = fc.option(
  fc.constantFrom('a', 'ab', 'b', 'ba', '', 'ä').map((key) => Buffer.from(key)),
  { nil: null },
);
const NAME = fc.constantFrom('x', 'y', 'z');
const TEXT = fc.constantFrom('1', '12', 'no');
const HEADER = fc.record({
  name: NAME,
  value: fc.option(
    TEXT.map((text) => Buffer.from(text)),
    { nil: null },
  ),
});
const RECORD = fc.record({ key: KEY, headers: fc.array(HEADER, { maxLength: 3 }) });
const CHOSEN_HEADER = fc.oneof(
  fc.record({ name: NAME }),
  fc.record({ name: NAME, value: TEXT }),
  fc.record({ name: NAME, pattern: fc.constantFrom('1.?', '\\d+', 'n.*|12') }),
);
const CHOSEN_KEYS = fc.array(fc.constantFrom('a', 'b', '', 'ä'), { minLength: 1, maxLength: 3 });
const CHOICE: fc.Arbitrary<RecordChoice | undefined> = fc.option(
  fc.oneof(
    fc.record({ keys: CHOSEN_KEYS }),
    fc.record({ key_prefixes: fc.constantFrom(['a'], ['b', 'ä']) }),
    fc.record({ headers: fc.array(CHOSEN_HEADER, { minLength: 1, maxLength: 2 }) }),
    fc.record({ keys: CHOSEN_KEYS, headers: fc.array(CHOSEN_HEADER, { minLength: 1, maxLength: 2 }) }),
  ),
  { nil: undefined },
);
const REQUEST = fc.record({
  only: CHOICE,
  exclude: CHOICE,
  suppressed: fc.option(fc.array(fc.constantFrom('a', 'ba', 'ä', 'other'), { maxLength: 3 }), { nil: undefined }),
  hashed: fc.boolean(),
  onMatch: fc.constantFrom('drop', 'tombstone'),
  strip: fc.option(fc.constantFrom(['x'], ['y', 'none']), { nil: undefined }),
  rename: fc.option(fc.constantFrom({ z: 'new' }, { z: 'x' }), { nil: undefined }),
});

/** The same in few words, by JavaScript's own texts, sets and expressions. */
function hasHeader(choice: HeaderChoice, headers: readonly RecordHeader[]): boolean {
  return headers
    .filter(({ name }) => name === choice.name)
    .some(({ value }) =>
      choice.value !== undefined
        ? String(value) === choice.value && value !== null
        : choice.pattern === undefined || (value !== null && new RegExp(`^(?:${choice.pattern})$`).test(String(value))),
    );
}

function hasKey({ keys = [], key_prefixes: prefixes = [] }: RecordChoice, key: string | undefined): boolean {
  return key !== undefined && (keys.includes(key) || prefixes.some((prefix) => key.startsWith(prefix)));
}

test('what goes out, and what is counted, is what a plain model says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(RECORD, { minLength: 1, maxLength: 8 }), REQUEST, async (given, asked) => {
      const { only, exclude, suppressed, hashed, onMatch, strip, rename } = asked;
      const counts = {
        matched: 0,
        filtered: 0,
        excluded: 0,
        dropped: 0,
        tombstoned: 0,
        unknown_key: 0,
        header_collisions: 0,
      };
      const expected: unknown[] = [];
      given.forEach(({ key, headers }, offset) => {
        const text = key?.toString();
        const isAsked =
          only === undefined ||
          ((!('keys' in only || 'key_prefixes' in only) || hasKey(only, text)) &&
            (only.headers === undefined || only.headers.some((choice) => hasHeader(choice, headers))));
        const isExcluded =
          exclude !== undefined &&
          (hasKey(exclude, text) || (exclude.headers ?? []).some((choice) => hasHeader(choice, headers)));
        const isSuppressed = (suppressed as readonly (string | undefined)[] | undefined)?.includes(text) === true;
        if (!isAsked) counts.filtered++;
        else if (isExcluded) counts.excluded++;
        else if (isSuppressed && onMatch === 'drop') counts.dropped++;
        else {
          counts.matched++;
          counts.tombstoned += isSuppressed ? 1 : 0;
          const byKeys =
            suppressed !== undefined || (exclude !== undefined && ('keys' in exclude || 'key_prefixes' in exclude));
          counts.unknown_key += text === undefined && byKeys ? 1 : 0;
          const newNames: Record<string, string> = { ...rename };
          const kept = headers.filter(({ name }) => !(strip as readonly string[] | undefined)?.includes(name));
          const own = kept.filter(({ name }) => newNames[name] === undefined);
          const renamed = kept.filter((one) => !own.includes(one)).map(({ name }) => newNames[name]);
          counts.header_collisions += own.some(({ name }) => renamed.includes(name)) ? 1 : 0;
          expected.push({
            key: text,
            value: isSuppressed ? undefined : String(offset),
            headers: kept.map(({ name, value }) => [newNames[name] ?? name, value?.toString()]),
          });
        }
      });
      const root = await temporaryMount();
      await storeSegment(
        root,
        given.map((record, offset) => numbered(offset, record)),
      );
      const bucket = new MemoryLists();
      bucket.put(
        LIST,
        (suppressed ?? []).map((key) => (hashed ? sha256(Buffer.from(key)).toString('hex') : key)).join('\n'),
      );
      const payload = {
        allow_empty: true,
        ...(only && { only }),
        ...(exclude && { exclude }),
        ...(suppressed && { suppress: { keys: LIST, hashed, on_match: onMatch } }),
        ...(strip && { strip_headers: strip }),
        ...(rename && { rename_headers: rename }),
      };
      const publisher = new MemoryPublisher();
      const options = { publisher, lists: bucket.lists() };
      const answer = await runReplay(root, { dry_run: false, ...payload }, options);
      expect(
        publisher.records.map(({ key, value, headers }) => ({
          key: key?.toString(),
          value: value?.toString(),
          headers: headers.map((one) => [one.name, one.value?.toString()]),
        })),
      ).toEqual(expected);
      expect(answer).toMatchObject({ ...counts, published: counts.matched });
      expect(answer.progress.totals).toMatchObject(counts);
      expect(await runReplay(root, { dry_run: true, ...payload }, options)).toMatchObject({ ...counts, published: 0 });
    }),
    { numRuns: 150 },
  );
});

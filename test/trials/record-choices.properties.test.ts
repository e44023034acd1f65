import fc from 'fast-check';
import type { RecordHeader } from '../../lambda-runtime/records/record';
import { sha256 } from '../../lambda-runtime/replayer/suppression/key-set';
import type { HeaderChoice, RecordChoice } from '../../src/contract/record-choice';
import { numbered, storeSegment } from '../handlers/replayer/store-segment';
import { MemoryLists } from '../handlers/support/memory-lists';
import { MemoryPublisher } from '../handlers/support/memory-publisher';
import { temporaryMount, useMount } from '../handlers/support/mount';
import { runReplay } from '../handlers/support/replayer';

useMount();

const LIST = 's3://lists/forgotten.txt';

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

import fc from 'fast-check';
import { type FileLayout, recordDirectory, recordPath, segmentPath } from '../../lambda-runtime/files/layout';
import { parseFileName } from '../../lambda-runtime/files/names';
import { encodeOptional } from '../../lambda-runtime/files/path-component';
import { EXTENSIONS } from '../../lambda-runtime/records/codec';
import { SEGMENT_EXTENSIONS } from '../../lambda-runtime/records/segment';
import { BYTES, RECORD } from '../handlers/support/arbitraries';
import { perRecord, segments } from '../handlers/support/layouts';

const DIRECTORIES = [
  { by: 'key' },
  { by: 'header', name: 'tenant' },
  { by: 'topic' },
  { by: 'partition' },
  { by: 'topicPartition' },
  { by: 'time', unit: 'DAY', timeZone: 'UTC' },
  { by: 'time', unit: 'MINUTE', timeZone: 'Asia/Kathmandu' },
  { by: 'time', unit: 'HOUR', timeZone: 'UTC', hive: true },
  { by: 'time', unit: 'DAY', timeZone: 'UTC', hive: true, field: 'at' },
  { by: 'field', path: 'id' },
  { by: 'field', path: "['\u{1F600} /+']" },
  { by: 'literal', text: 'v=1.0' },
];
const NAMES = ['', '{key}+', '{header:tenant}+', '{time}+', 'v=1+{header:trace}_{key}+'].map(
  (before) => `${before}{topic}+{partition}+{offset}`,
);
const PLACES = fc.shuffledSubarray(DIRECTORIES);

/** Undefined where the path is refused for its length, which is the one reason there is. */
function madeWithin(make: () => string): string | undefined {
  try {
    return make();
  } catch (error) {
    expect(String(error)).toMatch(
      /^Error: (a file or directory would have a name|the object's key would have \d+ bytes)/,
    );
    return undefined;
  }
}

function expectInside(path: string): void {
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(1024);
  for (const component of path.split('/')) {
    expect(component).toMatch(/^[A-Za-z0-9=@%~-][A-Za-z0-9._=@%~+-]{0,254}$/);
  }
}

test('any record has a path within the mount and its limits, or is refused, and its name reads back', () => {
  fc.assert(
    fc.property(
      RECORD,
      PLACES,
      fc.constantFrom(...NAMES),
      fc.integer({ min: 1, max: 256 }),
      fc.constantFrom(...EXTENSIONS),
      (record, directories, name, shards, extension) => {
        const layout = perRecord({ directories, name, shards });
        const path = madeWithin(() => recordPath('small/', layout, record, extension));
        if (path === undefined) {
          return;
        }
        expectInside(path);
        expect(path.startsWith('small/')).toBe(true);
        const { topic, partition, offset } = record;
        expect(parseFileName(path.split('/').at(-1) ?? '')).toMatchObject({
          type: 'record',
          coordinates: { topic, partition, offset },
          extension,
        });
        expect(recordPath('small/', layout, record, extension)).toBe(path);
      },
    ),
    { numRuns: 500 },
  );
});

test('any segment has a path within the mount and its limits, or is refused, and its name reads back', () => {
  fc.assert(
    fc.property(RECORD, PLACES, fc.constantFrom(...SEGMENT_EXTENSIONS), (record, directories, extension) => {
      const layout: FileLayout = segments({ directories });
      const { topic, partition, offset: first } = record;
      const last = Math.min(first + 1000, Number.MAX_SAFE_INTEGER);
      const span = { topic, partition, first, last, count: last - first + 1 };
      const path = madeWithin(() => segmentPath(recordDirectory('', layout, record), layout, span, extension));
      if (path !== undefined) {
        expectInside(path);
        expect(parseFileName(path.split('/').at(-1) ?? '')).toEqual({ type: 'segment', span, extension });
      }
    }),
    { numRuns: 500 },
  );
});

test('different keys have different components, none of them like the words for no key and an empty one', () => {
  fc.assert(
    fc.property(BYTES, BYTES, (one, other) => {
      const same = one === null || other === null ? one === other : one.equals(other);
      expect(encodeOptional(one, 'key') === encodeOptional(other, 'key')).toBe(same);
    }),
    { numRuns: 1000 },
  );
});

import { Size } from 'aws-cdk-lib/core';
import { readIngestConfiguration } from '../../lambda-runtime/ingest/ingest-configuration';
import {
  Compression,
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaConsumptionMode,
  type KafkaToS3FilesIngestProps,
  PollerMode,
  RecordFormat,
  Tombstones,
  UnwritableRecords,
  ValueExtension,
} from '../../src';
import { COUNT_DIGITS } from '../../src/contract/limits';
import { longestNames } from '../../src/ingest/file-name-limits';
import type { WrittenFiles } from '../../src/ingest/written-files';
import { environmentOf, writtenBy } from '../evidence/layouts/written';
import { KafkaEventBuilder } from '../handlers/support/events';
import { useMount } from '../handlers/support/mount';
import { useZstandard } from '../handlers/support/zstandard';

// Older versions of Node.js have no Zstandard. What it makes of the content does not matter here: names do.
useZstandard({ zstdCompressSync: (bytes) => bytes, zstdDecompressSync: (bytes) => bytes });

useMount();

const LONG = 'k'.repeat(300);
const HEADER = 'h'.repeat(150);

const LAYOUTS = {
  'the default': FileLayout.perRecord(),
  'one directory': FileLayout.perRecord({ shards: 1, directories: [] }),
  'most shards': FileLayout.perRecord({ shards: 256, directories: [FileDirectory.topic(), FileDirectory.partition()] }),
  'ten shards': FileLayout.perRecord({ shards: 10, directories: [FileDirectory.time(DirectoryTimeUnit.DAY)] }),
  'eleven shards': FileLayout.perRecord({ shards: 11, directories: [FileDirectory.time(DirectoryTimeUnit.MINUTE)] }),
  'days elsewhere, headers and keys': FileLayout.perRecord({
    shards: 1,
    directories: [
      FileDirectory.time(DirectoryTimeUnit.DAY, 'America/Argentina/ComodRivadavia'),
      FileDirectory.header(HEADER),
      FileDirectory.key(),
    ],
  }),
  'hours as Hive has them, by fields of the value': FileLayout.perRecord({
    directories: [
      FileDirectory.literal('v1'),
      FileDirectory.hiveTime(DirectoryTimeUnit.MINUTE, 'Europe/Berlin'),
      FileDirectory.field('id'),
    ],
  }),
  'days of a field': FileLayout.perRecord({
    directories: [FileDirectory.hiveTime(DirectoryTimeUnit.DAY, 'UTC', { field: 'at' })],
  }),
  'a name of a literal, a time and a key': FileLayout.perRecord({
    name: 'v1-{time}+{key}+{topic}+{partition}+{offset}',
  }),
  'a name of a header': FileLayout.perRecord({ name: `{header:${HEADER}}+{topic}+{partition}+{offset}` }),
  segments: FileLayout.segments(),
  'segments by key and time': FileLayout.segments({
    directories: [FileDirectory.key(), FileDirectory.time(DirectoryTimeUnit.HOUR, 'Asia/Kolkata')],
    maxFileSize: Size.kibibytes(64),
  }),
};

const FORMATS = {
  json: RecordFormat.value(),
  bin: RecordFormat.value({ extension: ValueExtension.BIN }),
  envelope: RecordFormat.envelope(),
  parquet: RecordFormat.parquet(),
};

/** Snappy is Parquet's alone, whose files have one name in every compression. */
function compressionsOf(format: RecordFormat): Compression[] {
  return format._compressesContent
    ? [Compression.NONE, Compression.SNAPPY]
    : [Compression.NONE, Compression.GZIP, Compression.ZSTD];
}

const CASES = Object.entries(LAYOUTS).flatMap(([name, layout]) =>
  Object.entries(FORMATS)
    .filter(([, format]) => format._holdsWholeRecords || layout._segmentBytes === undefined)
    .flatMap(([formatName, format]) =>
      compressionsOf(format).flatMap((compression) =>
        Object.values(Tombstones).map((tombstones) => ({
          name: [name, formatName, compression, tombstones].join(', '),
          layout,
          files: { classes: [], format, compression, tombstones } satisfies WrittenFiles,
        })),
      ),
    ),
);

/** The digits of the number of records that the names of these segments have less than those of the largest batch. */
function unusedDigits(name: string): number {
  const [, count] = /\+(\d+)\+[0-9a-f]{16}\./.exec(name) ?? [];
  return count === undefined ? 0 : COUNT_DIGITS - count.length;
}

/** Records whose names are as long as they can be: with long fields and without any, with a time and without one. */
function longNames(): KafkaEventBuilder {
  const event = new KafkaEventBuilder();
  let offset = Number.MAX_SAFE_INTEGER;
  for (const timestamp of [Date.UTC(9999, 11, 31, 12), -1]) {
    for (const isTombstone of [false, true]) {
      for (const field of [LONG, '', '/'.repeat(300), undefined]) {
        const at = timestamp < 0 ? undefined : new Date(timestamp);
        const value = isTombstone ? null : JSON.stringify({ id: field, at });
        const headers = field === undefined ? [] : [{ [HEADER]: [...Buffer.from(field)] }];
        // Two of each, so that they share a segment, and with offsets between them that are missing.
        for (const _ of [1, 2]) {
          offset -= 2;
          event.record('orders', 999_999, offset, { timestamp, value, key: field ?? null, headers });
        }
      }
    }
  }
  return event;
}

test.each(CASES)('the handler names files as the construct calculates: $name', async ({ layout, files }) => {
  const { classes: _classes, ...choices } = files;
  const { answer, files: written } = await writtenBy({ layout, ...choices }, longNames());
  expect(answer).toEqual({ batchItemFailures: [] });
  const calculated = longestNames('orders', layout, files, 'events/small/'.length);
  const lengths = written.map(({ path }) => {
    const name = path.split('/').at(-1) ?? '';
    return { name: name.length + unusedDigits(name), key: `events/${path}`.length + unusedDigits(name) };
  });
  expect(Math.max(...lengths.map(({ name }) => name))).toBe(calculated.name);
  const longestKey = Math.max(...lengths.map(({ key }) => key));
  expect(longestKey).toBeLessThanOrEqual(calculated.key);
  // What is longest without a time and what is longest with one never meet in one record.
  expect(longestKey).toBeGreaterThan(calculated.key - 'unknown-time'.length);
});

test('a record whose key in the bucket is too long only with the root directory fails, as the warning says', async () => {
  const directories = Array.from({ length: 10 }, () => FileDirectory.key());
  const layout = FileLayout.perRecord({ shards: 1, directories });
  const event = new KafkaEventBuilder()
    .record('orders', 0, 1, { key: 'k'.repeat(96) })
    .record('orders', 0, 2, { key: 'k'.repeat(97) });
  const format = RecordFormat.value();
  const { answer, files } = await writtenBy({ layout, format, unwritableRecords: UnwritableRecords.RETRY }, event);
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: { partition: 'orders-0', offset: 2 } }]);
  expect(files.map(({ path }) => [`events/${path}`.length, path.length])).toEqual([[1017, 1010]]);
});

test.each<[string, Partial<KafkaToS3FilesIngestProps>, string]>([
  ['heeds partial answers by default', {}, 'LOWEST'],
  ['heeds each record of a share group', { consumptionMode: KafkaConsumptionMode.QUEUE }, 'EACH'],
  ['heeds none where they are switched off', { reportBatchItemFailures: false }, 'NOTHING'],
  ['heeds none from pollers on demand', { pollerMode: PollerMode.ON_DEMAND }, 'NOTHING'],
])('the handler knows that Lambda %s', (_, props, batchAnswer) => {
  expect(readIngestConfiguration(environmentOf(props)).batchAnswer).toBe(batchAnswer);
});

test.each<[string, Partial<KafkaToS3FilesIngestProps>, string]>([
  ['are set aside by default', {}, 'SET_ASIDE'],
  ['are set aside', { unwritableRecords: UnwritableRecords.SET_ASIDE }, 'SET_ASIDE'],
  ['come again', { unwritableRecords: UnwritableRecords.RETRY }, 'RETRY'],
])('the handler knows that unwritable records %s', (_, props, expected) => {
  expect(readIngestConfiguration(environmentOf(props)).unwritableRecords).toBe(expected);
});

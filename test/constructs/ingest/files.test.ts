import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Template } from 'aws-cdk-lib/assertions';
import { Size, type Stack, Token } from 'aws-cdk-lib/core';
import {
  Compression,
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  KafkaToS3FilesIngest,
  type KafkaToS3FilesIngestProps,
  PollerMode,
  RecordFormat,
  Tombstones,
  ValueExtension,
} from '../../../src';
import { newCluster, newStack, newVpc, warnings } from '../support/stacks';

const segments = FileLayout.segments();
const envelope = RecordFormat.envelope();
const value = RecordFormat.value();
const parquet = RecordFormat.parquet();

let stack: Stack;
beforeEach(() => {
  stack = newStack();
});

function ingest(props: Partial<KafkaToS3FilesIngestProps> = {}): KafkaToS3FilesIngest {
  const vpc = newVpc(stack);
  return new KafkaToS3FilesIngest(stack, 'Ingest', { vpc, cluster: newCluster(stack), topic: 'events', ...props });
}

function environment(props: Partial<KafkaToS3FilesIngestProps>): Record<string, string> {
  ingest(props);
  const functions = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  return functions.find(({ Properties }) => Properties.FileSystemConfigs)?.Properties.Environment.Variables;
}

/** The threshold in the import rule of the class `small`, which takes values below 128 KiB. */
function thresholdOfSmall(props: Partial<KafkaToS3FilesIngestProps>): number {
  const small = { name: 'small', prefix: 'small/', sizeLessThan: Size.kibibytes(128) };
  const sizeClasses = [
    { ...small, cacheSizeLessThan: small.sizeLessThan },
    { name: 'large', prefix: 'large/' },
  ];
  ingest({ sizeClasses, ...props });
  const resources = Template.fromStack(stack).findResources('Custom::S3FilesSynchronization');
  const text = Object.values(resources).find(({ Properties }) => Properties.Rules)?.Properties.Rules;
  const rules: { prefix: string; sizeLessThan: number }[] = JSON.parse(text).importDataRules;
  return rules.find(({ prefix }) => prefix === 'events/small/')?.sizeLessThan ?? 0;
}

describe('the handler is told', () => {
  const HOUR_AND_PARTITION = [{ by: 'time', unit: 'HOUR', timeZone: 'UTC' }, { by: 'topicPartition' }];
  const PER_RECORD = {
    type: 'perRecord',
    shards: 16,
    directories: HOUR_AND_PARTITION,
    name: '{topic}+{partition}+{offset}',
  };
  const SEGMENTS = { type: 'segments', directories: HOUR_AND_PARTITION, maxBytes: 1_048_576 };

  /** The layout of each class, its own or the common one. */
  function layouts(props: Partial<KafkaToS3FilesIngestProps>): Record<string, unknown> {
    const { LAYOUT, SIZE_CLASSES = '' } = environment(props);
    const classes: { name: string; layout?: unknown }[] = JSON.parse(SIZE_CLASSES);
    return Object.fromEntries(classes.map(({ name, layout }) => [name, layout ?? JSON.parse(LAYOUT ?? 'null')]));
  }

  test('by default: envelopes, small ones in segments and large ones in a file each, not compressed, tombstones too', () => {
    const { RECORD_FORMAT = '', COMPRESSION, TOMBSTONES } = environment({});
    expect([JSON.parse(RECORD_FORMAT), COMPRESSION, TOMBSTONES]).toEqual([{ type: 'envelope' }, 'NONE', 'WRITE']);
    stack = newStack();
    expect(layouts({})).toEqual({ small: SEGMENTS, large: PER_RECORD });
  });

  test.each<[string, Partial<KafkaToS3FilesIngestProps>, object]>([
    ['of bare values: a file each', { format: value }, { small: PER_RECORD, large: PER_RECORD }],
    ['of a layout for all', { layout: FileLayout.perRecord() }, { small: PER_RECORD, large: PER_RECORD }],
    ['of segments for all', { layout: segments }, { small: SEGMENTS, large: SEGMENTS }],
    [
      'of classes of its own: those that begin below 128 KiB share files',
      {
        sizeClasses: [
          { name: 'tiny', prefix: 'tiny/', sizeLessThan: Size.kibibytes(1) },
          { name: 'middle', prefix: 'middle/', sizeLessThan: Size.mebibytes(1) },
          { name: 'huge', prefix: 'huge/' },
        ],
      },
      { tiny: SEGMENTS, middle: SEGMENTS, huge: PER_RECORD },
    ],
    ['of one class', { sizeClasses: [{ name: 'all', prefix: 'all/' }] }, { all: SEGMENTS }],
    [
      'of a layout for a class, and one for all others',
      {
        layout: FileLayout.perRecord(),
        sizeClasses: [
          { name: 'small', prefix: 'small/', sizeLessThan: Size.kibibytes(1), layout: segments },
          { name: 'large', prefix: 'large/' },
        ],
      },
      { small: SEGMENTS, large: PER_RECORD },
    ],
  ])('%s', (_, props, expected) => {
    expect(layouts(props)).toEqual(expected);
  });

  test('of directories of every kind, in their order, and of the name', () => {
    const layout = FileLayout.perRecord({
      shards: 1,
      directories: [
        FileDirectory.header('tenant'),
        FileDirectory.time(DirectoryTimeUnit.DAY, 'Europe/Berlin'),
        FileDirectory.time(DirectoryTimeUnit.MINUTE),
        FileDirectory.topic(),
        FileDirectory.partition(),
        FileDirectory.key(),
        FileDirectory.hiveTime(DirectoryTimeUnit.HOUR),
        FileDirectory.hiveTime(DirectoryTimeUnit.DAY, 'Asia/Tokyo', { field: 'created.at' }),
        FileDirectory.time(DirectoryTimeUnit.DAY, 'UTC', { field: "['created at']" }),
        FileDirectory.field('customer.id'),
        FileDirectory.literal('v1'),
      ],
      name: 'v1-{key}+{time}+{header:trace}+{topic}+{partition}+{offset}',
    });
    expect(JSON.parse(environment({ layout }).LAYOUT ?? '')).toEqual({
      type: 'perRecord',
      shards: 1,
      directories: [
        { by: 'header', name: 'tenant' },
        { by: 'time', unit: 'DAY', timeZone: 'Europe/Berlin' },
        { by: 'time', unit: 'MINUTE', timeZone: 'UTC' },
        { by: 'topic' },
        { by: 'partition' },
        { by: 'key' },
        { by: 'time', unit: 'HOUR', timeZone: 'UTC', hive: true },
        { by: 'time', unit: 'DAY', timeZone: 'Asia/Tokyo', hive: true, field: 'created.at' },
        { by: 'time', unit: 'DAY', timeZone: 'UTC', field: "['created at']" },
        { by: 'field', path: 'customer.id' },
        { by: 'literal', text: 'v1' },
      ],
      name: 'v1-{key}+{time}+{header:trace}+{topic}+{partition}+{offset}',
    });
  });

  test('of segments, 1 MiB each, compressed', () => {
    const variables = environment({ layout: segments, format: envelope, compression: Compression.ZSTD });
    expect(JSON.parse(variables.LAYOUT ?? '')).toEqual({
      type: 'segments',
      directories: [{ by: 'time', unit: 'HOUR', timeZone: 'UTC' }, { by: 'topicPartition' }],
      maxBytes: 1_048_576,
    });
    expect(variables.COMPRESSION).toBe('ZSTD');
  });

  test('of segments of another size, in other directories', () => {
    const layout = FileLayout.segments({ maxFileSize: Size.kibibytes(64), directories: [FileDirectory.topic()] });
    expect(JSON.parse(environment({ layout, format: envelope }).LAYOUT ?? '')).toEqual({
      type: 'segments',
      directories: [{ by: 'topic' }],
      maxBytes: 65_536,
    });
  });

  test.each<[string, Compression | undefined, string]>([
    ['by Zstandard where nothing is chosen', undefined, 'ZSTD'],
    ['by Snappy', Compression.SNAPPY, 'SNAPPY'],
    ['by gzip', Compression.GZIP, 'GZIP'],
    ['not at all', Compression.NONE, 'NONE'],
  ])('of Parquet, whose columns are compressed %s, and whose files never are', (_, compression, expected) => {
    const { RECORD_FORMAT = '', COMPRESSION } = environment({ format: parquet, compression });
    expect([JSON.parse(RECORD_FORMAT), COMPRESSION]).toEqual([{ type: 'parquet', compression: expected }, 'NONE']);
  });

  test('of Parquet in the layouts of envelopes', () => {
    expect(layouts({ format: parquet })).toEqual({ small: SEGMENTS, large: PER_RECORD });
  });

  test('to skip tombstones, and to compress by gzip', () => {
    expect(environment({ tombstones: Tombstones.SKIP, compression: Compression.GZIP })).toMatchObject({
      TOMBSTONES: 'SKIP',
      COMPRESSION: 'GZIP',
    });
  });
});

describe('the threshold of the fast storage', () => {
  const largest = 128 * 1024 - 1; // of the values of the class

  test('needs no rule of its own where the one for all says the same, as of files that are values', () => {
    expect(thresholdOfSmall({ format: value })).toBe(0);
  });

  test('leaves room for the largest envelope that a value of the class can make', () => {
    expect(thresholdOfSmall({ layout: FileLayout.perRecord(), format: envelope })).toBeGreaterThan(
      JSON.stringify('\u0001'.repeat(largest)).length,
    );
  });

  test('leaves room for what does not compress', () => {
    expect(thresholdOfSmall({ compression: Compression.GZIP })).toBeGreaterThan(gzipSync(randomBytes(largest)).length);
  });

  test('takes a whole segment', () => {
    const layout = FileLayout.segments({ maxFileSize: Size.mebibytes(32) });
    expect(thresholdOfSmall({ layout, format: envelope })).toBe(32 * 1024 * 1024 + 1);
  });

  test('takes one envelope where that is larger than a segment may be', () => {
    const layout = FileLayout.segments({ maxFileSize: Size.kibibytes(1) });
    expect(thresholdOfSmall({ layout, format: envelope })).toBeGreaterThan(6 * largest);
  });

  test('leaves room for a value in a Parquet file, which does not make it longer', () => {
    const threshold = thresholdOfSmall({
      layout: FileLayout.perRecord(),
      format: parquet,
      compression: Compression.NONE,
    });
    expect(threshold).toBe(128 * 1024 + 64 * 1024);
  });

  test('leaves room for what Snappy makes longer: a sixth', () => {
    const layout = FileLayout.segments({ maxFileSize: Size.mebibytes(6) });
    const threshold = thresholdOfSmall({ layout, format: parquet, compression: Compression.SNAPPY });
    expect(threshold).toBeGreaterThan(7 * 1024 * 1024);
  });

  test('stays within what a rule can say', () => {
    const layout = FileLayout.segments({ maxFileSize: Size.tebibytes(48) });
    expect(thresholdOfSmall({ layout, format: envelope, compression: Compression.ZSTD })).toBe(52_673_613_135_872);
  });
});

describe('refused', () => {
  test('Snappy where no columns are compressed', () => {
    expect(() => ingest({ format: envelope, compression: Compression.SNAPPY })).toThrow(
      "'compression' is SNAPPY, which is for the columns of Parquet files, and the format writes other files: give 'format' RecordFormat.parquet(), or 'compression' Compression.ZSTD, Compression.GZIP or Compression.NONE",
    );
  });

  test('segments of bare values, which nothing would tell apart', () => {
    expect(() => ingest({ layout: segments, format: value })).toThrow(
      "the layout 'segments' of size class 'small' puts many records into one file, and the format 'value' keeps nothing that tells them apart",
    );
  });

  test.each([0, 257, 1.5])('%d shards', (shards) => {
    expect(() => FileLayout.perRecord({ shards })).toThrow('give a whole number from 1 to 256');
  });

  test.each([0, 1.5])('segments of %d bytes', (bytes) => {
    expect(() => FileLayout.segments({ maxFileSize: Size.bytes(bytes) })).toThrow(
      `maxFileSize of ${bytes} bytes cannot be: give a whole number of at least 1`,
    );
  });

  test('segments whose size is a token', () => {
    const maxFileSize = Size.bytes(Token.asNumber('x'));
    expect(() => FileLayout.segments({ maxFileSize })).toThrow('maxFileSize is a token');
  });

  test('a time zone that does not exist', () => {
    expect(() => FileDirectory.time(DirectoryTimeUnit.DAY, 'Europe/Atlantis')).toThrow(
      "time zone 'Europe/Atlantis' is not known: give its IANA name, such as 'Europe/Berlin', or 'UTC'",
    );
  });

  test('a header without a name', () => {
    expect(() => FileDirectory.header('')).toThrow("FileDirectory.header: '' was given, which is no header's name");
  });

  test.each([
    [
      'by a field',
      () => FileDirectory.field('customer..id'),
      "FileDirectory.field: 'customer..id' is no path of a field",
    ],
    ['by no field', () => FileDirectory.field(''), "FileDirectory.field: '' is no path of a field: give names"],
    [
      'by a field that is a token',
      () => FileDirectory.field(Token.asString({ Ref: 'Path' })),
      'FileDirectory.field: the path of a field is a token, but it must be known at synth',
    ],
    [
      'by the time of a field',
      () => FileDirectory.hiveTime(DirectoryTimeUnit.DAY, 'UTC', { field: 'a[*]' }),
      "FileDirectory.hiveTime: 'a[*]' is no path of a field",
    ],
    ['of two names', () => FileDirectory.literal('a/b'), "FileDirectory.literal: 'a/b' cannot be a directory"],
    ['without a name', () => FileDirectory.literal(''), "FileDirectory.literal: '' cannot be a directory"],
    ['that is hidden', () => FileDirectory.literal('.v1'), "FileDirectory.literal: '.v1' cannot be a directory"],
    [
      'that query engines hide',
      () => FileDirectory.literal('_v1'),
      "FileDirectory.literal: '_v1' cannot be a directory",
    ],
    [
      'whose name is a token',
      () => FileDirectory.literal(Token.asString({ Ref: 'Version' })),
      'the name of a directory is a token, but it must be known at synth',
    ],
  ])('a directory %s', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each([
    ['no coordinates', '{key}', "must end with '{topic}+{partition}+{offset}'"],
    ['coordinates in another order', '{partition}+{topic}+{offset}', 'must end with'],
    ['something after them', '{topic}+{partition}+{offset}.json', 'must end with'],
    ['an unknown placeholder', '{value}+{topic}+{partition}+{offset}', 'cannot be used: before'],
    ['a header without a name', '{header:}+{topic}+{partition}+{offset}', 'cannot be used'],
    ['a part that does not end', '{key}{topic}+{partition}+{offset}', 'cannot be used'],
    ['an empty part', '{key}++{topic}+{partition}+{offset}', 'cannot be used'],
    ['a slash', 'a/b+{topic}+{partition}+{offset}', 'cannot be used'],
    ['a space', 'a b+{topic}+{partition}+{offset}', 'cannot be used'],
    ['a dot in front', '.a+{topic}+{partition}+{offset}', "begins with '.', and a dot or an underscore there hides"],
    ['an underscore in front', '_a+{topic}+{partition}+{offset}', "begins with '_', and a dot or an underscore"],
    ['a token', Token.asString({ Ref: 'Name' }), 'the name of files is a token'],
  ])('a name with %s', (_, name, message) => {
    expect(() => FileLayout.perRecord({ name })).toThrow(message);
  });

  test.each<[string, Partial<KafkaToS3FilesIngestProps>, number]>([
    // 255 - '+' - 6 digits of a partition - '+' - 20 digits of an offset - what is longest
    ['.tombstone', { format: value }, 227 - 10],
    ['.json without tombstones', { format: value, tombstones: Tombstones.SKIP }, 227 - 5],
    [
      '.bin.zst, shorter than .tombstone',
      { format: RecordFormat.value({ extension: ValueExtension.BIN }), compression: Compression.ZSTD },
      227 - 10,
    ],
    [
      '.json.gz without tombstones',
      { format: value, tombstones: Tombstones.SKIP, compression: Compression.GZIP },
      227 - '.json.gz'.length,
    ],
    [
      '.record.json.zst',
      { layout: FileLayout.perRecord(), compression: Compression.ZSTD },
      227 - '.record.json.zst'.length,
    ],
    [
      'a second offset, a count, a hash and .records.ndjson.gz',
      { layout: segments, format: envelope, compression: Compression.GZIP },
      227 - 21 - 6 - 17 - '.records.ndjson.gz'.length,
    ],
    [
      'a second offset, a count, a hash and .records.parquet, without a suffix',
      { layout: segments, format: parquet, compression: Compression.GZIP },
      227 - 21 - 6 - 17 - '.records.parquet'.length,
    ],
    ['.records.parquet', { layout: FileLayout.perRecord(), format: parquet }, 227 - '.records.parquet'.length],
    [
      'a literal, a time, and a key of one character at least',
      { format: value, layout: FileLayout.perRecord({ name: 'v1+{time}+{key}+{topic}+{partition}+{offset}' }) },
      227 - 10 - 'v1+yyyyMMddTHHmmssSSSZ+k+'.length,
    ],
  ])('topics that are too long for names with %s', (_, props, longest) => {
    expect(() => ingest({ ...props, topic: 'a'.repeat(longest + 1) })).toThrow(
      `and a file system takes 255: use a topic of at most ${longest} characters, or a layout with shorter names`,
    );
    stack = newStack();
    expect(() => ingest({ ...props, topic: 'a'.repeat(longest) })).not.toThrow();
  });

  test('names that no topic is short enough for', () => {
    const layout = FileLayout.perRecord({ name: `${'a'.repeat(230)}+{topic}+{partition}+{offset}` });
    expect(() => ingest({ layout })).toThrow('and a file system takes 255: use a layout with shorter names');
  });

  test('directories that make keys of more than 1,024 bytes', () => {
    const directories = Array.from({ length: 9 }, () => FileDirectory.topic());
    const layout = FileLayout.perRecord({ directories });
    expect(() => ingest({ format: value, layout, topic: 'a'.repeat(100) })).toThrow(
      "keys of 1063 bytes below 'events/', and a key has 1024 at most, longer ones are never exported",
    );
  });
});

describe('keys and headers that may make names too long', () => {
  test.each<[string, FileLayout, string]>([
    [
      'in the name',
      FileLayout.perRecord({ name: '{key}+{time}+{header:a}+{topic}+{partition}+{offset}' }),
      'makes file names of up to 266 bytes and keys of up to',
    ],
    [
      'in the directories',
      FileLayout.perRecord({ directories: Array.from({ length: 10 }, () => FileDirectory.key()) }),
      'makes file names of up to 44 bytes and keys of up to 1070,',
    ],
  ])('%s get a warning', (_, layout, message) => {
    ingest({ format: value, layout, pollerMode: PollerMode.ON_DEMAND });
    expect(warnings(stack)).toEqual([expect.stringContaining(message)]);
  });

  test('get none where the longest still fit', () => {
    ingest({
      pollerMode: PollerMode.ON_DEMAND,
      layout: FileLayout.perRecord({ name: '{key}+{topic}+{partition}+{offset}', directories: [FileDirectory.key()] }),
    });
    expect(warnings(stack)).toEqual([]);
  });
});

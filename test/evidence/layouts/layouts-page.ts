import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { Size } from 'aws-cdk-lib/core';
import { parquetReadObjects } from 'hyparquet';
import {
  Compression,
  DirectoryTimeUnit,
  FileDirectory,
  FileLayout,
  type KafkaToS3FilesIngestProps,
  RecordFormat,
  Tombstones,
  ValueExtension,
} from '../../../src';
import { type EventRecordOptions, KafkaEventBuilder } from '../../handlers/support/events';
import { type Written, writtenBy } from './written';

interface Delivered extends EventRecordOptions {
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number | null;
  readonly tenant?: string;
  readonly shown: string;
}

const EVENING = Date.UTC(2026, 3, 13, 21, 5);
const NIGHT = Date.UTC(2026, 3, 13, 22, 30);

const RECORDS: readonly Delivered[] = [
  {
    ...{ partition: 0, offset: 41, timestamp: EVENING, key: 'customer-7', tenant: 'acme' },
    ...{ value: '{"total":12.5}', shown: 'JSON: `{"total":12.5}`' },
  },
  {
    ...{ partition: 0, offset: 42, timestamp: EVENING + 1, key: 'customer-7', tenant: 'acme' },
    ...{ value: null, shown: 'null' },
  },
  {
    ...{ partition: 0, offset: 43, timestamp: EVENING + 2, key: null },
    ...{ value: Buffer.from([0xff, 0xd8, 0xff, 0xe0]), shown: 'four bytes that are no UTF-8: `ff d8 ff e0`' },
  },
  {
    ...{ partition: 0, offset: 44, timestamp: NIGHT, key: 'Straße 1/2', tenant: 'globex' },
    ...{ value: `{"pad":"${'x'.repeat(200_000)}"}`, shown: 'JSON of 200,010 bytes' },
  },
  {
    ...{ partition: 1, offset: 7, timestamp: null, key: 'customer-8', tenant: 'acme' },
    ...{ value: 'plain text', shown: 'text: `plain text`' },
  },
  {
    ...{ partition: 1, offset: 8, timestamp: NIGHT + 1, key: '', tenant: 'globex' },
    ...{ value: '', shown: 'empty, which is not null' },
  },
];

interface Shown {
  readonly title: string;
  readonly text: string;
  /** The options, as one writes them in an app. They are run as they stand here. */
  readonly options: string;
}

const SHOWN: readonly Shown[] = [
  {
    title: 'Small records in segments, large ones in a file each',
    text:
      'The default. The records of a batch that are below 128 KiB and belong to one partition and directory share a file, one ' +
      'envelope a line; a larger one has a file of its own. What is no UTF-8 stands as base64.',
    options: '',
  },
  {
    title: 'A file for each record, with its value',
    text: 'A null value is an empty `.tombstone` file; key, headers and timestamp are not kept.',
    options: 'format: RecordFormat.value(),',
  },
  {
    title: 'The same, compressed',
    text: 'An empty `.tombstone` file is not compressed. The size class goes by the value as it was published.',
    options: `format: RecordFormat.value({ extension: ValueExtension.BIN }),
compression: Compression.GZIP,`,
  },
  {
    title: 'A file for each record, with everything about it',
    text: 'Key, headers and timestamp are kept.',
    options: 'layout: FileLayout.perRecord(),',
  },
  {
    title: 'Directories and names of your own',
    text: 'Here by tenant and by day in Berlin, where the last records belong to the next day. What is no letter, digit or one of `. _ @ -` is percent-encoded.',
    options: `layout: FileLayout.perRecord({
  shards: 1,
  directories: [FileDirectory.header('tenant'), FileDirectory.time(DirectoryTimeUnit.DAY, 'Europe/Berlin')],
  name: '{key}+{time}+{topic}+{partition}+{offset}',
}),
format: RecordFormat.value(),`,
  },
  {
    title: 'Directories that query engines read',
    text:
      'Year, month, day and hour say what they are, as in Apache Hive; a literal stands in front, and a field of the value ' +
      'behind. What has no such field goes to `no-total`: a null, what is no JSON, and what is JSON without it.',
    options: `layout: FileLayout.segments({
  directories: [
    FileDirectory.literal('v1'),
    FileDirectory.hiveTime(DirectoryTimeUnit.HOUR),
    FileDirectory.field('total'),
  ],
}),`,
  },
  {
    title: 'Segments for all',
    text: 'A size class still has a directory of its own.',
    options: 'layout: FileLayout.segments(),',
  },
  {
    title: 'Segments, compressed, without tombstones',
    text:
      'The name says the first and the last offset in the file, and the number of its records. Where some between are missing, ' +
      'as 42 here, a hash of the offsets tells which: two different sets of records never share a name.',
    options: `layout: FileLayout.segments({ maxFileSize: Size.mebibytes(4), directories: [FileDirectory.topicPartition()] }),
compression: Compression.GZIP,
tombstones: Tombstones.SKIP,`,
  },
  {
    title: 'Parquet',
    text:
      'Each record is a row; here the rows are shown as another reader of Parquet gives them, without their nulls. Every file has ' +
      'all columns: text stands in `key` and `value`, and what is no UTF-8 beside it. The columns are compressed, so that the ' +
      'name has no suffix. (By default they are compressed by Zstandard, which makes smaller files.)',
    options: `format: RecordFormat.parquet(),
compression: Compression.SNAPPY,`,
  },
];

const LIBRARY = {
  ...{ Compression, DirectoryTimeUnit, FileDirectory, FileLayout, RecordFormat, Size, Tombstones, ValueExtension },
};

/** The whole page: each part is what the handler wrote just now. */
export async function layoutsPage(): Promise<string> {
  const parts: string[] = [];
  for (const shown of SHOWN) {
    const props: Partial<KafkaToS3FilesIngestProps> = runInNewContext(`({${shown.options}})`, LIBRARY);
    parts.push(await part(shown, await writtenBy(props, event())));
  }
  return `# Layouts

What becomes of the same ${RECORDS.length} records of the topic \`orders\` by the options of \`KafkaToS3FilesIngest\`. All files on this page
were written by the handler: \`test/evidence/layouts/layouts.test.ts\` writes them anew and compares.

| partition | offset | time (UTC) | key | header \`tenant\` | value |
|---|---|---|---|---|---|
${RECORDS.map(row).join('\n')}

Paths are relative to the access point's root. Below a path stands the size of the file and how its content begins.

${parts.join('\n')}`;
}

function event(): KafkaEventBuilder {
  const builder = new KafkaEventBuilder();
  for (const { partition, offset, tenant, ...record } of RECORDS) {
    const headers = tenant === undefined ? [] : [{ tenant: [...Buffer.from(tenant)] }];
    builder.record('orders', partition, offset, { ...record, headers });
  }
  return builder;
}

function row({ partition, offset, timestamp, key, tenant, shown }: Delivered): string {
  const time = timestamp === null ? 'none' : new Date(timestamp).toISOString().slice(0, 16).replace('T', ' ');
  const keyShown = key === null ? 'null' : key === '' ? 'empty' : `\`${key}\``;
  return `| ${[partition, offset, time, keyShown, tenant === undefined ? 'none' : `\`${tenant}\``, shown].join(' | ')} |`;
}

async function part({ title, text, options }: Shown, { files }: Written): Promise<string> {
  const shown = await Promise.all(files.map(described));
  const code = options === '' ? '' : `\`\`\`ts\n${options}\n\`\`\`\n\n`;
  return `## ${title}\n\n${text}\n\n${code}\`\`\`text\n${shown.join('\n')}\n\`\`\`\n`;
}

/**
 * Describes a file. The size of a compressed file depends on the version of Node.js, so that its uncompressed content
 * is described.
 */
async function described({ path, bytes }: Written['files'][number]): Promise<string> {
  if (path.endsWith('.parquet')) {
    return `${path}\n    ${bytes.length.toLocaleString('en')} bytes: ${lines(await rowsOf(bytes))}`;
  }
  const content = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const size = `${content.length.toLocaleString('en')} bytes${path.endsWith('.gz') ? ' once decompressed' : ''}`;
  return `${path}\n    ${size}${content.length === 0 ? '' : `: ${beginning(content)}`}`;
}

const LONGEST_LINE = 200;
const SHOWN_OF_LONGER = 100;

function beginning(content: Buffer): string {
  const text = content.toString();
  if (!Buffer.from(text).equals(content)) {
    return content.toString('hex').replace(/..(?!$)/g, '$& ');
  }
  return lines(text.split('\n').filter((line) => line !== ''));
}

function lines(shown: readonly string[]): string {
  return shown.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, SHOWN_OF_LONGER)}…` : line)).join('\n    ');
}

/** The rows as another reader of Parquet gives them. */
async function rowsOf(file: Buffer): Promise<string[]> {
  const bytes = new Uint8Array(file).buffer;
  const rows = await parquetReadObjects({
    file: { byteLength: bytes.byteLength, slice: (start, end) => bytes.slice(start, end) },
    utf8: false,
  });
  return rows.map((row) => JSON.stringify(row, shownValue));
}

function shownValue(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) {
    return Buffer.from(value)
      .toString('hex')
      .replace(/..(?!$)/g, '$& ');
  }
  return typeof value === 'bigint' ? Number(value) : (value ?? undefined);
}

/**
 * The columns of a file of records. Bytes are text where they are UTF-8, and stand in the column beside it where they are
 * not, so that the schema is the same whatever the records hold.
 *
 * Names and numbers of types: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
 */
export const PHYSICAL_TYPES = { INT32: 1, INT64: 2, BYTE_ARRAY: 6 } as const;
export type PhysicalType = keyof typeof PHYSICAL_TYPES;

interface LeafType {
  readonly type: PhysicalType;
  readonly converted_type?: 'UTF8' | 'TIMESTAMP_MILLIS';
}

const TEXT: LeafType = { type: 'BYTE_ARRAY', converted_type: 'UTF8' };
const BINARY: LeafType = { type: 'BYTE_ARRAY' };
const REQUIRED = { repetition_type: 'REQUIRED' } as const;
const OPTIONAL = { repetition_type: 'OPTIONAL' } as const;

/** The schema from its root on, each group before what it holds. */
export const SCHEMA = [
  { name: 'records', num_children: 10 },
  { name: 'topic', ...REQUIRED, ...TEXT },
  { name: 'partition', ...REQUIRED, type: 'INT32' },
  { name: 'offset', ...REQUIRED, type: 'INT64' },
  { name: 'timestamp', ...OPTIONAL, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  { name: 'timestamp_type', ...OPTIONAL, ...TEXT },
  { name: 'key', ...OPTIONAL, ...TEXT },
  { name: 'key_binary', ...OPTIONAL, ...BINARY },
  { name: 'value', ...OPTIONAL, ...TEXT },
  { name: 'value_binary', ...OPTIONAL, ...BINARY },
  { name: 'headers', ...REQUIRED, converted_type: 'LIST', num_children: 1 },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  { name: 'element', ...REQUIRED, num_children: 3 },
  { name: 'name', ...REQUIRED, ...TEXT },
  { name: 'value', ...OPTIONAL, ...TEXT },
  { name: 'value_binary', ...OPTIONAL, ...BINARY },
] as const;

const NUMBERS = { partition: 'INT32', offset: 'INT64', timestamp: 'INT64' } as const;
const BYTES = ['topic', 'timestamp_type', 'key', 'key_binary', 'value', 'value_binary'] as const;
const HEADERS = [
  'headers.list.element.name',
  'headers.list.element.value',
  'headers.list.element.value_binary',
] as const;

export type NumberColumn = keyof typeof NUMBERS;
export type BytesColumn = (typeof BYTES)[number];
export type HeaderColumn = (typeof HEADERS)[number];
export type ColumnName = NumberColumn | BytesColumn | HeaderColumn;

/** The physical type of each column, by its path. */
export const COLUMNS: Readonly<Record<ColumnName, PhysicalType>> = {
  ...NUMBERS,
  ...(Object.fromEntries([...BYTES, ...HEADERS].map((name) => [name, 'BYTE_ARRAY'])) as Record<
    BytesColumn | HeaderColumn,
    'BYTE_ARRAY'
  >),
};
export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

export function isHeaderColumn(name: ColumnName): name is HeaderColumn {
  return name.startsWith('headers.');
}

/** The numbers of the compressions that are read and written. */
export const CODECS = { UNCOMPRESSED: 0, SNAPPY: 1, GZIP: 2, ZSTD: 6 } as const;
export type Codec = keyof typeof CODECS;

/**
 * The footer's entry with the texts that UTF-8 can't express, since they hold half a surrogate pair: a JSON list of
 * `[row, number of the header, name]`, with -1 for the header where the text is the type of the timestamp.
 */
export const UNPAIRED_TEXTS = 'cdk-s3files.unpaired-texts';

/**
 * The most bytes of a footer. Those of this library take 1 KB. A footer is in memory before anything is known of its
 * file.
 */
export const MAX_FOOTER_BYTES = 1024 * 1024;

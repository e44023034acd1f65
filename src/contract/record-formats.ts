/** The content of a record's file, as the construct writes it and the handler reads it. */
export type RecordFormatSetting =
  | { readonly type: 'value'; readonly extension: '.json' | '.bin' }
  | { readonly type: 'envelope' }
  | { readonly type: 'parquet'; readonly compression: ParquetCompressionName };

/** The end that each compression adds to the name of a file; a reader needs nothing else to know it. */
export const COMPRESSION_SUFFIXES = { NONE: '', GZIP: '.gz', ZSTD: '.zst' } as const;
export type CompressionName = keyof typeof COMPRESSION_SUFFIXES;

/** The ways to compress the columns of a Parquet file, which itself says how it is compressed. */
export const PARQUET_COMPRESSIONS = ['NONE', 'GZIP', 'ZSTD', 'SNAPPY'] as const;
export type ParquetCompressionName = (typeof PARQUET_COMPRESSIONS)[number];

/** The file of a record whose value is null, where the format keeps values alone: empty, and never compressed. */
export const TOMBSTONE_EXTENSION = '.tombstone';
/** A file with one record and everything about it, before the suffix of its compression. */
export const ENVELOPE_EXTENSION = '.record.json';
/** A file with many records, one on each line, before the suffix of its compression. */
export const SEGMENT_EXTENSION = '.records.ndjson';
/** A file with one record or many, and everything about them, in columns. It has no suffix, whatever its compression. */
export const PARQUET_EXTENSION = '.records.parquet';

/** The fates of a record whose value is null. */
export const TOMBSTONES = ['WRITE', 'SKIP'] as const;
export type TombstonesName = (typeof TOMBSTONES)[number];

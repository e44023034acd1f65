import { COMPRESSION_SUFFIXES, type CompressionName } from '../contract/record-formats';

/**
 * A compression of files or, with `RecordFormat.parquet()`, of the columns within them.
 */
export enum Compression {
  /**
   * No compression.
   */
  NONE = 'NONE',

  /**
   * Compression by gzip. Files end in `.gz`; in Parquet files the columns are compressed, and the name stays.
   */
  GZIP = 'GZIP',

  /**
   * Compression by Zstandard. Files end in `.zst`; in Parquet files the columns are compressed, and the name stays.
   */
  ZSTD = 'ZSTD',

  /**
   * Compression by Snappy, for the columns of Parquet files alone. Files become larger than with Zstandard, but every
   * reader of Parquet can read them.
   */
  SNAPPY = 'SNAPPY',
}

/** The end of a compressed file's name. */
export function compressionExtension(compression: Compression): string {
  return COMPRESSION_SUFFIXES[compression as CompressionName];
}

const HEADERS_AND_TRAILERS = 1024;

/**
 * The most bytes that a file has after compression. Content that cannot be compressed grows by a few bytes for every
 * block: zlib promises at most
 * n + n/4096 + n/16384 and a few, Zstandard n + n/256 and 64, Snappy n + n/6 and 32 (deflateBound, ZSTD_COMPRESSBOUND,
 * snappy::MaxCompressedLength).
 */
export function compressedAtMost(bytes: number, compression: Compression): number {
  if (compression === Compression.NONE) {
    return bytes;
  }
  return bytes + Math.ceil(bytes / (compression === Compression.SNAPPY ? 6 : 256)) + HEADERS_AND_TRAILERS;
}

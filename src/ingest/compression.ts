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
   * By gzip: the files end in `.gz`, but Parquet files, whose columns are compressed.
   */
  GZIP = 'GZIP',

  /**
   * By Zstandard: the files end in `.zst`, but Parquet files, whose columns are compressed.
   */
  ZSTD = 'ZSTD',

  /**
   * By Snappy: for Parquet files alone, whose columns are compressed. Files become larger than with Zstandard; all that reads
   * Parquet knows it.
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

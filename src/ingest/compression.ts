import { COMPRESSION_SUFFIXES } from '../contract/record-formats';

/**
 * A compression of files.
 */
export enum Compression {
  /**
   * No compression.
   */
  NONE = 'NONE',

  /**
   * By gzip: the files end in `.gz`.
   */
  GZIP = 'GZIP',

  /**
   * By Zstandard: the files end in `.zst`.
   */
  ZSTD = 'ZSTD',
}

/** The end of a compressed file's name. */
export function compressionExtension(compression: Compression): string {
  return COMPRESSION_SUFFIXES[compression];
}

const HEADERS_AND_TRAILERS = 1024;

/**
 * The most bytes that a file has after compression. Content that cannot be compressed grows by a few bytes for every
 * block: zlib promises at most
 * n + n/4096 + n/16384 and a few, Zstandard n + n/256 and 64 (deflateBound, ZSTD_COMPRESSBOUND).
 */
export function compressedAtMost(bytes: number, compression: Compression): number {
  return compression === Compression.NONE ? bytes : bytes + Math.ceil(bytes / 256) + HEADERS_AND_TRAILERS;
}

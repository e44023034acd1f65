import zlib from 'node:zlib'; // the object, whose functions are looked up when they are called: an older Node.js lacks some
import { MAX_FILE_BYTES } from '../../src/contract/limits';
import {
  COMPRESSION_SUFFIXES,
  type CompressionName,
  type ParquetCompressionName,
} from '../../src/contract/record-formats';
import { errorCode, errorMessage } from '../errors';

export type Compression = CompressionName;
export type CompressionSuffix = (typeof COMPRESSION_SUFFIXES)[Compression];

/** The functions for Zstandard. Node.js has them from 22.15 and 23.8 on; Lambda's Node.js 24 does. */
interface Zstandard {
  zstdCompressSync(bytes: Buffer): Buffer;
  zstdDecompressSync(bytes: Buffer, options: { readonly maxOutputLength: number }): Buffer;
}

export function assertAvailable(compression: Compression | ParquetCompressionName): void {
  if (compression === 'ZSTD') {
    zstandard();
  }
}

export function suffixOf(compression: Compression): CompressionSuffix {
  return COMPRESSION_SUFFIXES[compression];
}

/**
 * Compresses on the thread that calls it: a record of 4 KB takes 60 µs, and handing it to the thread pool takes longer
 * than that. Meanwhile the threads of the pool go on with their files.
 */
export function compress(bytes: Buffer, compression: Compression): Buffer {
  switch (compression) {
    case 'NONE':
      return bytes;
    case 'GZIP':
      return zlib.gzipSync(bytes);
    case 'ZSTD':
      return zstandard().zstdCompressSync(bytes);
  }
}

/** An error: there is no room for a file's decompressed content. */
export class TooLargeError extends Error {}

/** Cuts the compression off a file's extension. */
export function splitSuffix(extension: string): [content: string, suffix: CompressionSuffix] {
  const suffix = (['.gz', '.zst'] as const).find((candidate) => extension.endsWith(candidate)) ?? '';
  return [extension.slice(0, extension.length - suffix.length), suffix];
}

/** The number with which a Zstandard frame begins (RFC 8878, 3.1.1). */
export const ZSTANDARD_MAGIC = 0xfd2fb528;
/** The two bytes with which gzip begins, and its one method (RFC 1952, 2.3.1). */
const GZIP_MAGIC = Buffer.from([0x1f, 0x8b, 0x08]);
export const MAGIC_LENGTH = 4;

/** Tells by its first bytes how a file is compressed whose name does not say it. */
export function suffixOfBytes(bytes: Buffer): CompressionSuffix {
  if (bytes.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC)) {
    return '.gz';
  }
  return bytes.length >= MAGIC_LENGTH && bytes.readUInt32LE(0) === ZSTANDARD_MAGIC ? '.zst' : '';
}

/** @throws TooLargeError if that makes more bytes than may be, before they are made */
export function decompress(bytes: Buffer, suffix: CompressionSuffix, most = MAX_FILE_BYTES): Buffer {
  if (suffix === '') {
    return bytes;
  }
  try {
    const limit = { maxOutputLength: most };
    return suffix === '.gz' ? zlib.gunzipSync(bytes, limit) : zstandard().zstdDecompressSync(bytes, limit);
  } catch (cause) {
    const file = `the file of ${bytes.length} bytes ending in ${suffix}`;
    if (errorCode(cause) === 'ERR_BUFFER_TOO_LARGE') {
      throw new TooLargeError(`${file} is more than ${most} bytes once decompressed`, { cause });
    }
    throw new Error(`${file} cannot be decompressed: ${errorMessage(cause)}`, { cause });
  }
}

function zstandard(): Zstandard {
  const { zstdCompressSync, zstdDecompressSync }: Partial<Zstandard> = zlib as Partial<Zstandard>;
  if (zstdCompressSync === undefined || zstdDecompressSync === undefined) {
    throw new Error(
      `the compression ZSTD needs Node.js 22.15 or newer, and this is ${process.version}; give the function a newer runtime, or use GZIP`,
    );
  }
  return { zstdCompressSync, zstdDecompressSync };
}

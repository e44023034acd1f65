import { PARQUET_EXTENSION } from '../../../src/contract/record-formats';
import type { Peek } from '../../files/read';
import { MAGIC_LENGTH, suffixOfBytes, ZSTANDARD_MAGIC } from '../../records/compression';
import { parquetReader } from '../../records/load-parquet';

// The most bytes that Zstandard's frame header takes (RFC 8878, 3.1.1.1), with the magic number before it.
const LONGEST_FRAME_HEADER = 18;
// For a file that does not say; text in JSON seldom shrinks more than this.
const GUESSED_RATIO = 10;
// Enough for the footer of a Parquet file that this library wrote, so that one look will do.
const LIKELY_FOOTER_BYTES = 16 * 1024;

/**
 * Tells how many bytes a file will take in memory, before it is read: the decompressed size that it claims for itself.
 * With several gzip members it is only the size of the last one, and other files may claim a wrong size. A file gets no
 * more room than it has claimed, and asks for more if that is not enough.
 *
 * @param most the bytes of the largest file; a damaged one that claims gigabytes must not hold up all others
 */
export async function unfoldedSize(extension: string, size: number, peek: Peek, most: number): Promise<number> {
  await prepareFor(extension);
  return Math.max(size, Math.min(most, await claimedSize(extension, size, peek)));
}

async function claimedSize(extension: string, size: number, peek: Peek): Promise<number> {
  if (extension === '.?') {
    return claimedSize(suffixOfBytes(await peek(0, MAGIC_LENGTH)), size, peek);
  }
  if (extension.endsWith('.gz')) {
    // The last four bytes of gzip (RFC 1952, 2.3.1).
    const trailer = await peek(Math.max(0, size - 4), 4);
    return trailer.length === 4 ? trailer.readUInt32LE(0) : size;
  }
  if (extension.endsWith('.zst')) {
    return frameContentSize(await peek(0, LONGEST_FRAME_HEADER)) ?? size * GUESSED_RATIO;
  }
  if (extension === PARQUET_EXTENSION) {
    return claimOfFooter(size, peek);
  }
  return size;
}

/** Loads what the file needs to be unfolded. */
export async function prepareFor(extension: string): Promise<void> {
  if (extension === PARQUET_EXTENSION) {
    await parquetReader.load();
  }
}

/** @throws if there is no footer, or one that makes no sense: then nothing of the file can be read */
async function claimOfFooter(size: number, peek: Peek): Promise<number> {
  const { footerBytes, readFooter } = parquetReader.now;
  const likely = Math.min(size, LIKELY_FOOTER_BYTES);
  const tail = await peek(size - likely, likely);
  const length = footerBytes(tail, size);
  const whole = length <= tail.length ? tail : await peek(size - length, length);
  return size + readFooter(whole, size).unfoldedBytes;
}

function frameContentSize(header: Buffer): number | undefined {
  if (header.length < 5 || header.readUInt32LE(0) !== ZSTANDARD_MAGIC) {
    return undefined;
  }
  const descriptor = header.readUInt8(4);
  const singleSegment = (descriptor & 0b10_0000) !== 0;
  const position = 5 + (singleSegment ? 0 : 1) + ([0, 1, 2, 4][descriptor & 0b11] ?? 0);
  const length = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0;
  if (length === 0 || header.length < position + length) {
    return undefined;
  }
  return length === 8
    ? Number(header.readBigUInt64LE(position))
    : header.readUIntLE(position, length) + (length === 2 ? 256 : 0);
}

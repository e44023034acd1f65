import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { errorCode, errorMessage } from '../../errors';
import { KeySet, sha256 } from './key-set';
import { linesOf } from './list-lines';
import { unusable } from './unusable-list';

/** The most bytes of a list, decompressed. A larger one takes minutes to read, which the replay itself needs. */
const MOST_BYTES = 2 * 1024 ** 3;

const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/i;
const LONGEST_DIGEST = 'sha256:'.length + 64;
const [GZIP_FIRST, GZIP_SECOND] = [0x1f, 0x8b];
const PADDING = new Set(Buffer.from(' \t"\''));

/** The keys whose records are to be suppressed, and what is known of the object that listed them. */
export interface SuppressionList {
  /** The SHA-256 of the object's bytes, as `sha256sum` prints it. */
  readonly digest: string;
  /** The number of different keys. */
  readonly size: number;
  /** The number of lines that begin or end with what is seldom part of a key, a blank or a quotation mark. */
  readonly padded: number;
  /** The number of lines that have an end of a line, or a zero byte as UTF-16 has it, inside: they are probably several keys, or no text. */
  readonly mixed: number;
  readonly has: (key: Buffer) => boolean;
}

export interface ListToRead {
  /** The name of the object. */
  readonly name: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** True if lines are the SHA-256 of keys, false if they are keys; undefined if nobody has said, so that it must be clear. */
  readonly hashed: boolean | undefined;
  readonly mostKeys: number;
}

/**
 * Reads a list.
 *
 * @throws PermanentError with the number of the line, and never with the line: it may be about a person
 */
export async function readList({ name, chunks, hashed, mostKeys }: ListToRead): Promise<SuppressionList> {
  const keys = new KeySet();
  const digest = createHash('sha256');
  let [padded, mixed] = [0, 0];
  for await (const lines of linesOf(unfolded(name, digested(chunks, digest)))) {
    for (const { number, bytes } of lines) {
      keys.add(hashed === true ? digestIn(bytes, number) : sha256(keyIn(bytes, number, hashed)));
      padded += hashed !== true && isPadded(bytes) ? 1 : 0;
      mixed += hashed !== true && isMixed(bytes) ? 1 : 0;
    }
    if (keys.size > mostKeys) {
      throw unusable(
        `it has more than the ${mostKeys} keys that the function has memory for; give the function more, or leave out keys that no file has any more`,
      );
    }
  }
  return { digest: digest.digest('hex'), size: keys.size, padded, mixed, has: (key) => keys.has(key) };
}

async function* digested(
  chunks: AsyncIterable<Uint8Array>,
  digest: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    digest.update(chunk);
    yield chunk;
  }
}

/** Unfolds a list that is compressed, which its first bytes tell. */
async function* unfolded(name: string, chunks: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const head: Uint8Array[] = [];
  let length = 0;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    head.push(next.value);
    length += next.value.length;
    if (length >= 2) break;
  }
  const beginning = Buffer.concat(head);
  const isGzip = beginning[0] === GZIP_FIRST && beginning[1] === GZIP_SECOND;
  if (!isGzip && name.endsWith('.gz')) {
    throw unusable('its name ends in .gz, and it is not compressed by gzip; write it again, or give it another name');
  }
  const whole = chained(beginning, chunks);
  let bytes = 0;
  for await (const chunk of isGzip ? gunzipped(whole) : whole) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) {
      throw unusable(`it has more than ${MOST_BYTES} bytes; give SHA-256 in place of long keys`);
    }
    yield chunk;
  }
}

async function* chained(beginning: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield beginning;
  yield* chunks;
}

/** @throws Error if something follows the compressed text, which zlib would pass over without a word */
async function* gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let folded = 0;
  const counted = async function* () {
    for await (const chunk of chunks) {
      folded += chunk.length;
      yield chunk;
    }
  };
  const gunzip = createGunzip();
  // Its errors, and those of the source, end the stream that is read below.
  pipeline(Readable.from(counted()), gunzip, () => undefined);
  try {
    yield* gunzip;
  } catch (error) {
    throw errorCode(error)?.startsWith('Z_') ? unusable(`it is not whole: ${errorMessage(error)}`) : error;
  }
  if (gunzip.bytesWritten !== folded) {
    throw unusable('something follows the text that is compressed by gzip; write it again');
  }
}

function digestIn(line: Buffer, number: number): Buffer {
  const digits = line.length > 2 * LONGEST_DIGEST ? undefined : DIGEST.exec(line.toString('latin1').trim())?.[1];
  if (digits === undefined) {
    throw unusable(
      `line ${number} is no SHA-256, 64 hexadecimal digits with or without 'sha256:' in front, though "hashed" is true; give one a line`,
    );
  }
  return Buffer.from(digits, 'hex');
}

/**
 * Reads a key or a hash from a line. A line that may be either is refused, if nobody has said which it is: with the
 * wrong choice, the list would let every record pass.
 */
function keyIn(line: Buffer, number: number, hashed: boolean | undefined): Buffer {
  if (hashed === undefined && line.length <= 2 * LONGEST_DIGEST && DIGEST.test(line.toString('latin1').trim())) {
    throw unusable(
      `line ${number} may be a key or the SHA-256 of one; say which by "hashed": true where each line is a SHA-256, or false where each is a key`,
    );
  }
  return line;
}

/**
 * True if a line probably holds several keys, or no text: old text files end their lines with carriage returns alone,
 * and UTF-16 without a mark has a zero in each letter of the alphabet.
 */
function isMixed(line: Buffer): boolean {
  return line.includes(0x0d) || line.includes(0x00);
}

function isPadded(line: Buffer): boolean {
  return PADDING.has(line[0] ?? 0) || PADDING.has(line.at(-1) ?? 0);
}

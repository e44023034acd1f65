import { createHash } from 'node:crypto';
import { isHidden } from '../../src/contract/hidden-names';
import { MAX_FIELD_BYTES } from '../../src/contract/limits';

const HASH_DIGITS = 16;
const MOST_BYTES_OF_WORD = MAX_FIELD_BYTES - '%65mpty-'.length;
const AS_THEY_ARE = /[A-Za-z0-9._@-]/;

/**
 * The encoding of each byte. A plus sign separates the parts of a file name, `~` marks a cut, and an equals sign makes a directory
 * a column to query engines, which refuse all files together where only some have it: these are encoded.
 */
const ENCODED: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  return AS_THEY_ARE.test(character) ? character : percent(byte);
});

/**
 * Any bytes as one component of a path, or as one part of a file name: percent-encoded where they are not plain ASCII,
 * so that different bytes become different text. What would be too long is cut and told apart by a hash.
 */
export function encodeComponent(bytes: Buffer, most = MAX_FIELD_BYTES): string {
  let text = '';
  for (let index = 0; index < bytes.length; index++) {
    text += index === 0 ? encodeFirst(bytes) : (ENCODED[bytes[index] ?? 0] ?? '');
    if (text.length > most) {
      return `${wholeCharacters(text.slice(0, most - HASH_DIGITS - 1))}~${hash(bytes)}`;
    }
  }
  return text;
}

/** A header's name, so short that what `encodeOptional` makes of it is no longer than any other component. */
export function encodeWord(name: string): string {
  return encodeComponent(Buffer.from(name), MOST_BYTES_OF_WORD);
}

/**
 * The same for bytes that may be absent or empty, which a path cannot say: `no-<what>` and `empty-<what>` stand for
 * them. Bytes that spell one of these words have their first letter encoded.
 *
 * @param what such as `encodeWord` makes, or a word as short
 */
export function encodeOptional(bytes: Buffer | null | undefined, what: string): string {
  if (bytes === null || bytes === undefined) {
    return `no-${what}`;
  }
  if (bytes.length === 0) {
    return `empty-${what}`;
  }
  const text = encodeComponent(bytes);
  return text === `no-${what}` || text === `empty-${what}` ? `${percent(text.charCodeAt(0))}${text.slice(1)}` : text;
}

function encodeFirst([first = 0]: Buffer): string {
  return isHidden(String.fromCharCode(first)) ? percent(first) : (ENCODED[first] ?? '');
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function wholeCharacters(text: string): string {
  return text.replace(/%.?$/, '');
}

function hash(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, HASH_DIGITS);
}
